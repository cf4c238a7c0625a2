"""The simulation of docs/privacy.md: its year is closed for real, and its reader can gain no more than said."""

import math
from collections.abc import Iterator
from decimal import Decimal

import pytest

from bench.accuracy import accuracy, picture, rows
from bench.guessing import evidence, likelihood, released, suspicion
from bench.made_up_year import Closed, year_of
from bench.neighbours import theirs
from bench.simulate import THEIRS, attack
from care.usage import STATISTICS
from storage.usage import Tally


@pytest.fixture(scope="module")
def year() -> list[Closed]:
    """Return a year of a department of 200."""
    return year_of(200, 7)


def every_number(size: int) -> Iterator[int | None]:
    yield None
    yield from range(11, size + 1)


def test_a_made_up_year_is_closed_as_often_as_the_policy_says(year: list[Closed]) -> None:
    assert len(year) == 2
    assert all(each.counts["active", "yes"] > 0 for each in year)
    assert year_of(50, 7) == []


@pytest.mark.parametrize("count", [0, 1, 10, 11, 25, 199, 200])
def test_the_readers_odds_are_those_of_everything_that_can_be_shown(year: list[Closed], count: int) -> None:
    promise = year[0].promise
    total = sum(likelihood(seen, count, Decimal("0.4"), promise) for seen in every_number(promise.size))
    assert math.isclose(total, 1.0, abs_tol=1e-12)


def test_no_number_at_all_tells_the_reader_more_than_its_epsilon(year: list[Closed]) -> None:
    promise = year[0].promise
    for count in (0, 5, 10, 11, 40, 199):
        for seen in every_number(promise.size):
            one, other = (likelihood(seen, each, Decimal("0.4"), promise) for each in (count + 1, count))
            assert abs(math.log(one / other)) <= 0.4 + 1e-9


def test_the_reader_who_knows_everybody_but_one_gains_no_more_than_the_bound(year: list[Closed]) -> None:
    for each in year:
        numbers = released(each.counts, each.promise)
        assert abs(evidence(numbers, each.counts, THEIRS, each.promise)) <= float(each.promise.epsilon) + 1e-9
    once, whole_year, highest = attack(year, 200)
    assert once < 0.73 + 0.12
    assert whole_year < 0.88 + 0.09
    assert highest <= suspicion(2.0) + 1e-9


def test_the_table_has_a_line_for_each_statistic_and_for_who_is_told_nothing(year: list[Closed]) -> None:
    measured = list(accuracy(200, year, 20))
    assert [line[1] for line in rows([50], measured)] == [
        "no report",
        "Used Code 4",
        "Main topic",
        "Booked an appointment",
    ]
    assert all(each.inside > 0.7 for each in measured)
    assert picture(measured).startswith(b"\x89PNG")


def test_two_departments_that_differ_by_two_officers_are_no_neighbours() -> None:
    one = Tally({("active", "yes"): 12})
    with pytest.raises(ValueError, match="no neighbours"):
        theirs(one, Tally({("active", "yes"): 10}))
    assert theirs(one, Tally({("active", "yes"): 11})) == {"active": "yes"}
    assert THEIRS.keys() == STATISTICS.keys()
