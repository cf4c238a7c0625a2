"""Booking, moving and cancelling: each is done once for a message, as a whole or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from care.desk import Booking, Desk, Refusal
from care.names import BookingReference, InboxId, OfficerId, SlotId
from care.slots import HOLD_FOR, OPEN_AT_MOST, why_not

REMIND_BEFORE = (timedelta(hours=24), timedelta(hours=1))
ASK_AFTER = timedelta(hours=2)  # the end of a session: how it was


@dataclass(frozen=True)
class Booked:
    """A booking stands. `contact_lost`: a contact was given, and the partner cannot read it."""

    booking: Booking
    contact_lost: bool = False


@dataclass(frozen=True)
class Cancelled:
    """A booking stands no longer, and its slot is free."""

    booking: Booking


def book(
    desk: Desk, officer: OfficerId, slot: SlotId, contact: str | None, inbox: InboxId, now: datetime
) -> Booked | Refusal:
    """Book the slot that the officer holds; `contact` is a number, an alias or nothing.

    A slot that is booked by the same officer already stays as it is.
    """
    result = desk.once(inbox, "book", lambda: _book(desk, officer, slot, contact, now))
    return _booked(desk, officer, result)


def move(
    desk: Desk, officer: OfficerId, reference: BookingReference, slot: SlotId, inbox: InboxId, now: datetime
) -> Booked | Refusal:
    """Move a booking to a slot that the officer holds or that is free; the old slot is freed with it."""
    result = desk.once(inbox, "move", lambda: _move(desk, officer, reference, slot, now))
    return _booked(desk, officer, result)


def cancel(
    desk: Desk, officer: OfficerId, reference: BookingReference, inbox: InboxId, now: datetime
) -> Cancelled | Refusal:
    """Cancel a booking that has not begun; its slot is free again."""
    result = desk.once(inbox, "cancel", lambda: _cancel(desk, officer, reference, now))
    booked = _booked(desk, officer, result)
    return booked if isinstance(booked, Refusal) else Cancelled(booked.booking)


def _book(desk: Desk, officer: OfficerId, slot: SlotId, contact: str | None, now: datetime) -> dict[str, Any]:
    if not desk.knows(officer):
        return {"refused": Refusal.NO_CONSENT}
    already = desk.open_bookings(officer, now)
    for booking in already:
        if booking.slot.id == slot:  # "Confirm" was pressed twice
            return {"reference": booking.reference}
    if len(already) >= OPEN_AT_MOST:
        return {"refused": Refusal.TWO_OPEN}
    if not desk.take(slot, officer, now):
        return {"refused": why_not(desk.slot(slot, now), now)}
    booking = desk.add(officer, slot, contact, now)
    _remind(desk, officer, booking, now)
    return {"reference": booking.reference, "contact_lost": bool(contact) and not booking.has_contact}


def _move(desk: Desk, officer: OfficerId, reference: BookingReference, slot: SlotId, now: datetime) -> dict[str, Any]:
    booking = _open(desk, officer, reference, now)
    if isinstance(booking, Refusal):
        return {"refused": booking}
    if slot == booking.slot.id:
        return {"reference": reference}
    if not (desk.claim(slot, officer, now, now + HOLD_FOR) and desk.take(slot, officer, now)):
        return {"refused": why_not(desk.slot(slot, now), now)}
    desk.change_slot(officer, booking, slot)
    desk.free(booking.slot.id)
    desk.drop_reminders(booking)
    moved = desk.booking(officer, reference) or booking
    _remind(desk, officer, moved, now)
    return {"reference": reference, "contact_lost": booking.has_contact and not moved.has_contact}


def _cancel(desk: Desk, officer: OfficerId, reference: BookingReference, now: datetime) -> dict[str, Any]:
    booking = _open(desk, officer, reference, now)
    if isinstance(booking, Refusal):
        return {"refused": booking}
    desk.cancel(booking)
    desk.free(booking.slot.id)
    desk.drop_reminders(booking)
    return {"reference": reference}


def _open(desk: Desk, officer: OfficerId, reference: BookingReference, now: datetime) -> Booking | Refusal:
    if not desk.knows(officer):
        return Refusal.NO_CONSENT
    found = (each for each in desk.open_bookings(officer, now) if each.reference == reference)
    return next(found, Refusal.UNKNOWN)


def _booked(desk: Desk, officer: OfficerId, result: dict[str, Any]) -> Booked | Refusal:
    if "refused" in result:
        return Refusal(result["refused"])
    booking = desk.booking(officer, BookingReference(result["reference"]))
    return Booked(booking, result.get("contact_lost", False)) if booking else Refusal.UNKNOWN


def _remind(desk: Desk, officer: OfficerId, booking: Booking, now: datetime) -> None:
    for before in REMIND_BEFORE:
        if booking.slot.start - before > now:
            desk.remind(officer, booking, booking.slot.start - before, before)
    desk.ask_feedback(officer, booking, booking.slot.end + ASK_AFTER)
