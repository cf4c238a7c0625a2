"""What is never released, each with its reason."""

import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.names import OfficerId
from reports.errors import PolicyWrong, Reason, Refused
from reports.judging import Request, judge
from reports.periods import Period
from reports.policy import TABLE, Policy, load_policy
from reports.reading import published
from reports.records import Release, Spent
from reports.sentences import refusal
from storage.usage import OpenPeriod
from tests.reports.conftest import Found
from tests.reports.department import AFTER, HALF, QUARTER, Department, opened

NEXT = Period(date(2027, 1, 1), date(2027, 3, 31))
HALF_DAYS = (HALF.first, HALF.last)
NOBODY = OfficerId("0" * 32)


def reason_of(department: Department, period: Period = QUARTER, unit: str | None = None) -> Reason:
    with pytest.raises(Refused) as refused:
        department.close(period, unit)
    assert refusal(refused.value.reason)
    return refused.value.reason


def test_a_part_of_the_department_is_refused_before_and_after_the_close(city: Department) -> None:
    city.used_by(20)
    city.set(AFTER)
    assert reason_of(city, unit="Night shift") == "unit"
    assert city.open_periods() == [QUARTER]  # the request cost the department nothing
    city.close()
    assert reason_of(city, unit="Night shift") == "unit"


def test_an_overlapping_period_is_refused(city: Department) -> None:
    city.used_by(20)
    city.set(AFTER)
    city.close()
    for first, last in ((QUARTER.first, date(2026, 12, 30)), (date(2026, 12, 31), NEXT.last), HALF_DAYS):
        assert reason_of(city, Period(first, last)) == "overlap"


def test_a_period_that_has_not_ended_is_refused_and_goes_on(city: Department) -> None:
    city.used_by(20)
    assert reason_of(city) == "early"
    assert city.open_periods() == [QUARTER]


def test_a_period_that_was_never_counted_is_refused(city: Department) -> None:
    city.used_by(20)
    city.set(AFTER)
    assert reason_of(city, Period(date(2026, 11, 1), date(2026, 11, 30))) == "unknown"


def test_a_department_that_shrank_under_100_is_told_nothing_and_its_rows_go(found: Found) -> None:
    town = found(150)
    town.used_by(20)
    town.leave()
    small = opened(town.folder, 99, town.url)
    small.set(AFTER)
    assert reason_of(small, HALF) == "small"
    assert small.open_periods() == []
    assert small.salts().ids() == set()
    assert small.releases() == []
    small.leave()


def test_a_department_that_grew_is_told_what_its_size_at_the_opening_allowed(found: Found) -> None:
    town = found(150)
    town.used_by(20)
    town.leave()
    grown = opened(town.folder, 2000, town.url)
    grown.set(AFTER)
    release = grown.close(HALF)
    assert set(release.numbers) == {"active", "topic", "booked"}
    assert release.spent.size == 150
    grown.leave()


def test_a_refused_period_is_over_and_the_report_says_so(found: Found) -> None:
    town = found(150)
    town.used_by(20)
    (id,) = town.salts().ids()
    town.salts().destroy(id)
    town.set(AFTER)
    assert reason_of(town, HALF) == "salt"
    assert reason_of(town, HALF) == "salt"
    assert entry_of(town) == (HALF, "salt")


def entry_of(department: Department) -> tuple[Period, str]:
    with department.database.read() as connection:
        (refused,) = published(connection).refused
    return refused


def spent(period: Period, policy: Policy, size: int = 600, number: str = "", digest: str = "") -> Spent:
    decision = {"number": number or policy.decision.number, "made_on": "2026-11-16", "says": "Rules."}
    return Spent(period, size, Decimal(1), {}, 11, 0.95, decision, digest or policy.digest)


def judged(period: Period, size: int, before: list[Spent], policy: Policy | None = None) -> str:
    running = [OpenPeriod("id", period.first, period.last, size)]
    try:
        judge(Request(period), period.last + timedelta(days=1), size, policy or load_policy(), before, running)
    except Refused as refused:
        return refused.reason
    return "released"


def quarters(year: int) -> list[Period]:
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
    return [Period(one, other - timedelta(days=1)) for one, other in itertools.pairwise(starts)]


def test_a_release_beyond_the_years_budget_is_refused() -> None:
    policy = load_policy()
    before = [spent(period, policy, 200) for period in quarters(2026)[:2]]
    assert judged(quarters(2026)[3], 200, before) == "budget"
    assert judged(quarters(2027)[0], 200, before) == "released"
    assert judged(quarters(2026)[3], 600, before) == "released"


spans = st.builds(
    lambda first, days: Period(first, first + timedelta(days=days)),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 200),
)


@given(st.lists(st.tuples(spans, st.sampled_from((99, 100, 499, 500, 5000))), max_size=12))
def test_whatever_is_asked_for_no_year_costs_more_than_its_budget_and_no_day_is_told_twice(
    asked: list[tuple[Period, int]],
) -> None:
    policy, before = load_policy(), list[Spent]()
    for period, size in asked:
        if judged(period, size, before) == "released":
            assert size >= 100
            before.append(spent(period, policy, size))
    for year in (2026, 2027, 2028):
        assert sum(each.epsilon for each in before if each.period.last.year == year) <= 4
    days = [day for each in before for day in range(each.period.first.toordinal(), each.period.last.toordinal() + 1)]
    assert len(days) == len(set(days))


def changed(tmp_path: Path, old: str, new: str, page: str = "") -> Policy:
    """Return the policy with a change; `page`: what a new decision's page says besides the table's sum."""
    table = tmp_path / "policy.toml"
    table.write_text(TABLE.read_text().replace(old, new))
    if page:
        (tmp_path / page).write_text(load_policy(table, tmp_path).digest)
    return load_policy(table, tmp_path)


def test_the_table_as_it_stands_is_decided() -> None:
    assert load_policy().is_decided


def test_a_comment_changes_no_rule(tmp_path: Path) -> None:
    assert changed(tmp_path, "# Below 100", "# Under 100").digest == load_policy().digest


def test_a_changed_table_releases_nothing_until_a_new_decision_names_it(tmp_path: Path) -> None:
    policy = changed(tmp_path, "active = 0.4\ntopic = 0.4", "active = 0.6\ntopic = 0.2")
    assert judged(quarters(2026)[1], 200, [], policy) == "policy"
    kept_number = changed(tmp_path, "active = 0.4\ntopic = 0.4", "active = 0.6\ntopic = 0.2", "0010-again.md")
    before = [spent(quarters(2025)[0], load_policy())]
    assert judged(quarters(2026)[1], 200, before, kept_number) == "policy"
    decided = changed(tmp_path, '"0010"', '"0042"', "0042-new.md")
    assert judged(quarters(2026)[1], 200, before, decided) == "released"


def test_an_earlier_number_cannot_be_used_again_for_another_table(tmp_path: Path) -> None:
    policy = changed(tmp_path, "fewer_than = 11", "fewer_than = 5", "0010-again.md")
    before = [
        spent(quarters(2025)[0], policy, digest="1" * 64),
        spent(quarters(2025)[1], policy, number="0042", digest="2" * 64),
    ]
    assert judged(quarters(2026)[1], 200, before, policy) == "policy"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from_officers = 100\n", "from_officers = 50\n"),
        ("booked = 0.2\n", "booked = 0.3\n"),
        ("releases_a_year = 2", "releases_a_year = 5"),
        ("booked = 0.2\n", "unit = 0.2\n"),
        ("epsilon = 1.0", "epsilon = 2.0"),
        ("from_officers = 500", "from_officers = 5000"),
        ("[shown]", "[other]"),
        ("epsilon = 1.0", "epsilon = "),
    ],
)
def test_a_table_that_contradicts_itself_or_goes_below_the_floor_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(PolicyWrong):
        changed(tmp_path, old, new)


def test_a_broken_table_costs_the_count_and_never_the_effect(
    city: Department, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.counting.load_policy", lambda: load_policy(tmp_path / "missing"))
    with city.database.write() as connection:
        assert not city.counter.count(connection, NOBODY, "active")


def test_a_year_of_quarters_is_released_and_each_stays(city: Department) -> None:
    for month in (1, 4, 7, 10):
        city.set(datetime(2027, month, 2, 18, tzinfo=UTC))
        with city.database.write() as connection:
            city.counter.open(connection)
        results = city.closing().close_due()
        assert all(isinstance(each, Release) for each in results)
    assert [release.spent.period for release in city.releases()] == quarters(2027)[:3]
