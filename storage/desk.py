"""The desk of the booking rules (care.desk), over the database: one transaction each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from care.clock import Clock
from care.desk import Booking
from care.directory import Slot
from care.names import BookingReference, InboxId, OfficerId, SlotId
from storage import bookings, due, slots
from storage.database import Database
from storage.effects import Effects
from storage.index import digest
from storage.keys import Keys
from storage.tables.officers import officers


@dataclass(frozen=True)
class StoredOffice:
    """Opens desks over a database; satisfies `care.desk.Office`."""

    database: Database
    keys: Keys
    clock: Clock

    @contextmanager
    def desk(self) -> Iterator["StoredDesk"]:
        """Open a write transaction; raises what `Database.write` raises."""
        with self.database.write() as connection:
            yield StoredDesk(connection, self.keys, Effects(self.keys, self.clock))


@dataclass(frozen=True)
class StoredDesk:
    """A write transaction; satisfies `care.desk.Desk`. `connection` is for what else belongs in it."""

    connection: Connection
    keys: Keys
    effects: Effects

    def once(self, inbox: InboxId, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Run `act` unless this message did so before; return its first result either way."""
        return self.effects.once(self.connection, inbox, name, act)

    def knows(self, officer: OfficerId) -> bool:
        """Tell whether the officer is there, their row locked (on SQLite the whole database is)."""
        row = select(officers.c.id).where(officers.c.id == officer).with_for_update()
        return self.connection.execute(row).first() is not None

    def slot(self, slot: SlotId, now: datetime) -> Slot | None:
        """Return a slot as it stands."""
        return slots.slot_now(self.connection, slot, now)

    def claim(self, slot: SlotId, officer: OfficerId, now: datetime, until: datetime) -> bool:
        """Hold a slot, and note when the hold runs out."""
        claimed = slots.claim(self.connection, self.keys, slot, officer, now, until)
        if claimed:
            due.add(self.connection, self.keys, "hold_expiry", until)
        return claimed

    def take(self, slot: SlotId, officer: OfficerId, now: datetime) -> bool:
        """Make the officer's held slot busy."""
        return slots.take(self.connection, self.keys, slot, officer, now)

    def let_go(self, officer: OfficerId, now: datetime) -> None:
        """Free what the officer holds."""
        slots.let_go(self.connection, self.keys, officer, now)

    def free(self, slot: SlotId) -> None:
        """Free a busy slot."""
        slots.free(self.connection, slot)

    def open_bookings(self, officer: OfficerId, now: datetime) -> tuple[Booking, ...]:
        """Return the officer's bookings that have not begun."""
        return bookings.open_bookings(self.connection, self.keys, officer, now)

    def booking(self, officer: OfficerId, reference: BookingReference) -> Booking | None:
        """Return one booking of the officer."""
        return bookings.find(self.connection, self.keys, officer, reference)

    def add(self, officer: OfficerId, slot: SlotId, contact: str | None, now: datetime) -> Booking:
        """Keep a new booking."""
        return bookings.add(self.connection, self.keys, officer, slot, contact, now)

    def change_slot(self, officer: OfficerId, booking: Booking, slot: SlotId) -> None:
        """Point a booking at another busy slot."""
        bookings.change_slot(self.connection, self.keys, officer, booking, slot)

    def cancel(self, booking: Booking) -> None:
        """Mark a booking cancelled."""
        bookings.cancel(self.connection, booking)

    def remind(self, officer: OfficerId, booking: Booking, at: datetime, before: timedelta) -> None:
        """Note a reminder; what it is about is sealed, and found by a keyed digest."""
        content = {"reference": booking.reference, "before_minutes": int(before.total_seconds() // 60)}
        about = reminder_about(self.keys, booking)
        due.add(self.connection, self.keys, "booking_reminder", at, officer, about, content)

    def ask_feedback(self, officer: OfficerId, booking: Booking, at: datetime) -> None:
        """Note that the officer is asked how the session was."""
        about, content = reminder_about(self.keys, booking), {"reference": booking.reference}
        due.add(self.connection, self.keys, "feedback_request", at, officer, about, content)

    def drop_reminders(self, booking: Booking) -> None:
        """Delete a booking's reminders, and the question how it was."""
        about = reminder_about(self.keys, booking)
        due.drop(self.connection, "booking_reminder", about)
        due.drop(self.connection, "feedback_request", about)


def reminder_about(keys: Keys, booking: Booking) -> str:
    """Return how the reminders of a booking are found: 64 hexadecimal digits that tell nothing else."""
    return digest(keys, "reminder", booking.id).hex()
