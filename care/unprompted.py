"""Whether and when an officer may be written to without having asked."""

from dataclasses import dataclass
from datetime import datetime

from care.reminders import NIGHT_REST, Plan, Quiet


@dataclass(frozen=True)
class Unprompted:
    """What an officer decided: a plan of reminders, silence, and since when a path after an incident runs."""

    plan: Plan | None = None
    silent: bool = False
    incident: datetime | None = None

    @property
    def quiet(self) -> Quiet:
        """The hours in which nothing is sent."""
        return self.plan.quiet if self.plan else NIGHT_REST
