"""What the check-ins' actions ask of care/ and storage/, each in a transaction of its own; tests hand in a fake."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from care import checkins as rules
from care.checkins import Checkin, CheckinId, Feedback
from care.clock import Clock
from care.names import InboxId, OfficerId
from care.reminders import Plan
from care.unprompted import Unprompted
from storage import checkins, crisis_checks
from storage.database import Database
from storage.diary import Count, StoredDiary, open_diary
from storage.keys import Keys
from storage.preferences import decide, decided


@dataclass(frozen=True)
class Finished:
    """A check that was answered to the end and is not kept yet."""

    instrument: str
    answers: tuple[int | None, ...]
    note: str = field(default="", repr=False)


class Notebook(Protocol):
    """What an officer keeps for their own eyes."""

    def keep(self, officer: OfficerId, finished: Finished, inbox: InboxId) -> bool:
        """Keep a finished check, once for a message; false when the officer is gone. Raises BadAnswers."""
        ...

    def kept(self, officer: OfficerId) -> tuple[Checkin, ...]:
        """Return an officer's check-ins, the oldest first."""
        ...

    def drop(self, officer: OfficerId, checkin: CheckinId) -> bool:
        """Delete one check-in; tell whether it was there."""
        ...

    def drop_all(self, officer: OfficerId, inbox: InboxId) -> int:
        """Delete every check-in; return how many there were when this message came first."""
        ...

    def rate(self, officer: OfficerId, score: int, booking: str, note: str, inbox: InboxId) -> bool:
        """Keep feedback from 1 to 5, once for a message; false when the officer is gone."""
        ...

    def decided(self, officer: OfficerId) -> Unprompted:
        """Return when the officer may be written to."""
        ...

    def plan(self, officer: OfficerId, plan: Plan | None, inbox: InboxId) -> Unprompted:
        """Remind by a plan from now on, or no more; a plan ends silence. Raises PlanError."""
        ...

    def silence(self, officer: OfficerId, silent: bool, inbox: InboxId) -> Unprompted:
        """Write nothing unprompted any more, or again."""
        ...

    def follow(self, officer: OfficerId, follows: bool, inbox: InboxId) -> Unprompted:
        """Begin the path after an incident, or end it; one that runs begins anew. Yes ends silence."""
        ...


@dataclass(frozen=True)
class StoredNotebook:
    """Satisfies `Notebook` over the real storage; safe to share between threads."""

    database: Database
    keys: Keys = field(repr=False)
    clock: Clock
    count: Count

    def keep(self, officer: OfficerId, finished: Finished, inbox: InboxId) -> bool:
        """Keep a finished check, once for a message; false when the officer is gone. Raises BadAnswers."""
        now, note = self.clock.now(), finished.note[: rules.LONGEST_NOTE]
        checkin = Checkin(checkins.new_id(), finished.instrument, now, finished.answers, note)
        with open_diary(self.database, self.keys, self.clock, self.count) as diary:
            return rules.keep(diary, officer, checkin, inbox)

    def kept(self, officer: OfficerId) -> tuple[Checkin, ...]:
        """Return an officer's check-ins, the oldest first."""
        with self.database.read() as connection:
            return checkins.all_of(connection, self.keys, officer)

    def drop(self, officer: OfficerId, checkin: CheckinId) -> bool:
        """Delete one check-in; tell whether it was there."""
        with self.database.write() as connection:
            return checkins.drop(connection, officer, checkin)

    def drop_all(self, officer: OfficerId, inbox: InboxId) -> int:
        """Delete every check-in; return how many there were when this message came first."""
        with open_diary(self.database, self.keys, self.clock, self.count) as diary:
            done = diary.once(inbox, "drop_checkins", lambda: {"gone": checkins.drop_all(diary.connection, officer)})
            return int(done["gone"])

    def rate(self, officer: OfficerId, score: int, booking: str, note: str, inbox: InboxId) -> bool:
        """Keep feedback from 1 to 5, once for a message; false when the officer is gone."""
        note = note[: rules.LONGEST_NOTE]
        feedback = Feedback(checkins.new_id(), self.clock.now(), score, booking, note)
        with open_diary(self.database, self.keys, self.clock, self.count) as diary:
            return rules.rate(diary, officer, feedback, inbox)

    def decided(self, officer: OfficerId) -> Unprompted:
        """Return when the officer may be written to."""
        with self.database.read() as connection:
            return decided(connection, self.keys, officer)

    def plan(self, officer: OfficerId, plan: Plan | None, inbox: InboxId) -> Unprompted:
        """Remind by a plan from now on, or no more; a plan ends silence. Raises PlanError."""
        return self._decide(
            officer, inbox, "plan", lambda known: replace(known, plan=plan, silent=known.silent and plan is None)
        )

    def silence(self, officer: OfficerId, silent: bool, inbox: InboxId) -> Unprompted:
        """Write nothing unprompted any more, or again; silence ends the checks after a crisis too."""
        return self._decide(officer, inbox, "silence", lambda known: replace(known, silent=silent), ends_checks=silent)

    def follow(self, officer: OfficerId, follows: bool, inbox: InboxId) -> Unprompted:
        """Begin the path after an incident, or end it; one that runs begins anew. Yes ends silence."""
        began: datetime | None = self.clock.now() if follows else None
        return self._decide(
            officer, inbox, "follow", lambda known: replace(known, incident=began, silent=known.silent and not follows)
        )

    def _decide(
        self,
        officer: OfficerId,
        inbox: InboxId,
        name: str,
        change: Callable[[Unprompted], Unprompted],
        ends_checks: bool = False,
    ) -> Unprompted:
        """Change what was decided, once for a message; return how it stands."""
        with open_diary(self.database, self.keys, self.clock, self.count) as diary:
            diary.once(inbox, f"decide_{name}", lambda: self._change(diary, officer, change, ends_checks))
            return decided(diary.connection, self.keys, officer) if diary.knows(officer) else Unprompted()

    def _change(
        self,
        diary: StoredDiary,
        officer: OfficerId,
        change: Callable[[Unprompted], Unprompted],
        ends_checks: bool,
    ) -> dict[str, Any]:
        if diary.knows(officer):
            known = decided(diary.connection, self.keys, officer)
            decide(diary.connection, self.keys, officer, change(known), self.clock.now())
            if ends_checks:
                crisis_checks.stop(diary.connection, self.keys, officer)
        return {}
