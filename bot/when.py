"""An instant in an officer's own words and time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from words import Words


def say_when(words: Words, instant: datetime, timezone: str, locale: str) -> str:
    """Return weekday, day and time, as domain.yml words them."""
    local = instant.astimezone(ZoneInfo(timezone))
    return words.text(
        "when",
        locale,
        weekday=words.text("word_weekdays", locale).split()[local.weekday()],
        month=words.text("word_months", locale).split()[local.month - 1],
        day=local.day,
        time=f"{local:%H:%M}",
    )
