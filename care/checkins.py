"""An officer's kept check-ins: a finished one is kept when they say so, shown, deleted, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from care.instruments.instrument import NAMES, instrument
from care.instruments.scoring import BadAnswers, Result, score
from care.names import InboxId, OfficerId

CheckinId = str  # 32 hexadecimal digits, random
LONGEST_NOTE = 500  # characters of the one free line


@dataclass(frozen=True)
class Checkin:
    """A kept check-in: the answers are kept, and the result is worked out from them each time."""

    id: CheckinId
    instrument: str
    at: datetime
    answers: tuple[int | None, ...]
    note: str = field(default="", repr=False)

    @property
    def result(self) -> Result:
        """What the answers add up to; raises BadAnswers when the instrument's file has changed since."""
        return score(instrument(self.instrument), self.answers)


@dataclass(frozen=True)
class Feedback:
    """What an officer thought of a session or of this program: 1 to 5 and one free line, for their own eyes."""

    id: str
    at: datetime
    score: int
    booking: str = ""
    note: str = field(default="", repr=False)


class Diary(Protocol):
    """One transaction over what an officer has kept."""

    def once(self, inbox: InboxId, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Run `act` unless this message did so before; return its first result either way."""
        ...

    def knows(self, officer: OfficerId) -> bool:
        """Tell whether the officer is there, and let nobody else change what is theirs until the end."""
        ...

    def add(self, officer: OfficerId, checkin: Checkin) -> None:
        """Keep a check-in, sealed under the officer's key."""
        ...

    def add_feedback(self, officer: OfficerId, feedback: Feedback) -> None:
        """Keep feedback, sealed under the officer's key."""
        ...

    def count(self, officer: OfficerId, statistic: str, category: str) -> None:
        """Count for the anonymous totals, in the same transaction."""
        ...


def keep(diary: Diary, officer: OfficerId, checkin: Checkin, inbox: InboxId) -> bool:
    """Keep a finished check-in once for a message; false when the officer is gone.

    Raises BadAnswers for what is not finished or was never scored.
    """
    result = checkin_result(checkin)

    def act() -> dict[str, Any]:
        if not diary.knows(officer):
            return {"kept": False}
        diary.add(officer, checkin)
        if checkin.instrument == "phq4" and result.band is not None:
            diary.count(officer, "phq4", result.band.id)
        return {"kept": True}

    return bool(diary.once(inbox, "checkin", act)["kept"])


def rate(diary: Diary, officer: OfficerId, feedback: Feedback, inbox: InboxId) -> bool:
    """Keep feedback once for a message; false when the officer is gone. Raises ValueError unless 1 to 5."""
    if not 1 <= feedback.score <= 5:
        raise ValueError("feedback goes from 1 to 5")

    def act() -> dict[str, Any]:
        if not diary.knows(officer):
            return {"kept": False}
        diary.add_feedback(officer, feedback)
        diary.count(officer, "feedback", str(feedback.score))
        return {"kept": True}

    return bool(diary.once(inbox, "feedback", act)["kept"])


def checkin_result(checkin: Checkin) -> Result:
    """Return a check-in's result; raises BadAnswers for an unknown instrument and for what has no result."""
    if checkin.instrument not in NAMES:
        raise BadAnswers("no such instrument")
    result = checkin.result
    if result.too_early:
        raise BadAnswers("less than a month after the event there is no result")
    return result
