"""The agreed checks after a crisis, as due rows: a sealed step each, found by a keyed digest of the officer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from care.crisis_checks import DAYS, NIGHTS, Rhythm, Step, check_times, is_too_close, one_more
from care.names import OfficerId
from storage import due
from storage.index import digest
from storage.keys import Keys

KIND: due.DueKind = "crisis_check"
RHYTHMS: Mapping[str, Rhythm] = {"days": DAYS, "nights": NIGHTS}


@dataclass(frozen=True)
class Check:
    """One agreed check; `unanswered` says that the one before it was sent and met silence so far."""

    step: Step
    rhythm: str
    unanswered: bool

    @property
    def is_last(self) -> bool:
        """Whether nothing follows it."""
        return self.unanswered


def agree(connection: Connection, keys: Keys, officer: OfficerId, now: datetime, timezone: str, rhythm: str) -> None:
    """Note both checks in the place of any that were agreed on before."""
    stop(connection, keys, officer)
    first, second = check_times(now, timezone, RHYTHMS[rhythm])
    _add(connection, keys, officer, first, Check(Step.FIRST, rhythm, False))
    _add(connection, keys, officer, second, Check(Step.SECOND, rhythm, False))


def stop(connection: Connection, keys: Keys, officer: OfficerId) -> int:
    """Delete every check that is still to come; return how many."""
    return due.drop(connection, KIND, _about(keys, officer))


def answered(connection: Connection, keys: Keys, officer: OfficerId) -> None:
    """Note that the officer has written: the next agreed check comes as agreed, and the one more does not."""
    for row in _of(connection, keys, officer):
        check = read(row.content)
        if not check.unanswered:
            continue
        due.take(connection, row.id)
        if check.step is Step.SECOND:
            _add(connection, keys, officer, row.at, Check(check.step, check.rhythm, False))


def sent(connection: Connection, keys: Keys, officer: OfficerId, check: Check, now: datetime, timezone: str) -> None:
    """Note that a check went out, in the same transaction: what follows it expects an answer."""
    if check.is_last:
        return
    again = one_more(now, timezone, RHYTHMS[check.rhythm])
    later = [row for row in _of(connection, keys, officer) if read(row.content).step is Step.SECOND]
    for row in later:
        due.take(connection, row.id)
        at = again if is_too_close(now, row.at) else row.at
        _add(connection, keys, officer, at, Check(Step.SECOND, check.rhythm, True))
    if not later:
        _add(connection, keys, officer, again, Check(Step.MORE, check.rhythm, True))


def postpone(connection: Connection, keys: Keys, officer: OfficerId, check: Check, until: datetime) -> None:
    """Note a check again that was due while the officer sleeps."""
    _add(connection, keys, officer, until, check)


def read(content: Mapping[str, object]) -> Check:
    """Return the check of a due row."""
    return Check(Step(str(content["step"])), str(content["rhythm"]), content["unanswered"] is True)


def _of(connection: Connection, keys: Keys, officer: OfficerId) -> list[due.Due]:
    return [row for row in due.noted(connection, keys, KIND, _about(keys, officer)) if row.content]


def _add(connection: Connection, keys: Keys, officer: OfficerId, at: datetime, check: Check) -> None:
    content = {"step": check.step.value, "rhythm": check.rhythm, "unanswered": check.unanswered}
    due.add(connection, keys, KIND, at, officer, _about(keys, officer), content)


def _about(keys: Keys, officer: OfficerId) -> str:
    return digest(keys, "crisis check", officer).hex()
