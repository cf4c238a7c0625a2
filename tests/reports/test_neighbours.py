"""One officer more or less changes the odds of any report by at most e^epsilon: measured on the release path.

`make simulate` does the same with two million releases of either department.
"""

from dataclasses import replace
from decimal import Decimal

import pytest
from opendp.mod import Measurement

from bench.neighbours import Outcomes, Ratio, of_each_outcome, of_joint_events, released, theirs
from reports.closing import noisy_counts
from reports.noise import _mechanism, draw, margin
from reports.policy import load_policy
from reports.records import Spent
from storage import usage
from storage.usage import Tally
from tests.reports.conftest import Found
from tests.reports.department import HALF, Department, officer

TIMES = 100_000
THE_ONE = officer(7_000)


def tallied(town: Department, with_them: bool) -> Tally:
    """Let ninety officers use Code 4, and one more who uses everything again and again."""
    with town.database.write() as connection:
        town.use(connection, 90)
        for _ in range(3 * with_them):
            for statistic, category in (("active", "yes"), ("topic", "sleep"), ("topic", "family"), ("booked", "yes")):
                town.counter.count(connection, THE_ONE, statistic, category)
        (period,) = usage.open_periods(connection)
        salt = town.salts().get(period.id)
        assert salt is not None
        return usage.tally(connection, salt)


@pytest.fixture
def neighbours(found: Found) -> tuple[Tally, Tally]:
    """Return the counts with one officer's whole history, and without."""
    return tallied(found(200), True), tallied(found(200), False)


@pytest.fixture
def promise() -> Spent:
    tier = load_policy().tier(200)
    assert tier is not None
    return Spent(HALF, 200, tier.epsilon, dict(tier.statistics), 11, 0.95, {}, "")


def sides(neighbours: tuple[Tally, Tally], promise: Spent) -> dict[str, tuple[Outcomes, Outcomes, int]]:
    """Return what was released of each statistic that the officer moves: with them, without, the lower count."""
    more, less = neighbours
    found = {}
    for statistic, category in theirs(more, less).items():
        a, b = (released(counts[statistic, category], statistic, promise, TIMES) for counts in neighbours)
        found[statistic] = a, b, less[statistic, category]
    return found


def worst(ratios: list[Ratio]) -> float:
    return max(abs(each.log) - 3 * each.error for each in ratios)


def test_no_report_tells_of_one_officer_more_than_epsilon(neighbours: tuple[Tally, Tally], promise: Spent) -> None:
    drawn = sides(neighbours, promise)
    assert drawn.keys() == promise.statistics.keys()
    for statistic, (one, other, _) in drawn.items():
        ratios = of_each_outcome(one, other)
        assert len(ratios) > 10
        assert not [each for each in ratios if each.exceeds(float(promise.statistics[statistic]))]
    ones, others, lower = zip(*drawn.values(), strict=True)
    joint = of_joint_events(ones, others, lower)
    assert not [each for each in joint if each.exceeds(float(promise.epsilon))]
    assert worst(joint) > 0.8 * float(promise.epsilon)  # the test is sharp: nearly all of epsilon is seen


def test_the_neighbour_test_notices_noise_that_is_too_small(neighbours: tuple[Tally, Tally], promise: Spent) -> None:
    careless = replace(promise, statistics={name: 2 * part for name, part in promise.statistics.items()})
    one, other = (released(counts["active", "yes"], "active", careless, TIMES) for counts in neighbours)
    assert [each for each in of_each_outcome(one, other) if each.exceeds(float(promise.statistics["active"]))]


def test_opendp_itself_accounts_for_what_each_statistic_costs() -> None:
    for tier in load_policy().tiers:
        for part in tier.statistics.values():
            mechanism: Measurement = _mechanism(float(part))
            assert mechanism.map(1) <= float(part)  # type: ignore[no-untyped-call] # OpenDP's own account


def test_a_release_draws_each_category_by_itself_whether_used_or_not(promise: Spent) -> None:
    drawn = [noisy_counts(Tally(), promise)["topic"] for _ in range(40)]
    assert all(len({each[category] for each in drawn}) > 1 for category in drawn[0])
    assert any(len(set(each.values())) > 1 for each in drawn)


@pytest.mark.parametrize("epsilon", ["0.1", "0.12", "0.2", "0.4"])
def test_the_true_count_lies_in_the_range_as_often_as_is_said(epsilon: str) -> None:
    times, reach = 20_000, margin(Decimal(epsilon), 0.95)
    inside = sum(abs(each) <= reach for each in draw([0] * times, Decimal(epsilon))) / times
    closer = sum(abs(each) <= reach - 1 for each in draw([0] * times, Decimal(epsilon))) / times
    assert inside > 0.95 - 0.007
    assert closer < 0.95 + 0.007  # the range is no wider than needed
