"""Bookings: the officer is a keyed pseudonym, the contact is sealed to the partner."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, select, update

from care.contact import Kind, kind_of
from care.desk import Booking, BookingState
from care.names import BookingReference, OfficerId, OrganisationId, SlotId, new_reference, new_uuid
from storage.contacts import contact_place, seal_contact
from storage.dialects import insert_new
from storage.errors import StorageError
from storage.index import officer_pseudonym, partner_pseudonym
from storage.keys import Keys
from storage.slots import read_slot
from storage.tables.directory import organisations, services
from storage.tables.slots import bookings, slots

KEPT_FOR = timedelta(days=30)  # after the slot's end
PLACES = (1, 2)


def open_bookings(connection: Connection, keys: Keys, officer: OfficerId, now: datetime) -> tuple[Booking, ...]:
    """Return the officer's bookings that have not begun, the next first."""
    query = _of(keys, officer).where(bookings.c.state == BookingState.BOOKED, slots.c.start > now)
    rows = connection.execute(query.order_by(slots.c.start, bookings.c.id))
    return tuple(_read(row) for row in rows)


def find(connection: Connection, keys: Keys, officer: OfficerId, reference: BookingReference) -> Booking | None:
    """Return one booking of the officer, whatever its state."""
    row = connection.execute(_of(keys, officer).where(bookings.c.reference == reference)).first()
    return _read(row) if row else None


def add(
    connection: Connection, keys: Keys, officer: OfficerId, slot: SlotId, contact: str | None, now: datetime
) -> Booking:
    """Keep a booking of a busy slot under a new reference."""
    pseudonym, booking = officer_pseudonym(keys, officer), new_uuid()
    row: dict[str, Any] = {"id": booking, "slot": slot, "state": BookingState.BOOKED, "sequence": 0}
    row |= {"officer": pseudonym, "place": _free_place(connection, pseudonym, now)}
    row |= _for_partner(keys, officer, _partner_of(connection, slot), booking, contact)
    reference = _insert(connection, row)
    added = find(connection, keys, officer, reference)
    if added is None:
        raise StorageError("a booking that was just kept is not there")
    return added


def change_slot(connection: Connection, keys: Keys, officer: OfficerId, booking: Booking, slot: SlotId) -> None:
    """Point a booking at another busy slot; the contact stays with the partner it is sealed to, or is deleted."""
    partner = _partner_of(connection, slot)
    values: dict[str, Any] = {"slot": slot, "sequence": booking.sequence + 1}
    if partner.id != _partner_of(connection, booking.slot.id).id:
        values |= _for_partner(keys, officer, partner, booking.id, None)
    connection.execute(update(bookings).where(bookings.c.id == booking.id).values(**values))


def cancel(connection: Connection, booking: Booking) -> None:
    """Mark a booking cancelled and delete its contact."""
    values: dict[str, Any] = {"state": BookingState.CANCELLED, "sequence": booking.sequence + 1}
    values |= {"place": None, "contact": None, "contact_kind": None}
    connection.execute(update(bookings).where(bookings.c.id == booking.id).values(**values))


def contact_kind(connection: Connection, keys: Keys, officer: OfficerId, booking: Booking) -> Kind | None:
    """Return what kind of contact the officer left; nobody but the partner can open the contact itself."""
    query = select(bookings.c.contact_kind).where(bookings.c.id == booking.id)
    sealed = connection.execute(query).scalar()
    if sealed is None:
        return None
    opened = keys.officers.get(officer).open(sealed, "booking", "contact_kind", booking.id)
    return "number" if opened == b"number" else "alias"


def all_of(connection: Connection, keys: Keys, officer: OfficerId) -> tuple[Booking, ...]:
    """Return every booking that is kept of an officer."""
    rows = connection.execute(_of(keys, officer).order_by(slots.c.start, bookings.c.id))
    return tuple(_read(row) for row in rows)


def purge(connection: Connection, now: datetime) -> int:
    """Delete bookings whose slot ended `KEPT_FOR` ago, and such slots; return how many bookings."""
    old = select(slots.c.id).where(slots.c.end < now - KEPT_FOR)
    gone = connection.execute(delete(bookings).where(bookings.c.slot.in_(old))).rowcount
    connection.execute(delete(slots).where(slots.c.end < now - KEPT_FOR))
    return gone


def _insert(connection: Connection, row: dict[str, Any]) -> BookingReference:
    """Insert under a new reference: two of the 32^6 may be the same, then the next is drawn."""
    while True:
        reference = new_reference()
        new = insert_new(connection, bookings, once=bookings.c.reference).values(row | {"reference": reference})
        if connection.execute(new.returning(bookings.c.id)).first():
            return reference


def _free_place(connection: Connection, pseudonym: bytes, now: datetime) -> int | None:
    """Return which of the officer's two places is free; bookings that have begun leave theirs."""
    begun = select(slots.c.id).where(slots.c.start <= now)
    mine = bookings.c.officer == pseudonym
    connection.execute(update(bookings).where(mine, bookings.c.slot.in_(begun)).values(place=None))
    used = set(connection.execute(select(bookings.c.place).where(mine)).scalars())
    return next((place for place in PLACES if place not in used), PLACES[0])  # the UNIQUE rule refuses a third


def _partner_of(connection: Connection, slot: SlotId) -> Any:
    """Return the id and the public key of the partner whose slot it is."""
    return connection.execute(
        select(organisations.c.id, organisations.c.public_key)
        .join(services, services.c.organisation == organisations.c.id)
        .join(slots, slots.c.service == services.c.id)
        .where(slots.c.id == slot)
    ).one()


def _for_partner(
    keys: Keys, officer: OfficerId, partner: Any, booking: str, contact: str | None
) -> dict[str, bytes | None]:
    """Return the columns that depend on whose slot it is; a partner without a key gets no contact."""
    columns: dict[str, bytes | None] = {"contact": None, "contact_kind": None}
    columns["partner_officer"] = partner_pseudonym(keys, officer, OrganisationId(partner.id))
    if contact and partner.public_key:
        columns["contact"] = seal_contact(partner.public_key, contact, contact_place(booking, partner.id))
        own, kind = keys.officers.get(officer), kind_of(contact).encode()
        columns["contact_kind"] = own.seal(kind, "booking", "contact_kind", booking)
    return columns


def _of(keys: Keys, officer: OfficerId) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [bookings.c.reference, bookings.c.sequence]
    columns += [bookings.c.id.label("booking"), bookings.c.state.label("booking_state")]
    columns += [bookings.c.contact.is_not(None).label("has_contact")]
    joined = select(*columns, slots).join(slots, slots.c.id == bookings.c.slot)
    return joined.where(bookings.c.officer == officer_pseudonym(keys, officer))


def _read(row: Any) -> Booking:
    state, reference = BookingState(row.booking_state), BookingReference(row.reference)
    return Booking(row.booking, reference, read_slot(row), state, row.sequence, row.has_contact)
