"""Nothing is kept longer than is said."""

from datetime import timedelta

from sqlalchemy import func, insert, select

from care.names import SessionPseudonym
from storage import due, inbox, private, sessions
from storage.database import Database
from storage.index import update_index
from storage.keys import Keys
from storage.sessions import KeptSession
from storage.tables.effects import effects
from storage.tables.gateway import due as due_table
from storage.tables.gateway import private_answers, seen
from storage.tables.gateway import sessions as session_table
from storage.upkeep import purge
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting

PSEUDONYM = SessionPseudonym("c" * 32)


def counts(database: Database) -> list[int]:
    with database.read() as connection:
        tables = (session_table, private_answers, seen, effects)
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_a_purge_by_hand_ends_what_a_stopped_system_left(database: Database, keys: Keys, clock: MovableClock) -> None:
    officer = consenting(database, keys, 1)
    with database.write() as connection:
        sessions.start(connection, keys, KeptSession(PSEUDONYM, officer, b"state"))
        due.add(connection, keys, "session_end", NOON + timedelta(minutes=60), about=PSEUDONYM)
        private.keep(connection, keys, officer, "prv_1", "a number")
        due.add(connection, keys, "private_expiry", NOON + private.LIFE, about="prv_1")
        inbox.remember(connection, update_index(keys, "telegram", "1"), NOON)
        connection.execute(insert(effects).values(id=b"e" * 32, until=NOON.date() + timedelta(days=3)))
    clock.set(NOON + timedelta(minutes=59))
    purge(database, keys, clock)
    assert counts(database) == [1, 1, 1, 1]
    clock.set(NOON + timedelta(minutes=66))
    purge(database, keys, clock)
    assert counts(database) == [0, 0, 1, 1]
    clock.set(NOON + timedelta(hours=50))
    purge(database, keys, clock)
    assert counts(database) == [0, 0, 0, 1]
    clock.set(NOON + timedelta(days=4))
    purge(database, keys, clock)
    assert counts(database) == [0, 0, 0, 0]
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(due_table)).scalar_one() == 0


def test_a_purge_finishes_a_forgetting_that_was_interrupted(
    database: Database, keys: Keys, clock: MovableClock
) -> None:
    keys.tombstones.add(consenting(database, keys, 1))
    assert purge(database, keys, clock).officers == 1
