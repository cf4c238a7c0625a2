from collections import Counter as Tally
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select, text

from care.names import OfficerId
from care.usage import STATISTICS
from reports.counting import Counter
from reports.policy import load_policy
from storage import usage
from storage.database import Database
from storage.keys import Keys
from storage.salts import salts_of
from storage.tables.reports import usage as rows
from tests.databases import MovableClock
from tests.reports.conftest import Found
from tests.reports.department import AFTER, ZONE, Department, officer


def tally(department: Department, connection: Connection) -> Tally[tuple[str, str]]:
    (period,) = usage.open_periods(connection)
    salt = department.salts().get(period.id)
    assert salt is not None
    return usage.tally(connection, salt)


def test_an_officer_counts_once_and_the_first_category_stays(city: Department) -> None:
    with city.database.write() as connection:
        kept = [city.counter.count(connection, officer(1), "topic", category) for category in ("sleep", "family")]
        assert kept == [True, False]
        assert tally(city, connection) == {("topic", "sleep"): 1}


def test_two_processes_count_an_officer_once(database: Database, keys: Keys, clock: MovableClock) -> None:
    def count() -> None:
        with database.write() as connection:
            Counter(salts_of(keys), clock, 600, ZONE).count(connection, officer(1), "active")

    threads = [Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(rows)).scalar() == 1
        assert len(usage.open_periods(connection)) == 1


def test_only_the_fixed_categories_can_be_counted(city: Department) -> None:
    with city.database.write() as connection:
        for statistic, category in (("topic", "yes"), ("unit", "yes"), ("feedback", "6")):
            with pytest.raises(ValueError, match="fixed"):
                city.counter.count(connection, officer(1), statistic, category)


def test_a_department_under_100_counts_nothing(found: Found) -> None:
    village = found(99)
    village.used_by(5)
    assert village.open_periods() == []
    assert village.salts().ids() == set()


def test_nothing_is_counted_that_the_department_may_not_be_told(found: Found) -> None:
    for size in (100, 500, 1000):
        department = found(size)
        with department.database.write() as connection:
            for statistic, categories in STATISTICS.items():
                department.counter.count(connection, officer(1), statistic, categories[0])
            counted = {statistic for statistic, _ in tally(department, connection)}
        tier = load_policy().tier(size)
        assert tier is not None
        assert counted == set(tier.statistics)


def test_a_count_goes_back_with_the_effect_that_it_counts(city: Department) -> None:
    def broken() -> None:
        with city.database.write() as connection:
            city.counter.count(connection, officer(1), "booked")
            raise RuntimeError("the booking broke")

    with pytest.raises(RuntimeError):
        broken()
    assert city.open_periods() == []
    city.used_by(1)
    with city.database.read() as connection:
        assert tally(city, connection)["booked", "yes"] == 1


def test_a_damaged_salt_costs_the_count_and_never_the_effect(city: Department) -> None:
    city.used_by(1)
    (id,) = city.salts().ids()
    (city.salts().folder / f"{id}.key").write_text("damaged")
    with city.database.write() as connection:
        assert not city.counter.count(connection, officer(2), "booked")


def test_the_rows_tell_neither_who_nor_what_nor_when(city: Department) -> None:
    city.used_by(20)
    with city.database.read() as connection:
        found = connection.execute(text("SELECT * FROM usage")).all()
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'usage'")).scalar_one()
    assert "WITHOUT ROWID" in made  # no order in which the rows came
    assert {len(row) for row in found} == {3}
    assert len({row.pseudonym for row in found}) == len(found)  # an officer's statistics cannot be joined
    assert len({len(row.sealed) for row in found}) == 1
    assert not any(word in row.sealed for row in found for word in (b"sleep", b"active"))


def test_the_salts_file_does_not_tell_when_the_period_was_first_used(city: Department) -> None:
    city.used_by(1)
    (path,) = city.salts().folder.iterdir()
    assert path.stat().st_mtime == datetime(2026, 10, 1, tzinfo=UTC).timestamp()
    assert path.stat().st_mode & 0o077 == 0


def test_who_is_forgotten_and_comes_back_still_counts_once(city: Department) -> None:
    city.used_by(10)
    with city.database.write() as connection:
        assert usage.remove(connection, city.salts(), officer(3)) == 3
        assert tally(city, connection)["active", "yes"] == 9
        assert city.counter.count(connection, OfficerId("f" * 32), "active")
        assert tally(city, connection)["active", "yes"] == 10


def test_a_clock_set_back_into_a_closed_period_counts_nothing(city: Department) -> None:
    city.used_by(3)
    during = city.clock.now()
    city.set(AFTER)
    city.close()
    city.set(during)
    with city.database.write() as connection:
        assert not city.counter.count(connection, officer(1), "active")


def test_rows_of_a_salt_that_is_gone_are_never_counted_with_new_ones(city: Department) -> None:
    city.used_by(5)
    (id,) = city.salts().ids()
    city.salts().destroy(id)
    city.closing().close_due()
    city.used_by(5)
    with city.database.read() as connection:
        assert tally(city, connection)["active", "yes"] == 5


ALL_USES = [(name, category) for name, categories in STATISTICS.items() for category in categories]
uses = st.lists(st.sampled_from(ALL_USES))
histories = st.lists(st.tuples(st.integers(0, 4), uses), max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(others=histories, theirs=uses, at=st.integers(0, 6))
def test_whatever_one_officer_does_moves_each_statistic_by_at_most_one(
    found: Found,
    tmp_path: Path,
    others: list[tuple[int, list[tuple[str, str]]]],
    theirs: list[tuple[str, str]],
    at: int,
) -> None:
    department = found(1000) if not (tmp_path / "department-0").exists() else None
    department = department or _again(tmp_path)
    turns = [(officer(number), use) for number, use in others]
    without = _counted(department, turns)
    with_them = _counted(department, [*turns[:at], (officer(99), theirs), *turns[at:], (officer(99), theirs)])
    for statistic, categories in STATISTICS.items():
        moved = sum(abs(with_them[statistic, each] - without[statistic, each]) for each in categories)
        assert moved == (statistic in dict(theirs))
    department.leave()


class Undone(Exception):
    """Ends a transaction that leaves nothing."""


def _again(tmp_path: Path) -> Department:
    from tests.reports.department import opened

    folder = tmp_path / "department-0"
    return opened(folder, 1000, f"sqlite:///{folder / 'code4.db'}")


def _counted(department: Department, turns: list[tuple[OfficerId, list[tuple[str, str]]]]) -> Tally[tuple[str, str]]:
    counts: Tally[tuple[str, str]] = Tally()
    try:
        with department.database.write() as connection:
            department.counter.open(connection)
            for who, used in turns:
                for statistic, category in used:
                    department.counter.count(connection, who, statistic, category)
            counts = tally(department, connection)
            raise Undone
    except Undone:
        return counts


acts = st.lists(st.one_of(st.just("forget"), st.sampled_from(range(len(ALL_USES)))), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_forgetting_and_coming_back_again_and_again_still_counts_once(
    found: Found, tmp_path: Path, acts: list[Any]
) -> None:
    department = found(1000) if not (tmp_path / "department-0").exists() else None
    department = department or _again(tmp_path)
    counts: Tally[tuple[str, str]] = Tally()
    with suppress(Undone), department.database.write() as connection:
        department.counter.open(connection)
        lives = 0
        for act in acts:
            if act == "forget":
                usage.remove(connection, department.salts(), officer(lives))
                lives += 1
            else:
                department.counter.count(connection, officer(lives), *ALL_USES[act])
        counts = tally(department, connection)
        raise Undone
    for statistic, categories in STATISTICS.items():
        assert sum(counts[statistic, each] for each in categories) <= 1
    department.leave()
