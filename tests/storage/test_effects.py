from threading import Barrier, Thread

from care.names import InboxId
from storage.database import Database
from storage.effects import Effects, Result
from storage.keys import Keys
from tests.databases import MovableClock


def test_a_repeated_message_gets_the_first_result_and_does_nothing(
    database: Database, keys: Keys, clock: MovableClock
) -> None:
    effects, done = Effects(keys, clock), []

    def act() -> Result:
        done.append(True)
        return {"times": len(done)}

    for _ in range(3):
        with database.write() as connection:
            assert effects.once(connection, InboxId("a" * 32), "hold", act) == {"times": 1}
    assert len(done) == 1


def test_the_same_message_in_two_threads_at_once_acts_once(database: Database, keys: Keys, clock: MovableClock) -> None:
    effects, done, results, start = Effects(keys, clock), [], [], Barrier(2)

    def act() -> Result:
        done.append(True)
        return {"times": len(done)}

    def turn() -> None:
        start.wait()
        with database.write() as connection:
            results.append(effects.once(connection, InboxId("a" * 32), "hold", act))

    threads = [Thread(target=turn) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), results) == (1, [{"times": 1}, {"times": 1}])
