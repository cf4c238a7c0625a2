"""What is stored of an officer, and how they are forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from care.consent import Consent
from care.desk import Booking
from care.names import OfficerId
from care.officers import Preferences
from storage import bookings, slots, usage
from storage.database import Database
from storage.desk import reminder_about
from storage.due import drop
from storage.index import officer_pseudonym
from storage.keys import Keys
from storage.officers import Officers
from storage.salts import salts_of
from storage.tables import OF_CHAT, OF_OFFICER, load_tables
from storage.tables import slots as tables
from storage.tables.officers import officers

KEY_BACKUP_LIFE = timedelta(days=7)  # of a backup of the key folder: the last place a key may still be


@dataclass(frozen=True)
class Stored:
    """What is kept of an officer; `rows` counts those of each table with their id or their chat's digest."""

    preferences: Preferences
    consent: Consent
    bookings: tuple[Booking, ...]
    rows: dict[str, int]


@dataclass(frozen=True)
class Forgotten:
    """What was done: deleted `rows`, `cancelled` bookings, and by when no backup holds the key."""

    rows: int
    cancelled: int
    key_gone_by: datetime


def stored(connection: Connection, keys: Keys, officer: OfficerId) -> Stored:
    """Return everything that is kept of an officer; raises NoOfficer or NoKey when they were forgotten."""
    people = Officers(keys)
    return Stored(
        people.preferences_of(connection, officer),
        people.consent_of(connection, officer),
        bookings.all_of(connection, keys, officer),
        _count(connection, officer),
    )


def forget(database: Database, keys: Keys, officer: OfficerId, now: datetime) -> Forgotten:
    """Erase an officer: first the key, without which nothing opens, then the rows.

    The tombstone comes before both: what is interrupted, `finish_forgetting` completes. Twice is harmless.
    """
    keys.tombstones.add(officer)
    keys.officers.delete(officer)
    with database.write() as connection:
        rows, cancelled = _erase(connection, keys, officer, now)
    return Forgotten(rows, cancelled, now + KEY_BACKUP_LIFE)


def finish_forgetting(database: Database, keys: Keys, now: datetime) -> int:
    """Erase whoever has a tombstone but is there, half forgotten or from a backup; return how many.

    To be called at each start.
    """
    with database.read() as connection:
        known = [OfficerId(found) for found in connection.execute(select(officers.c.id)).scalars()]
    returned = keys.tombstones.among(known)
    for officer in returned:
        forget(database, keys, officer, now)
    return len(returned)


def _erase(connection: Connection, keys: Keys, officer: OfficerId, now: datetime) -> tuple[int, int]:
    """Delete the officer's rows; a booking ahead stays as a cancelled one of nobody, for its partner."""
    lock = select(officers.c.id).where(officers.c.id == officer).with_for_update()  # a turn may be under way
    connection.execute(lock)
    slots.let_go(connection, keys, officer, now)
    ahead = bookings.open_bookings(connection, keys, officer, now)
    for booking in ahead:
        bookings.cancel(connection, booking)
        slots.free(connection, booking.slot.id)
        drop(connection, "booking_reminder", reminder_about(keys, booking))
    mine = tables.bookings.c.officer == officer_pseudonym(keys, officer)
    nobody = {"officer": None, "partner_officer": None}
    kept = [booking.id for booking in ahead]
    connection.execute(update(tables.bookings).where(tables.bookings.c.id.in_(kept)).values(**nobody))
    rows = connection.execute(delete(tables.bookings).where(mine)).rowcount
    rows += usage.remove(connection, salts_of(keys), officer)
    return rows + _delete(connection, officer), len(ahead)


def _delete(connection: Connection, officer: OfficerId) -> int:
    return sum(
        connection.execute(delete(table).where(theirs)).rowcount for table, theirs in _owned(connection, officer)
    )


def _count(connection: Connection, officer: OfficerId) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table).where(theirs)).scalar_one()
        for table, theirs in _owned(connection, officer)
    }


def _owned(connection: Connection, officer: OfficerId) -> list[tuple[Table, ColumnElement[bool]]]:
    """Return each table with a column that says whose a row is, and the condition for this officer's rows."""
    chat = connection.execute(select(officers.c.chat).where(officers.c.id == officer)).scalar()
    values = {OF_OFFICER["belongs_to"]: officer, OF_CHAT["belongs_to"]: chat}
    owned = []
    for table in reversed(load_tables().sorted_tables):
        columns = [column for column in table.columns if values.get(column.info.get("belongs_to")) is not None]
        theirs = [column == values[column.info["belongs_to"]] for column in columns]
        if theirs:
            owned.append((table, or_(*theirs)))
    return owned
