"""Which period a day belongs to: quarters or half-years of the calendar, never overlapping."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """Both days belong to it; local days of the department."""

    first: date
    last: date

    def overlaps(self, other: "Period") -> bool:
        """Whether a day belongs to both."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def period_of(day: date, months: int, closed_until: date | None = None) -> Period | None:
    """Return the calendar period of `months` that holds a day, cut so that it begins after what is closed.

    None when the day itself is in a closed period, as after a clock was set back.
    """
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    first = date(day.year, first_month, 1)
    last = date(day.year, last_month, monthrange(day.year, last_month)[1])
    if closed_until is not None and closed_until >= day:
        return None
    if closed_until is not None:
        first = max(first, closed_until + timedelta(days=1))
    return Period(first, last)
