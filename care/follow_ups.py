"""The path after an incident: five short questions in a month, each stopped with one tap.

The screen of the last step, the PC-PTSD-5, asks about the past month and never comes earlier.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.reminders import Quiet, allowed_from

MONTH = timedelta(days=31)


@dataclass(frozen=True)
class Step:
    """One question, so long after the officer said yes; the last also offers the PC-PTSD-5."""

    name: str
    after: timedelta

    @property
    def screens(self) -> bool:
        """Whether the PC-PTSD-5 may be offered with it."""
        return self.after >= MONTH


STEPS = (
    Step("same_day", timedelta(hours=4)),
    Step("day", timedelta(hours=24)),
    Step("three_days", timedelta(hours=72)),
    Step("week", timedelta(days=7)),
    Step("month", MONTH),
)


def when(step: Step, began: datetime, quiet: Quiet, timezone: str) -> datetime:
    """Return when a step is due, outside the quiet hours."""
    return allowed_from(began + step.after, quiet, ZoneInfo(timezone))


def too_early_for_screen(began: datetime | None, now: datetime) -> bool:
    """Tell whether an incident that the officer told of is less than a month ago."""
    return began is not None and now < began + MONTH
