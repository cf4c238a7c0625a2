"""Weekly patterns of a service with their ids, and single slots: added, blocked, freed, never moved silently."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from care.directory import Schedule, Slot, SlotState
from care.names import ServiceId, SlotId, new_uuid
from care.schedules import slots_of
from storage import directory
from storage.slots import add_slots, is_free, read_slot
from storage.tables.directory import schedules
from storage.tables.slots import bookings, slots

WEEKS_AHEAD = 6  # how far slots of a pattern are published


def add(connection: Connection, patterns: Iterable[Schedule], now: datetime) -> int:
    """Keep patterns and publish what they make; return how many slots are new."""
    made = 0
    for pattern in patterns:
        connection.execute(insert(schedules).values(directory.schedule_row(pattern) | {"id": new_uuid()}))
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
    after = [each.id for each in slots_of(found, now) if each.start.date() >= first_without]
    take_back(connection, after, now)
    kept = select(slots.c.id).where(slots.c.id.in_(after), slots.c.state.in_([SlotState.HELD, SlotState.BUSY]))
    return len(connection.execute(kept).all())


def take_back(connection: Connection, which: Iterable[SlotId], now: datetime) -> None:
    """Delete those slots that are free and were never booked."""
    was_booked = exists().where(bookings.c.slot == slots.c.id)
    connection.execute(delete(slots).where(slots.c.id.in_(list(which)), is_free(now), ~was_booked))


def block(connection: Connection, slot: SlotId, now: datetime) -> bool:
    """Take a free slot off the list; tells whether it was free."""
    blocked = update(slots).where(slots.c.id == slot, is_free(now))
    values: dict[str, Any] = {"state": SlotState.UNAVAILABLE, "held_until": None, "holder": None}
    return connection.execute(blocked.values(**values)).rowcount == 1


def unblock(connection: Connection, slot: SlotId) -> bool:
    """Put a blocked slot back on the list; tells whether it was blocked."""
    there = update(slots).where(slots.c.id == slot, slots.c.state == SlotState.UNAVAILABLE)
    return connection.execute(there.values(state=SlotState.FREE)).rowcount == 1


def between(connection: Connection, service: ServiceId, start: datetime, end: datetime, now: datetime) -> list[Slot]:
    """Return every slot of a service that begins within a span, whatever its state."""
    query = select(slots).where(slots.c.service == service, slots.c.start >= start, slots.c.start < end)
    return [read_slot(row, now) for row in connection.execute(query.order_by(slots.c.start, slots.c.id))]
