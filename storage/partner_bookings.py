"""Bookings as a partner sees them: a reference, a time, whether a contact was left; never who it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from care.desk import Booking, BookingState
from care.directory import Slot, SlotState
from care.names import BookingReference, OrganisationId, SlotId
from storage import bookings as booked
from storage import due
from storage.desk import reminder_about
from storage.dialects import insert_new
from storage.keys import Keys
from storage.slots import read_slot
from storage.tables.console import marks
from storage.tables.directory import services
from storage.tables.slots import bookings, slots

SHOWN_AFTER = timedelta(days=14)
MOST = 300  # of a list; any other is found by its reference
NOTICE = "partner_notice"


@dataclass(frozen=True)
class Waiting:
    """One booking of a partner's list; `service` is the service's name in both languages."""

    id: str
    reference: BookingReference
    slot: Slot
    service: dict[str, str]
    state: BookingState
    sequence: int
    has_contact: bool
    is_seen: bool


def of_organisation(connection: Connection, organisation: OrganisationId, now: datetime) -> list[Waiting]:
    """Return the bookings of an organisation from two weeks ago on, the next first."""
    query = _query().where(services.c.organisation == organisation, slots.c.end > now - SHOWN_AFTER)
    rows = connection.execute(query.order_by(slots.c.start, bookings.c.id).limit(MOST))
    return [_read(row) for row in rows]


def get(connection: Connection, booking: str) -> Waiting | None:
    """Return one booking."""
    row = connection.execute(_query().where(bookings.c.id == booking)).first()
    return _read(row) if row else None


def of_slot(connection: Connection, slot: SlotId) -> Waiting | None:
    """Return the booking that stands for a slot."""
    stands = bookings.c.slot == slot, bookings.c.state == BookingState.BOOKED
    row = connection.execute(_query().where(*stands)).first()
    return _read(row) if row else None


def by_reference(connection: Connection, organisation: OrganisationId, reference: str) -> Waiting | None:
    """Return an organisation's booking by what an officer says on the phone, however it is typed."""
    spoken = "".join(letter for letter in reference.upper() if letter.isalnum())
    theirs = bookings.c.reference == spoken, services.c.organisation == organisation
    row = connection.execute(_query().where(*theirs)).first()
    return _read(row) if row else None


def see(connection: Connection, booking: str) -> None:
    """Remember that the partner has looked at a booking."""
    connection.execute(insert_new(connection, marks).values(booking=booking, is_seen=True, is_told=True))
    connection.execute(update(marks).where(marks.c.booking == booking).values(is_seen=True))


def mark(connection: Connection, booking: str, state: BookingState, now: datetime) -> bool:
    """Say whether the officer came, once the time has begun; tells whether that was possible."""
    begun = select(slots.c.id).where(slots.c.start <= now)
    open_ = bookings.c.state.in_([BookingState.BOOKED, BookingState.FULFILLED, BookingState.NOSHOW])
    marked = update(bookings).where(bookings.c.id == booking, open_, bookings.c.slot.in_(begun))
    return connection.execute(marked.values(state=state, place=None)).rowcount == 1


def cancel(connection: Connection, keys: Keys, waiting: Waiting, now: datetime, instead: SlotId | None = None) -> bool:
    """Cancel for the partner: its slot is gone, and the officer is told, with other times; tells whether it stood.

    `instead` is the slot that is offered and kept first.
    """
    stands = bookings.c.state == BookingState.BOOKED
    ahead = select(slots.c.id).where(slots.c.start > now)
    claimed = update(bookings).where(bookings.c.id == waiting.id, stands, bookings.c.slot.in_(ahead))
    if connection.execute(claimed.values(sequence=bookings.c.sequence)).rowcount != 1:
        return False
    booking = Booking(waiting.id, waiting.reference, waiting.slot, waiting.state, waiting.sequence, False)
    booked.cancel(connection, booking)
    connection.execute(update(slots).where(slots.c.id == waiting.slot.id).values(state=SlotState.UNAVAILABLE))
    due.drop(connection, "booking_reminder", reminder_about(keys, booking))
    tell(connection, keys, waiting, "cancelled", now, instead=instead)
    return True


def tell(
    connection: Connection,
    keys: Keys,
    waiting: Waiting,
    what: str,
    now: datetime,
    text: str = "",
    instead: SlotId | None = None,
) -> None:
    """Note that the bot shall tell the officer `what`: cancelled, late, contact, or message; sealed until it does."""
    content = {"what": what, "booking": waiting.id, "text": text, "instead": instead or ""}
    due.add(connection, keys, "partner_notice", now, content=content)


def tell_of_lost_key(connection: Connection, keys: Keys, organisation: OrganisationId, now: datetime) -> int:
    """Have every officer told whose contact nobody can read any more; return how many. Before the key is reset."""
    lost = bookings.c.state == BookingState.BOOKED, slots.c.start > now, bookings.c.contact.is_not(None)
    rows = connection.execute(_query().where(services.c.organisation == organisation, *lost)).all()
    for row in rows:
        tell(connection, keys, _read(row), "contact", now)
    return len(rows)


def _joined() -> Any:
    return bookings.join(slots, slots.c.id == bookings.c.slot).join(services, services.c.id == slots.c.service)


def _query() -> Select[Any]:
    columns = [
        bookings.c.id.label("booking"),
        bookings.c.reference,
        bookings.c.state.label("booking_state"),
        bookings.c.sequence,
        bookings.c.contact.is_not(None).label("has_contact"),
        services.c.name.label("service_name"),
        func.coalesce(marks.c.is_seen, False).label("is_seen"),
    ]
    joined = _joined().outerjoin(marks, marks.c.booking == bookings.c.id)
    return select(*columns, slots).select_from(joined)


def _read(row: Any) -> Waiting:
    reference, state = BookingReference(row.reference), BookingState(row.booking_state)
    seen = bool(row.is_seen)
    return Waiting(row.booking, reference, read_slot(row), row.service_name, state, row.sequence, row.has_contact, seen)
