"""Whether a release may be made: every rule, and the reason when it may not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.errors import Refused
from reports.periods import Period
from reports.policy import Policy, Tier
from reports.records import Spent
from storage.usage import OpenPeriod


@dataclass(frozen=True)
class Request:
    """What somebody asks to be released; `unit` is a part of the department, which is always refused."""

    period: Period
    unit: str | None = None


def judge(
    request: Request,
    today: date,
    size: int,
    policy: Policy,
    spent: Sequence[Spent],
    running: Sequence[OpenPeriod],
) -> tuple[OpenPeriod, Tier]:
    """Return the open period and what may be told of it; raises Refused.

    The department counts with the smaller of its sizes at the opening and now. `spent`: what was promised
    before, without this very period.
    """
    if request.unit is not None:
        raise Refused("unit")
    if any(request.period.overlaps(other.period) for other in spent):
        raise Refused("overlap")
    found = [each for each in running if Period(each.first, each.last) == request.period]
    tier = policy.tier(min([size, *(each.size for each in found)]))
    if tier is None:
        raise Refused("small")
    if not found:
        raise Refused("unknown")
    if today <= request.period.last:
        raise Refused("early")
    _check_budget(request.period, tier, spent)
    _check_decision(policy, spent)
    return found[0], tier


def _check_budget(period: Period, tier: Tier, spent: Sequence[Spent]) -> None:
    """Refuse what is beyond the year's releases or epsilon; a period counts in the year it ends in."""
    this_year = [other for other in spent if other.period.last.year == period.last.year]
    if len(this_year) >= tier.releases_a_year:
        raise Refused("budget")
    if sum(other.epsilon for other in this_year) + tier.epsilon > tier.releases_a_year * tier.epsilon:
        raise Refused("budget")


def _check_decision(policy: Policy, spent: Sequence[Spent]) -> None:
    """Refuse a table that no page of docs/decisions/ names, or one changed under a number used before."""
    number = policy.decision.number
    changed = any(other.decision["number"] == number and other.policy != policy.digest for other in spent)
    if changed or not policy.is_decided:
        raise Refused("policy")
