"""Slots from weekly patterns: times of the wall clock, each turned into an instant by itself."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from care.directory import Modality, Schedule, Slot, SlotState
from care.names import ServiceId, SlotId

_NAMESPACE = uuid.UUID("6b1c6f0a-3d9e-5d53-9c1b-3a5a7f6f2c40")


def slots_of(schedule: Schedule, now: datetime) -> Iterator[Slot]:
    """Yield the slots ahead of `now` that a pattern gives; a slot has the same id whenever it is made."""
    today = now.astimezone(ZoneInfo(schedule.timezone)).date()
    for ahead in range(schedule.weeks * 7):
        day = today + timedelta(days=ahead)
        if schedule.has_day(day):
            yield from (slot for slot in _day(schedule, day) if slot.start > now)


def _day(schedule: Schedule, day: date) -> Iterator[Slot]:
    """Walk the wall clock: 18:00 stays 18:00 all year; a time that the clock skips gives no slot."""
    zone = ZoneInfo(schedule.timezone)
    at = datetime.combine(day, schedule.opens_at)
    closes = datetime.combine(day, schedule.closes_at)
    while at + schedule.duration <= closes:
        start = at.replace(tzinfo=zone).astimezone(UTC)
        if start.astimezone(zone).replace(tzinfo=None) == at:
            yield _slot(schedule, start)
        at += schedule.duration + schedule.gap


def slot_id(service: ServiceId, start: datetime, modality: Modality) -> SlotId:
    """Return the id that a slot of a service has whenever and from whatever it is made; `start` in UTC."""
    return SlotId(str(uuid.uuid5(_NAMESPACE, f"{service} {start.isoformat()} {modality}")))


def _slot(schedule: Schedule, start: datetime) -> Slot:
    id_ = slot_id(schedule.service, start, schedule.modality)
    return Slot(id_, schedule.service, start, start + schedule.duration, schedule.modality, SlotState.FREE)
