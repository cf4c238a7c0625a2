"""When to remind: by week or month, at an hour that fits the day's shift, outside quiet hours and leave.

Reminders are numbered from 0. Each has one local day and hour, turned into an instant by itself, so that a
clock that is set forward or back for summer time neither loses nor doubles one.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_LEAVE = timedelta(days=366)
LONGEST_CYCLE = 56  # days: eight weeks
MOST_SKIPPED = 1_000  # reminders that may lie in the past when the system was down


class PlanError(ValueError):
    """This is no plan; `reason` names what is wrong with it: zone, leave, quiet, cycle or first."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Every(StrEnum):
    """How often."""

    WEEK = "weekly"
    MONTH = "monthly"


class Shift(StrEnum):
    """What a day is; a shift may cross midnight and belongs to the day on which it begins."""

    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"
    OFF = "off"


# After a day shift; before an evening shift; after the sleep that follows a night shift; on a day off, midday.
HOURS = {Shift.DAY: time(18, 30), Shift.EVENING: time(11), Shift.NIGHT: time(16), Shift.OFF: time(12)}


@dataclass(frozen=True)
class Quiet:
    """Local hours in which nothing is sent, the end excluded; they may cross midnight."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Tell whether a local time lies in them."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


NIGHT_REST = Quiet(time(22), time(7))
DAY_REST = Quiet(time(8), time(15))  # of who works nights


@dataclass(frozen=True)
class Leave:
    """Days away, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Plan:
    """How an officer wants to be reminded; `cycle` is repeated from `first` on. Raises PlanError."""

    every: Every
    first: date
    timezone: str
    cycle: tuple[Shift, ...] = (Shift.DAY,)
    quiet: Quiet = NIGHT_REST
    leave: Leave | None = None

    def __post_init__(self) -> None:
        check_zone(self.timezone)
        if not 1 <= len(self.cycle) <= LONGEST_CYCLE:
            raise PlanError("cycle")
        if self.quiet.start == self.quiet.end:
            raise PlanError("quiet")
        if self.leave and not timedelta(0) <= self.leave.last - self.leave.first <= LONGEST_LEAVE:
            raise PlanError("leave")

    @property
    def zone(self) -> ZoneInfo:
        """The officer's time zone."""
        return ZoneInfo(self.timezone)

    def shift(self, day: date) -> Shift:
        """Return what a day is."""
        return self.cycle[(day - self.first).days % len(self.cycle)]


def check_zone(name: str) -> None:
    """Raise PlanError unless this is a time zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise PlanError("zone") from None


def planned(plan: Plan, number: int) -> datetime | None:
    """Return the instant of a reminder; none when all the days until the next one are leave."""
    day, end = _nominal(plan, number), _nominal(plan, number + 1)
    while day < end:
        instant = allowed_from(_instant(day, HOURS[plan.shift(day)], plan.zone), plan.quiet, plan.zone)
        sent = instant.astimezone(plan.zone).date()
        if sent < end and not (plan.leave and (plan.leave.holds(day) or plan.leave.holds(sent))):
            return instant
        day += timedelta(days=1)
    return None


def next_reminder(plan: Plan, after: int, now: datetime) -> tuple[int, datetime]:
    """Return number and instant of the first reminder beyond number `after` that lies after `now`.

    A clock that was set back gives no number twice; what passed while the system was down is not made up for.
    """
    for number in _numbers(plan, after, now):
        instant = planned(plan, number)
        if instant is not None and instant > now:
            return number, instant
    raise PlanError("first")


def postponed(plan: Plan, now: datetime) -> datetime | None:
    """Return until when a reminder that comes late must wait: for the end of quiet hours or leave; none: now."""
    allowed = allowed_from(now, plan.quiet, plan.zone)
    if plan.leave and any(plan.leave.holds(each.astimezone(plan.zone).date()) for each in (now, allowed)):
        back = plan.leave.last + timedelta(days=1)
        return allowed_from(_instant(back, HOURS[plan.shift(back)], plan.zone), plan.quiet, plan.zone)
    return allowed if allowed > now else None


def allowed_from(instant: datetime, quiet: Quiet, zone: ZoneInfo) -> datetime:
    """Return the instant, or the end of the quiet hours in which it lies."""
    local = instant.astimezone(zone)
    if not quiet.holds(local.time()):
        return instant
    ends = local.date() + timedelta(days=local.time() >= quiet.end)
    end = _instant(ends, quiet.end, zone)
    if end <= instant:  # the clock was set back within the quiet hours: the second of two ends
        end = datetime.combine(ends, quiet.end.replace(fold=1), zone).astimezone(UTC)
    return max(end, instant)


def _numbers(plan: Plan, after: int, now: datetime) -> Iterator[int]:
    """Yield the numbers beyond `after`, those long past left out."""
    days = (now.astimezone(plan.zone).date() - plan.first).days
    length = 7 if plan.every is Every.WEEK else 31
    first = max(after + 1, days // length - 2, 0)
    return iter(range(first, first + MOST_SKIPPED))


def _nominal(plan: Plan, number: int) -> date:
    """Return the day of a reminder before leave is looked at; a month that is too short has its last day."""
    if plan.every is Every.WEEK:
        return plan.first + timedelta(weeks=number)
    months = plan.first.year * 12 + plan.first.month - 1 + number
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(plan.first.day, last))


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time: the first of two, and after the gap for a time that is skipped."""
    return datetime.combine(day, at, zone).astimezone(UTC)
