"""Changing a pattern from a day on: what goes, what comes, and who was promised a time that the new hours do not have.

A promised time is never changed silently: it stays as it is, or its booking is cancelled and the officer is told.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, update

from care.directory import Schedule, Slot, SlotState
from care.names import ServiceId, SlotId
from care.schedules import slots_of
from storage import partner_bookings, patterns
from storage.editing import EditedMeanwhile
from storage.keys import Keys
from storage.overlaps import foreseen, overlap, overlapping
from storage.slots import add_slots
from storage.tables.directory import schedules

PROMISED = (SlotState.HELD, SlotState.BUSY)
AHEAD = timedelta(weeks=104)  # as long as a pattern may be


@dataclass(frozen=True)
class Change:
    """What new hours would do to a service from a day on."""

    service: ServiceId
    pattern: str
    day: date
    new: tuple[Schedule, ...]
    gone: tuple[Slot, ...]  # free times that are taken back
    promised: tuple[Slot, ...]  # held or booked times that the new hours do not have
    made: tuple[Slot, ...]  # times of the new hours, as far as they are published
    clashes: tuple[Slot, ...]  # times of the new hours that lie over others

    @property
    def fingerprint(self) -> str:
        """What somebody agreed to."""
        seen = (self.pattern, self.day, self.gone, self.promised, [each.id for each in self.made])
        return hashlib.sha256(repr(seen).encode()).hexdigest()


def plan(
    connection: Connection, service: ServiceId, pattern: str, day: date, new: Iterable[Schedule], now: datetime
) -> Change:
    """Return what would become of a service's times; raises EditedMeanwhile when the pattern is gone."""
    found = next((each for id_, each in patterns.of_service(connection, service) if id_ == pattern), None)
    if found is None:
        raise EditedMeanwhile("the pattern is not there any more")
    after = {each.id for each in patterns.all_of(found, now) if patterns.day_of(each, found) >= day}
    there = patterns.between(connection, service, now, now + AHEAD, now)
    drawn = tuple(new)
    made = {each.id: each for schedule in drawn for each in slots_of(schedule, now)}
    old = [each for each in there if each.id in after]
    promised = tuple(each for each in old if each.state in PROMISED and not _is_same(each, made.get(each.id)))
    others = [each for each in foreseen(connection, service, now, now + AHEAD, now) if each.id not in after]
    every = [each for schedule in drawn for each in patterns.all_of(schedule, now)]
    clashes = tuple(overlapping(every, others))
    gone = tuple(each for each in old if each.state is SlotState.FREE and not _is_same(each, made.get(each.id)))
    return Change(service, pattern, day, drawn, gone, promised, tuple(made.values()), clashes)


def carry_out(connection: Connection, keys: Keys, change: Change, tell: bool, now: datetime) -> int:
    """Do it; with `tell`, bookings that stand in the way are cancelled and their officers told.

    Return how many promised times stay as they are.
    """
    _end(connection, change)
    patterns.take_back(connection, [each.id for each in change.gone], now)
    left = [each for each in change.promised if not (tell and _cancelled(connection, keys, each, now))]
    rows = [patterns.row_of(each) for each in change.new]
    if rows:
        connection.execute(schedules.insert(), rows)
    for each in change.made:
        blocked = any(overlap(each, other) for other in left)
        add_slots(connection, [replace(each, state=SlotState.UNAVAILABLE) if blocked else each])
    _reopen(connection, change, {each.id for each in left})
    return len(left)


def _end(connection: Connection, change: Change) -> None:
    row = schedules.c.id == change.pattern
    last = change.day - timedelta(days=1)
    connection.execute(update(schedules).where(row).values(last=last))
    connection.execute(delete(schedules).where(row, schedules.c.first > last))


def _cancelled(connection: Connection, keys: Keys, slot: Slot, now: datetime) -> bool:
    """Cancel the booking of a slot; a hold that still runs is left to its officer."""
    waiting = partner_bookings.of_slot(connection, slot.id)
    return waiting is not None and partner_bookings.cancel(connection, keys, waiting, now)


def _reopen(connection: Connection, change: Change, left: set[SlotId]) -> None:
    """Put back times of the new hours whose row is an old one, once booked, with their new length."""
    old = {each.id for each in (*change.gone, *change.promised)} - left
    for each in change.made:
        if each.id in old:
            patterns.put_back(connection, each)


def _is_same(there: Slot, made: Slot | None) -> bool:
    return made is not None and made.end == there.end
