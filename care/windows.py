"""When somebody wants to come: what is known of a date and a time, as spans of instants.

Local days are walked on the calendar and each end is turned into an instant by itself, so that a day of 23 or
25 hours, a time that the clock skips and a time that it shows twice all come out right.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

HORIZON_DAYS = 21  # how far ahead slots are published
LONGEST_DAYS = 92  # of a span of dates
ABOUT = timedelta(minutes=30)  # "at six" is content with half an hour earlier or later

PARTS_OF_DAY = {
    "morning": (time(5), time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time(22)),
    "night": (time(22), time(5)),
}

Span = tuple[time | None, time | None]


class PastTime(ValueError):
    """All of the wished time has passed."""


@dataclass(frozen=True)
class Window:
    """A span of instants, its end excluded; `target` is the instant meant when an exact time was named."""

    start: datetime
    end: datetime
    target: datetime | None = None

    def away(self, instant: datetime) -> timedelta:
        """Return how far an instant is from the target, or from the span when there is none."""
        if self.target is not None:
            return abs(instant - self.target)
        return max(self.start - instant, instant - self.end, timedelta(0))

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end


def windows(known: Mapping[str, Any], now: datetime, timezone: str) -> tuple[Window, ...]:
    """Return the spans of a `datetime` entity's value, the first first, what has passed left out.

    `known` has any of `date`, `date_end` (ISO dates), `time`, `time_from`, `time_to` ("HH:MM") and
    `part_of_day`, all local to the IANA `timezone`. Without a date each of the coming `HORIZON_DAYS` is
    meant. Raises PastTime when nothing is left, ValueError for what is no date or time.
    """
    zone = ZoneInfo(timezone)
    found = (_window(day, known, zone) for day in _days(known, now.astimezone(zone).date()))
    ahead = tuple(window for window in found if window.end > now)
    if not ahead:
        raise PastTime("the wished time has passed")
    return ahead


def _days(known: Mapping[str, Any], today: date) -> Iterator[date]:
    """Yield the days meant; without a date from yesterday on, whose night may still last."""
    first, count = today - timedelta(days=1), HORIZON_DAYS + 1
    if known.get("date"):
        first = date.fromisoformat(known["date"])
        last = date.fromisoformat(known["date_end"]) if known.get("date_end") else first
        count = min((last - first).days + 1, LONGEST_DAYS)
    for ahead in range(max(count, 1)):
        yield first + timedelta(days=ahead)


def _window(day: date, known: Mapping[str, Any], zone: ZoneInfo) -> Window:
    if known.get("time"):
        target = _instant(day, time.fromisoformat(known["time"]), zone)
        return Window(target - ABOUT, target + ABOUT, target)
    opens, closes = _span(known)
    start = _instant(day, opens or time(0), zone)
    if closes is None:
        return Window(start, _instant(day + timedelta(days=1), time(0), zone))
    crosses_midnight = opens is not None and closes <= opens
    return Window(start, _last_instant(day + timedelta(days=crosses_midnight), closes, zone))


def _span(known: Mapping[str, Any]) -> Span:
    if known.get("time_from") or known.get("time_to"):
        return _time(known.get("time_from")), _time(known.get("time_to"))
    return PARTS_OF_DAY.get(known.get("part_of_day", ""), (None, None))


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant of a local time: the first of two, and after the gap for a time that is skipped."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def _last_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the same, but the second of two."""
    return max(_instant(day, at, zone), datetime.combine(day, at.replace(fold=1), zone).astimezone(UTC))
