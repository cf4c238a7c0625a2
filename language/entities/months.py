"""Arithmetic on months that never leaves the calendar."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_month(day: date) -> date:
    """Return the last day of the month that `day` is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])
