"""Weekly patterns of a service with their ids, and single slots: added, blocked, freed, never moved silently."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, exists, insert, select, update

from care.directory import Schedule, Slot, SlotState
from care.names import ServiceId, SlotId, new_uuid
from care.schedules import slots_of
from storage import directory
from storage.slots import add_slots, is_free, read_slot
from storage.tables.directory import schedules
from storage.tables.slots import bookings, slots

_BLOCKED: dict[str, Any] = {"state": SlotState.UNAVAILABLE, "held_until": None, "holder": None}
LONGEST_WEEKS = 104  # of a pattern
WEEKS_AHEAD = 6  # how far slots of a pattern are published


def add(connection: Connection, patterns: Iterable[Schedule], now: datetime) -> int:
    """Keep patterns and publish what they make; return how many slots are new."""
    made = 0
    for pattern in patterns:
        connection.execute(insert(schedules).values(**row_of(pattern)))
        made += add_slots(connection, slots_of(pattern, now))
    return made


def of_service(connection: Connection, service: ServiceId) -> list[tuple[str, Schedule]]:
    """Return a service's patterns with their ids, by weekday and time."""
    query = select(schedules).where(schedules.c.service == service)
    rows = connection.execute(query.order_by(schedules.c.weekday, schedules.c.opens_at)).all()
    return [(str(row.id), directory.read_schedule(row)) for row in rows]


def end(connection: Connection, service: ServiceId, pattern: str, first_without: date, now: datetime) -> int:
    """End a pattern before a day: its free slots from that day on are taken back; held and booked ones stay.

    Return how many slots of it stay because somebody holds or booked them.
    """
    found = next((each for id_, each in of_service(connection, service) if id_ == pattern), None)
    if found is None:
        return 0
    last = first_without - timedelta(days=1)
    connection.execute(update(schedules).where(schedules.c.id == pattern).values(last=last))
    after = [each.id for each in slots_of(found, now) if day_of(each, found) >= first_without]
    take_back(connection, after, now)
    kept = select(slots.c.id).where(slots.c.id.in_(after), slots.c.state.in_([SlotState.HELD, SlotState.BUSY]))
    return len(connection.execute(kept).all())


def of_slot(connection: Connection, slot: Slot) -> tuple[str, Schedule] | None:
    """Return the pattern that makes a slot, with its id; None for a single time."""
    for id_, pattern in of_service(connection, slot.service):
        before = slot.start - timedelta(days=1)
        if slot.id in {each.id for each in slots_of(replace(pattern, weeks=1), before)}:
            return id_, pattern
    return None


def day_of(slot: Slot, pattern: Schedule) -> date:
    """Return the day of a slot where its pattern is kept."""
    return slot.start.astimezone(ZoneInfo(pattern.timezone)).date()


def all_of(pattern: Schedule, now: datetime) -> Iterator[Slot]:
    """Yield everything that a pattern will make, as far as a pattern may reach."""
    return slots_of(replace(pattern, weeks=LONGEST_WEEKS), now)


def row_of(pattern: Schedule) -> dict[str, Any]:
    """Return the row of a new pattern."""
    return directory.schedule_row(pattern) | {"id": new_uuid()}


def take_back(connection: Connection, which: Iterable[SlotId], now: datetime) -> None:
    """Delete those slots that are free; of one that was booked before, the row stays, off the list."""
    these = (slots.c.id.in_(list(which)), is_free(now))
    was_booked = exists().where(bookings.c.slot == slots.c.id)
    connection.execute(delete(slots).where(*these, ~was_booked))
    connection.execute(update(slots).where(*these).values(**_BLOCKED))


def block(connection: Connection, slot: SlotId, now: datetime) -> bool:
    """Take a free slot off the list; tells whether it was free."""
    blocked = update(slots).where(slots.c.id == slot, is_free(now))
    return connection.execute(blocked.values(**_BLOCKED)).rowcount == 1


def unblock(connection: Connection, slot: SlotId) -> bool:
    """Put a blocked slot back on the list; tells whether it was blocked."""
    there = update(slots).where(slots.c.id == slot, slots.c.state == SlotState.UNAVAILABLE)
    return connection.execute(there.values(state=SlotState.FREE)).rowcount == 1


def put_back(connection: Connection, slot: Slot) -> bool:
    """Put a time that is off the list back, with a new length; tells whether it was off the list."""
    there = update(slots).where(slots.c.id == slot.id, slots.c.state == SlotState.UNAVAILABLE)
    return connection.execute(there.values(state=SlotState.FREE, end=slot.end)).rowcount == 1


def between(connection: Connection, service: ServiceId, start: datetime, end: datetime, now: datetime) -> list[Slot]:
    """Return every slot of a service that begins within a span, whatever its state."""
    query = select(slots).where(slots.c.service == service, slots.c.start >= start, slots.c.start < end)
    return [read_slot(row, now) for row in connection.execute(query.order_by(slots.c.start, slots.c.id))]
