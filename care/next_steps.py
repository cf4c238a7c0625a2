"""What a result leads to: one thing to read, one kind of help, and for the highest bands the direct question.

Read it as a table. Bands are those of the instruments' sources; what they lead to is this project's choice and
waits for a clinician's review. Nothing here raises an alarm: the officer chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from care.directory import ProviderKind as Kind
from care.instruments.scoring import Result


@dataclass(frozen=True)
class Steps:
    """An article's topic, kinds of helper (the first is best), and whether to ask directly and offer a time soon.

    `check` names another check that would say more; `taper` warns against stopping to drink suddenly.
    """

    article: str | None = None
    kinds: tuple[Kind, ...] = ()
    direct: bool = False
    check: str | None = None
    taper: bool = False


TALK = (Kind.COUNSELOR, Kind.PSYCHOLOGIST, Kind.PEER_SUPPORTER)
TREAT = (Kind.PSYCHOLOGIST, Kind.COUNSELOR, Kind.TRAUMA_SPECIALIST)
TRAUMA = (Kind.TRAUMA_SPECIALIST, Kind.PSYCHOLOGIST, Kind.COUNSELOR)
DRINK = (Kind.SUBSTANCE_SPECIALIST, Kind.COUNSELOR)
SLEEP = (Kind.SLEEP_SPECIALIST, Kind.PSYCHOLOGIST)

BY_BAND: Mapping[tuple[str, str], Steps] = {
    ("phq4", "0-2"): Steps(),
    ("phq4", "3-5"): Steps("stress", (Kind.PEER_SUPPORTER, Kind.COUNSELOR)),
    ("phq4", "6-8"): Steps("stress", TALK),
    ("phq4", "9-12"): Steps("stress", TREAT, direct=True),
    ("pcptsd5", "0-2"): Steps("trauma"),
    ("pcptsd5", "3-3"): Steps("trauma", TRAUMA),
    ("pcptsd5", "4-5"): Steps("trauma", TRAUMA, direct=True),
    ("auditc", "0-2"): Steps(),
    ("auditc", "3-3"): Steps("alcohol"),
    ("auditc", "4-4"): Steps("alcohol"),
    ("auditc", "5-7"): Steps("alcohol", DRINK),
    ("auditc", "8-12"): Steps("alcohol", DRINK, direct=True, taper=True),
    ("burnout", "1-2"): Steps(),
    ("burnout", "3-4"): Steps("stress", (Kind.PEER_SUPPORTER, Kind.COUNSELOR)),
    ("burnout", "5-5"): Steps("stress", TALK, direct=True),
}


def next_steps(result: Result) -> Steps:
    """Return what a result leads to; with a question skipped, by what is known of the sum."""
    if result.too_early:
        return Steps("trauma", TRAUMA)
    if result.instrument.id == "quick":
        return _after_quick_check(result)
    reached = result.reached
    steps = BY_BAND[result.instrument.id, reached.id] if reached else Steps()
    if any(part.is_positive for part in result.subscales) and not steps.kinds:
        return replace(steps, kinds=TALK)
    return steps


def _after_quick_check(result: Result) -> Steps:
    """Of three answers from 1 to 5, the one that stands out decides; mood before sleep before stress."""
    mood, sleep, stress = (result.answer(item) for item in ("mood", "sleep", "stress"))
    if mood == 1:
        return Steps("stress", TREAT, direct=True, check="phq4")
    if mood == 2:
        return Steps("stress", TALK, check="phq4")
    if sleep is not None and sleep <= 2:
        return Steps("sleep", SLEEP)
    if stress is not None and stress >= 4:
        return Steps("stress", (Kind.PEER_SUPPORTER, Kind.COUNSELOR), check="burnout")
    return Steps()
