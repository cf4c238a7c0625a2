"""What an officer agreed to before anything was stored."""

from dataclasses import dataclass
from datetime import datetime

WORDING = "1"  # of utter_welcome; a change of meaning there gets the next number, and officers are asked again


@dataclass(frozen=True)
class Consent:
    """A pressed "Start": to which wording, and when."""

    wording: str
    given_at: datetime

    @property
    def is_current(self) -> bool:
        """Whether it covers what the bot promises and keeps today."""
        return self.wording == WORDING


def consent_now(now: datetime) -> Consent:
    """Return the consent to today's wording."""
    return Consent(WORDING, now)
