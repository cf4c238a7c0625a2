"""Which partners nobody has told yet that a booking waits; the mail that tells them says no more than that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from care.desk import BookingState
from storage.dialects import insert_new
from storage.tables.console import marks
from storage.tables.directory import organisations, services
from storage.tables.slots import bookings, slots


@dataclass(frozen=True)
class Untold:
    """A partner's address, and the ids of the bookings that neither a mail nor the console has shown it."""

    email: str
    bookings: tuple[str, ...]


def untold(connection: Connection, now: datetime) -> list[Untold]:
    """Return the partners that have an address and a booking ahead that they do not know of."""
    known = select(marks.c.booking).where(marks.c.is_told)
    joined = bookings.join(slots, slots.c.id == bookings.c.slot).join(services, services.c.id == slots.c.service)
    joined = joined.join(organisations, organisations.c.id == services.c.organisation)
    query = select(organisations.c.id, organisations.c.email, bookings.c.id.label("booking")).select_from(joined)
    ahead = (bookings.c.state == BookingState.BOOKED, slots.c.start > now, bookings.c.id.not_in(known))
    found: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(query.where(organisations.c.email != "", *ahead)):
        found.setdefault((row.id, row.email), []).append(row.booking)
    return [Untold(email, tuple(waiting)) for (_, email), waiting in found.items()]


def note_told(connection: Connection, told: Iterable[str]) -> None:
    """Remember that a mail went out for these bookings; they stay new in the console until somebody looks."""
    for booking in told:
        connection.execute(insert_new(connection, marks).values(booking=booking, is_seen=False, is_told=True))
        connection.execute(update(marks).where(marks.c.booking == booking).values(is_told=True))
