"""Under which decision each release was made: what a reader must see when the rules change."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reports.periods import Period
from reports.records import Release
from reports.sentences import words


@dataclass(frozen=True)
class Rule:
    """What one release cost (epsilon), for how many officers, and the decision that allowed it."""

    period: Period
    size: int
    epsilon: Decimal
    decision: str
    is_new: bool


def rules(releases: Sequence[Release]) -> list[Rule]:
    """Return a rule for each release; `is_new` where the decision differs from the release before."""
    changes = [False, *(one.spent.policy != next.spent.policy for one, next in pairwise(releases))]
    return [_rule(release, is_new) for release, is_new in zip(releases, changes, strict=False)]


def _rule(release: Release, is_new: bool) -> Rule:
    spent = release.spent
    return Rule(spent.period, spent.size, spent.epsilon, decision_of(release, is_new), is_new)


def decision_of(release: Release, is_new: bool = False) -> str:
    """Return a decision in a sentence."""
    said = words()["decision_changed" if is_new else "decision"]
    return str(said).format(**release.spent.decision)
