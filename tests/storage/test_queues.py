"""The gateway's queues, the same on both databases."""

from datetime import UTC, datetime, timedelta

from care.names import InboxId
from storage import inbox, lease
from storage.database import Database
from storage.inbox import Accepted
from storage.keys import Keys

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)


def test_an_update_is_new_once(database: Database) -> None:
    with database.write() as connection:
        assert inbox.remember(connection, b"u" * 32, NOW)
        assert not inbox.remember(connection, b"u" * 32, NOW)
        assert inbox.remember(connection, b"v" * 32, NOW)


def test_an_update_is_forgotten_after_two_days(database: Database) -> None:
    with database.write() as connection:
        inbox.remember(connection, b"u" * 32, NOW)
        assert inbox.forget_seen(connection, NOW + timedelta(hours=47)) == 0
        assert inbox.forget_seen(connection, NOW + timedelta(hours=50)) == 1
        assert inbox.remember(connection, b"u" * 32, NOW)


def test_promise_3_what_was_accepted_is_there_in_order_until_it_is_answered(database: Database, keys: Keys) -> None:
    messages = [Accepted(InboxId(f"{number:032x}"), None, f"message {number}".encode()) for number in range(5)]
    with database.write() as connection:
        for message in messages:
            inbox.keep(connection, keys, message)
    with database.write() as connection:
        assert inbox.unfinished(connection, keys) == messages
        inbox.finish(connection, messages[0].id)
        assert inbox.unfinished(connection, keys) == messages[1:]


def test_the_scheduler_has_one_holder_at_a_time(database: Database) -> None:
    first, second = lease.Holder("a", "here", 1), lease.Holder("b", "there", 2)
    with database.write() as connection:
        assert lease.take(connection, "bot", first, NOW)
        assert not lease.take(connection, "bot", second, NOW)
        assert lease.take(connection, "bot", first, NOW)
        assert lease.take(connection, "bot", second, NOW + lease.LIFE + timedelta(seconds=1))
