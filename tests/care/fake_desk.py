"""A desk in memory: what the rules of booking are tested with, and what the real one is compared to."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from care.desk import Booking, BookingState
from care.directory import Slot, SlotState
from care.names import BookingReference, InboxId, OfficerId, SlotId, new_reference, new_uuid


@dataclass
class FakeDesk:
    """Satisfies `care.desk.Desk` and `care.desk.Office`."""

    slots: dict[SlotId, Slot] = field(default_factory=dict)
    officers: set[OfficerId] = field(default_factory=set)
    keyless: set[str] = field(default_factory=set)  # services whose partner has no key
    holds: dict[SlotId, tuple[OfficerId, datetime]] = field(default_factory=dict)
    booked: dict[str, tuple[OfficerId, Booking]] = field(default_factory=dict)
    done: dict[tuple[InboxId, str], dict[str, Any]] = field(default_factory=dict)
    reminders: list[tuple[str, datetime]] = field(default_factory=list)
    questions: list[tuple[str, datetime]] = field(default_factory=list)

    @classmethod
    def of(cls, slots: Iterable[Slot], officers: Iterable[OfficerId]) -> "FakeDesk":
        return cls({slot.id: slot for slot in slots}, set(officers))

    @contextmanager
    def desk(self) -> Iterator["FakeDesk"]:
        yield self

    def once(self, inbox: InboxId, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        if (inbox, name) not in self.done:
            self.done[inbox, name] = act()
        return self.done[inbox, name]

    def knows(self, officer: OfficerId) -> bool:
        return officer in self.officers

    def slot(self, slot: SlotId, now: datetime) -> Slot | None:
        found = self.slots.get(slot)
        lapsed = found and found.state is SlotState.HELD and self.holds[slot][1] <= now
        return replace(found, state=SlotState.FREE) if found and lapsed else found

    def claim(self, slot: SlotId, officer: OfficerId, now: datetime, until: datetime) -> bool:
        found = self.slot(slot, now)
        if found is None or found.start <= now:
            return False
        if found.state is not SlotState.FREE and not self._holds(slot, officer):
            return False
        self.let_go(officer, now)
        self._set(slot, SlotState.HELD)
        self.holds[slot] = (officer, until)
        return True

    def take(self, slot: SlotId, officer: OfficerId, now: datetime) -> bool:
        found = self.slots.get(slot)
        if not found or found.start <= now or not self._holds(slot, officer) or self.holds[slot][1] <= now:
            return False
        self._set(slot, SlotState.BUSY)
        return True

    def let_go(self, officer: OfficerId, now: datetime) -> None:
        for slot in list(self.holds):
            if self._holds(slot, officer):
                self._set(slot, SlotState.FREE)

    def free(self, slot: SlotId) -> None:
        self._set(slot, SlotState.FREE)

    def open_bookings(self, officer: OfficerId, now: datetime) -> tuple[Booking, ...]:
        mine = [booking for owner, booking in self.booked.values() if owner == officer]
        ahead = [each for each in mine if each.state is BookingState.BOOKED and each.slot.start > now]
        return tuple(sorted(ahead, key=lambda booking: (booking.slot.start, booking.id)))

    def booking(self, officer: OfficerId, reference: BookingReference) -> Booking | None:
        mine = (booking for owner, booking in self.booked.values() if owner == officer)
        found = next((booking for booking in mine if booking.reference == reference), None)
        return replace(found, slot=self.slots[found.slot.id]) if found else None

    def add(self, officer: OfficerId, slot: SlotId, contact: str | None, now: datetime) -> Booking:
        found = self.slots[slot]
        sealed = contact is not None and found.service not in self.keyless
        booking = Booking(new_uuid(), new_reference(), found, BookingState.BOOKED, 0, sealed)
        self.booked[booking.id] = (officer, booking)
        return booking

    def change_slot(self, officer: OfficerId, booking: Booking, slot: SlotId) -> None:
        found = self.slots[slot]
        sealed = booking.has_contact and found.service == booking.slot.service
        moved = replace(booking, slot=found, sequence=booking.sequence + 1, has_contact=sealed)
        self.booked[booking.id] = (officer, moved)

    def cancel(self, booking: Booking) -> None:
        officer, _ = self.booked[booking.id]
        state, sequence = BookingState.CANCELLED, booking.sequence + 1
        self.booked[booking.id] = (
            officer,
            replace(booking, state=state, sequence=sequence, has_contact=False),
        )

    def remind(self, officer: OfficerId, booking: Booking, at: datetime, before: timedelta) -> None:
        self.reminders.append((booking.id, at))

    def ask_feedback(self, officer: OfficerId, booking: Booking, at: datetime) -> None:
        self.questions.append((booking.id, at))

    def drop_reminders(self, booking: Booking) -> None:
        self.questions = [each for each in self.questions if each[0] != booking.id]
        self.reminders = [each for each in self.reminders if each[0] != booking.id]

    def _holds(self, slot: SlotId, officer: OfficerId) -> bool:
        return self.slots[slot].state is SlotState.HELD and self.holds[slot][0] == officer

    def _set(self, slot: SlotId, state: SlotState) -> None:
        self.holds.pop(slot, None)
        self.slots[slot] = replace(self.slots[slot], state=state)
