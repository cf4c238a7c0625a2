"""What is done every hour, and at each start: new slots, and an end to what was kept long enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, delete, select

from care.clock import Clock
from care.schedules import slots_of
from storage import bookings, inbox
from storage.database import Database
from storage.directory import all_schedules
from storage.effects import Effects
from storage.forgetting import finish_forgetting
from storage.keys import Keys
from storage.slots import add_slots, release_expired
from storage.tables.gateway import due, private_answers, sessions
from storage.usage import wipe

SPARE = timedelta(minutes=5)  # after which what is due is not being done: the system does not run


@dataclass(frozen=True)
class Purged:
    """How much of each kind was past its time."""

    officers: int
    updates: int
    sessions: int
    answers: int
    others: int


def keep_up(connection: Connection, keys: Keys, clock: Clock) -> int:
    """Publish slots, free those past their hold, delete old effects and bookings; return how many."""
    now = clock.now()
    publish_slots(connection, now)
    release_expired(connection, now)
    return Effects(keys, clock).purge(connection) + bookings.purge(connection, now)


def purge(database: Database, keys: Keys, clock: Clock) -> Purged:
    """Delete all that is past its time, as the running system does by itself, and wipe it from the disk."""
    now = clock.now()
    officers = finish_forgetting(database, keys, now)
    with database.write() as connection:
        done = Purged(
            officers,
            inbox.forget_seen(connection, now),
            _overdue(connection, "session_end", sessions.c.pseudonym, now),
            _overdue(connection, "private_expiry", private_answers.c.token, now),
            keep_up(connection, keys, clock),
        )
    wipe(database)
    return done


def publish_slots(connection: Connection, now: datetime) -> int:
    """Publish the slots of the coming weeks that are not there yet; return how many.

    A slot that is held, booked or withdrawn stays as it is.
    """
    patterns = all_schedules(connection)
    return add_slots(connection, (slot for pattern in patterns for slot in slots_of(pattern, now)))


def _overdue(connection: Connection, kind: str, key: Column[str], now: datetime) -> int:
    """Delete what should have ended a while ago, with the rows that say so."""
    over = (due.c.kind == kind, due.c.at <= now - SPARE)
    ended = list(connection.execute(select(due.c.about).where(*over)).scalars())
    gone = connection.execute(delete(key.table).where(key.in_(ended))).rowcount
    connection.execute(delete(due).where(*over))
    return gone
