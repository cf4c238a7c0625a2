"""What the rules of booking ask of whoever keeps slots and bookings: one transaction, whole or undone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from care.directory import Slot
from care.names import BookingReference, InboxId, OfficerId, SlotId


class BookingState(StrEnum):
    """FHIR R4 `Appointment.status`, as far as it is used."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    FULFILLED = "fulfilled"
    NOSHOW = "noshow"


@dataclass(frozen=True)
class Booking:
    """An officer's booking; `id` and `sequence` are the UID and SEQUENCE of RFC 5545.

    `has_contact` tells whether a contact was left and sealed to the partner.
    """

    id: str
    reference: BookingReference
    slot: Slot
    state: BookingState
    sequence: int
    has_contact: bool


class Refusal(StrEnum):
    """Why something was not done; nothing was changed."""

    NO_CONSENT = "no_consent"  # not an officer, or forgotten meanwhile
    TAKEN = "taken"  # somebody else holds or has the slot
    HOLD_ENDED = "hold_ended"  # the officer's hold ran out; the slot may still be free
    PAST = "past"  # the slot has begun
    TWO_OPEN = "two_open"  # as many open bookings as one may have
    UNKNOWN = "unknown"  # no such slot, or no such open booking of this officer


class Desk(Protocol):
    """One transaction over slots and bookings; each change is one conditional statement."""

    def once(self, inbox: InboxId, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Run `act` unless this message did so before; return its first result either way."""
        ...

    def knows(self, officer: OfficerId) -> bool:
        """Tell whether the officer is there, and let nobody else change their bookings until the end."""
        ...

    def slot(self, slot: SlotId, now: datetime) -> Slot | None:
        """Return a slot as it stands; one whose hold ran out is free."""
        ...

    def claim(self, slot: SlotId, officer: OfficerId, now: datetime, until: datetime) -> bool:
        """Hold a slot that lies ahead and is free, theirs, or past its hold; free what else they hold.

        Tells whether it was had; if not, nothing changed.
        """
        ...

    def take(self, slot: SlotId, officer: OfficerId, now: datetime) -> bool:
        """Make a slot busy that lies ahead and that the officer holds at `now`; tells whether it was."""
        ...

    def let_go(self, officer: OfficerId, now: datetime) -> None:
        """Free what the officer holds."""
        ...

    def free(self, slot: SlotId) -> None:
        """Free a busy slot."""
        ...

    def open_bookings(self, officer: OfficerId, now: datetime) -> tuple[Booking, ...]:
        """Return the officer's bookings that have not begun, the next first."""
        ...

    def booking(self, officer: OfficerId, reference: BookingReference) -> Booking | None:
        """Return one booking of the officer, whatever its state."""
        ...

    def add(self, officer: OfficerId, slot: SlotId, contact: str | None, now: datetime) -> Booking:
        """Keep a new booking of a busy slot, its contact sealed to the partner if it has a key."""
        ...

    def change_slot(self, officer: OfficerId, booking: Booking, slot: SlotId) -> None:
        """Point a booking at another busy slot, its contact deleted if that is another partner's."""
        ...

    def cancel(self, booking: Booking) -> None:
        """Mark a booking cancelled and delete its contact."""
        ...

    def remind(self, officer: OfficerId, booking: Booking, at: datetime, before: timedelta) -> None:
        """Note a reminder."""
        ...

    def ask_feedback(self, officer: OfficerId, booking: Booking, at: datetime) -> None:
        """Note that the officer is asked at `at` how the session was."""
        ...

    def drop_reminders(self, booking: Booking) -> None:
        """Delete a booking's reminders."""
        ...


class Office(Protocol):
    """Opens desks."""

    def desk(self) -> AbstractContextManager[Desk]:
        """Open a transaction; it is kept when the block ends and undone when it raises."""
        ...
