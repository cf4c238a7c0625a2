"""When to ask somebody how it goes after a crisis: soon, and on the next day, while they are awake.

Nobody is sent, whatever the answer. Who does not answer is written to once more, and then no more.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from care.reminders import DAY_REST, NIGHT_REST, Quiet, allowed_from

SOONEST = timedelta(minutes=90)
APART = timedelta(hours=6)  # between two checks, when the first one came late


class Step(StrEnum):
    """Which check a row is: the two that were agreed on, or the one more after silence."""

    FIRST = "first"
    SECOND = "second"
    MORE = "more"


@dataclass(frozen=True)
class Rhythm:
    """When somebody sleeps, and at which local hours a check fits."""

    rest: Quiet
    hours: tuple[time, ...]


DAYS = Rhythm(NIGHT_REST, (time(10), time(18), time(21)))
NIGHTS = Rhythm(DAY_REST, (time(18), time(21)))  # before the shift, and in its first hours


def check_times(now: datetime, timezone: str, rhythm: Rhythm = DAYS) -> tuple[datetime, datetime]:
    """Return the instants of both checks: the next fitting hour, and the first fitting hour of the day after it."""
    zone = ZoneInfo(timezone)
    today = now.astimezone(zone).date()
    days = (today, today + timedelta(days=1))
    fitting = [_instant(day, hour, zone) for day in days for hour in rhythm.hours]
    first = next(at for at in fitting if at - now >= SOONEST)
    second = _instant(first.astimezone(zone).date() + timedelta(days=1), rhythm.hours[0], zone)
    return first, second


def one_more(now: datetime, timezone: str, rhythm: Rhythm) -> datetime:
    """Return when to write once more after a check that was sent at `now`: on the next day."""
    zone = ZoneInfo(timezone)
    return _instant(now.astimezone(zone).date() + timedelta(days=1), rhythm.hours[0], zone)


def awake_from(now: datetime, timezone: str, rhythm: Rhythm) -> datetime:
    """Return `now`, or the end of the rest in which it lies: what is late does not wake anybody."""
    return allowed_from(now, rhythm.rest, ZoneInfo(timezone))


def is_too_close(earlier: datetime, later: datetime) -> bool:
    """Tell whether two checks would come one on the other's heels."""
    return later - earlier < APART


def _instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
