"""Times of one service that lie over each other: whoever meets officers can meet one at a time."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter

from sqlalchemy import Connection

from care.directory import Slot, SlotState
from care.names import ServiceId
from storage import patterns

LONGEST = timedelta(hours=24)  # of a time, as a calendar may have it


def overlap(one: Slot, other: Slot) -> bool:
    """Tell whether two times have a moment in common."""
    return one.start < other.end and other.start < one.end


def overlapping(made: Iterable[Slot], there: Iterable[Slot]) -> list[Slot]:
    """Return those of `made` that lie over another time which is not taken off the list."""
    known = sorted((each for each in there if each.state is not SlotState.UNAVAILABLE), key=attrgetter("start"))
    starts = [each.start for each in known]
    return [each for each in made if _meets(each, known, starts)]


def foreseen(connection: Connection, service: ServiceId, start: datetime, end: datetime, now: datetime) -> list[Slot]:
    """Return a service's times within a span: those that are there, and those that its patterns will still make."""
    there = patterns.between(connection, service, start - LONGEST, end, now)
    known = {each.id for each in there}
    drawn = (each for _, pattern in patterns.of_service(connection, service) for each in patterns.all_of(pattern, now))
    return there + [each for each in drawn if each.id not in known and start - LONGEST < each.start < end]


def _meets(slot: Slot, known: Sequence[Slot], starts: Sequence[datetime]) -> bool:
    first, last = bisect_left(starts, slot.start - LONGEST), bisect_left(starts, slot.end)
    return any(overlap(slot, each) for each in known[first:last] if each.id != slot.id)
