"""A period is drawn once: closed again, killed, restored or replayed, its numbers stay."""

import shutil
import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from care.usage import STATISTICS
from reports.errors import Refused
from reports.noise import margin
from reports.policy import load_policy
from reports.records import Release, releases
from storage.releases import LedgerBroken
from tests.reports.conftest import Found
from tests.reports.department import AFTER, HALF, QUARTER, Department, entry_kinds, opened

STEPS = (
    "judged",
    "spent in the keys",
    "spent in the data",
    "tallied",
    "drawn",
    "drawn in the keys",
    "drawn in the data",
    "rows deleted",
    "disk wiped",
    "salt destroyed",
)


def over(department: Department, officers: int = 60) -> Department:
    """Return a department that was used, on the day after its period."""
    with department.database.write() as connection:
        department.counter.open(connection)
        department.use(connection, officers)
    department.set(AFTER)
    return department


def numbers_in(department: Department) -> list[Release]:
    """Return what was drawn, in whichever copy of the ledger."""
    return [release for copy in department.entries() for release in releases(copy)]


def is_clean(department: Department) -> bool:
    """Tell whether neither the period nor a salt of it is left."""
    return QUARTER not in department.open_periods() and len(department.salts().ids()) == len(department.open_periods())


def test_every_category_is_released_whether_anybody_used_it_or_not(city: Department) -> None:
    release = over(city).close()
    tier = load_policy().tier(600)
    assert tier is not None
    assert release.numbers.keys() == tier.statistics.keys()
    for statistic, numbers in release.numbers.items():
        assert numbers.keys() == set(STATISTICS[statistic])


def test_a_released_number_is_near_the_true_one(city: Department) -> None:
    release = over(city, 300).close()
    shown = release.numbers["active"]["yes"]
    assert shown is not None
    assert abs(shown - 300) <= margin(release.spent.statistics["active"], 0.999999)


def test_small_and_negative_counts_are_withheld_and_their_value_is_kept_nowhere(found: Found) -> None:
    town = over(found(120), 0)
    town.close(HALF)
    kept = {number for release in numbers_in(town) for each in release.numbers.values() for number in each.values()}
    assert all(number is None or number >= 11 for number in kept)


def test_nothing_is_shown_that_exceeds_the_department(found: Found) -> None:
    town = over(found(100), 100)
    release = town.close(HALF)
    assert all(number is None or number <= 100 for each in release.numbers.values() for number in each.values())


def test_a_second_close_returns_the_same_numbers(city: Department) -> None:
    once, twice = over(city).close(), city.close()
    assert once == twice
    assert city.releases() == [once]
    assert [entry_kinds(copy) for copy in city.entries()] == [["spent", "drawn"]] * 2


def test_two_processes_that_close_at_once_draw_once(city: Department) -> None:
    over(city)
    drawn: list[Release] = []
    threads = [Thread(target=lambda: drawn.append(city.close())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [drawn[0]] * 3
    assert entry_kinds(city.entries()[0]) == ["spent", "drawn"]


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_nothing_or_the_numbers_that_stay(city: Department, step: str) -> None:
    after = over(city).killed_at(step)
    left = numbers_in(after)
    assert all(release == left[0] for release in left)
    assert bool(left) == (STEPS.index(step) >= STEPS.index("drawn in the keys"))
    after.closing().close_due()
    (release,) = after.releases()
    assert left[:1] in ([], [release])
    assert [entry_kinds(copy) for copy in after.entries()] == [["spent", "drawn"]] * 2
    assert is_clean(after)
    after.leave()


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_every_step_in_turn_still_draws_once(city: Department, step: str) -> None:
    department = over(city)
    for each in STEPS[STEPS.index(step) :: 3]:
        department = department.killed_at(each) if not numbers_in(department) else department
    department.closing().close_due()
    assert len(department.releases()) == 1
    assert entry_kinds(department.entries()[1]) == ["spent", "drawn"]
    assert is_clean(department)
    department.leave()


def test_a_torn_line_of_the_ledger_was_never_an_entry(city: Department) -> None:
    path = city.keys.folder / "report-ledger"
    release = over(city).close()
    whole = path.read_bytes()
    for cut in range(0, len(whole), 97):
        path.write_bytes(whole[:cut])
        assert city.close() == release
        assert path.read_bytes() == whole


def backup_of(department: Department) -> Path:
    """Copy the data, as a backup does."""
    backup = department.folder / "backup.db"
    with sqlite3.connect(department.folder / "code4.db") as here, sqlite3.connect(backup) as there:
        here.backup(there)
    return backup


def restored(department: Department, backup: Path) -> Department:
    """Put a copy of the data back."""
    department.leave()
    for left in department.folder.glob("code4.db*"):
        left.unlink()
    shutil.copy(backup, department.folder / "code4.db")
    return opened(department.folder, department.size, department.url)


def test_data_restored_from_a_backup_give_no_fresh_draw(city: Department) -> None:
    backup = backup_of(over(city))
    release = city.close()
    back = restored(city, backup)
    assert back.closing().waits()
    back.closing().close_due()
    assert back.releases() == [release] == [back.close()]
    assert is_clean(back)
    back.leave()


def test_a_key_folder_restored_from_a_backup_gives_no_fresh_draw(city: Department) -> None:
    path = city.keys.folder / "report-ledger"
    release = over(city).close()
    path.write_bytes(b"")
    assert city.close() == release
    assert entry_kinds(city.entries()[1]) == ["spent", "drawn"]


def test_data_and_keys_restored_together_give_no_fresh_draw_for_salts_are_in_no_backup(city: Department) -> None:
    backup = backup_of(over(city))
    city.close()
    (city.keys.folder / "report-ledger").unlink()
    back = restored(city, backup)
    with pytest.raises(Refused) as refused:
        back.close()
    assert refused.value.reason == "salt"
    assert back.releases() == []
    back.leave()


def test_a_replayed_line_stops_every_release(city: Department) -> None:
    path = city.keys.folder / "report-ledger"
    over(city).close()
    first = path.read_bytes().splitlines(keepends=True)[0]
    path.write_bytes(path.read_bytes() + first)
    with pytest.raises(LedgerBroken):
        city.close()


def test_a_changed_number_stops_every_release(city: Department) -> None:
    path = city.keys.folder / "report-ledger"
    over(city).close()
    path.write_bytes(path.read_bytes().replace(b'"epsilon":"1.0"', b'"epsilon":"0.1"'))
    with pytest.raises(LedgerBroken):
        city.close()


def test_two_copies_that_contradict_each_other_stop_every_release(found: Found) -> None:
    one, other = over(found(600)), over(found(600), 61)
    one.close()
    other.close()
    shutil.copy(other.keys.folder / "report-ledger", one.keys.folder / "report-ledger")
    with pytest.raises(LedgerBroken):
        one.close()


def test_the_next_period_is_opened_when_the_last_is_closed(city: Department) -> None:
    over(city).closing().close_due()
    (period,) = city.open_periods()
    assert (str(period.first), str(period.last)) == ("2027-01-01", "2027-03-31")
    assert not city.closing().waits()


def test_a_period_that_nobody_used_is_released_like_any_other(city: Department) -> None:
    with city.database.write() as connection:
        city.counter.open(connection)
    city.set(AFTER)
    assert city.closing().waits()
    (release,) = city.closing().close_due()
    assert isinstance(release, Release)
