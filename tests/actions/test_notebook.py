"""The notebook over the real storage: each effect once and counted with it, and silence that ends it all."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from actions.booth import Booth
from actions.notebook import Finished, StoredNotebook
from care.names import OfficerId, new_inbox_id
from care.reminders import Every, Plan
from storage import crisis_checks
from storage.database import Database
from storage.forgetting import forget
from storage.keys import Keys
from storage.tables.checkins import checkins, feedbacks
from storage.tables.gateway import due
from tests.actions.test_booth import new_officer
from tests.actions.test_totals import counted
from tests.databases import MovableClock

ZONE = "America/Chicago"
MILD = Finished("phq4", (1, 1, 1, 0))


@pytest.fixture
def booth(sqlite_database: Database, keys: Keys, clock: MovableClock) -> Booth:
    """The counter of a department that is large enough for every statistic."""
    return Booth(sqlite_database, keys, clock, samples=True, department_size=600, timezone=ZONE)


@pytest.fixture
def notebook(booth: Booth) -> StoredNotebook:
    return StoredNotebook(booth.database, booth.keys, booth.clock, booth.totals.count)


@pytest.fixture
def officer(booth: Booth) -> OfficerId:
    return new_officer(booth, "one")


def kinds_due(booth: Booth) -> list[str]:
    with booth.database.read() as connection:
        return sorted(connection.execute(select(due.c.kind)).scalars())


def agree(booth: Booth, officer: OfficerId) -> None:
    """Agree to be asked after a crisis."""
    with booth.database.write() as connection:
        crisis_checks.agree(connection, booth.keys, officer, booth.clock.now(), ZONE, "days")


def test_a_kept_check_is_counted_once_however_often_its_message_comes(
    booth: Booth, notebook: StoredNotebook, officer: OfficerId
) -> None:
    inbox = new_inbox_id()
    assert [notebook.keep(officer, MILD, inbox) for _ in range(3)] == [True] * 3
    assert len(notebook.kept(officer)) == 1
    assert counted(booth) == {("phq4", "3-5"): 1}


def test_a_second_check_of_the_same_officer_is_no_second_person(
    booth: Booth, notebook: StoredNotebook, officer: OfficerId
) -> None:
    for _ in range(2):
        notebook.keep(officer, MILD, new_inbox_id())
    assert len(notebook.kept(officer)) == 2
    assert counted(booth) == {("phq4", "3-5"): 1}


def test_other_checks_and_a_skipped_question_are_not_counted(
    booth: Booth, notebook: StoredNotebook, officer: OfficerId
) -> None:
    for finished in (Finished("burnout", (2,)), Finished("phq4", (1, None, 1, 1)), Finished("quick", (3, 3, 3))):
        assert notebook.keep(officer, finished, new_inbox_id())
    assert counted(booth) == {}


def test_feedback_is_counted_by_its_number_alone(booth: Booth, notebook: StoredNotebook, officer: OfficerId) -> None:
    inbox = new_inbox_id()
    for _ in range(2):
        assert notebook.rate(officer, 4, "ABC234", "she listened", inbox)
    assert counted(booth) == {("feedback", "4"): 1}


def test_what_cannot_be_counted_is_not_kept_either(booth: Booth, officer: OfficerId) -> None:
    def broken(_connection: Connection, _officer: OfficerId, _name: str, _category: str) -> None:
        raise RuntimeError

    notebook = StoredNotebook(booth.database, booth.keys, booth.clock, broken)
    with pytest.raises(RuntimeError):
        notebook.keep(officer, MILD, new_inbox_id())
    with pytest.raises(RuntimeError):
        notebook.rate(officer, 4, "", "", new_inbox_id())
    with booth.database.read() as connection:
        assert connection.execute(select(checkins)).all() == connection.execute(select(feedbacks)).all() == []


def test_nothing_is_kept_or_counted_of_who_was_forgotten(
    booth: Booth, notebook: StoredNotebook, officer: OfficerId
) -> None:
    forget(booth.database, booth.keys, officer, booth.clock.now())
    assert not notebook.keep(officer, MILD, new_inbox_id())
    assert not notebook.rate(officer, 4, "", "", new_inbox_id())
    assert counted(booth) == {}


def test_silence_ends_everything_that_would_come_by_itself(
    booth: Booth, notebook: StoredNotebook, officer: OfficerId
) -> None:
    notebook.plan(officer, Plan(Every.WEEK, booth.clock.now().date(), ZONE), new_inbox_id())
    notebook.follow(officer, True, new_inbox_id())
    agree(booth, officer)
    assert set(kinds_due(booth)) == {"checkin_reminder", "crisis_check", "follow_up"}
    assert notebook.silence(officer, True, new_inbox_id()).silent
    assert kinds_due(booth) == []


def test_checks_that_are_agreed_on_during_silence_come_as_agreed(
    booth: Booth, notebook: StoredNotebook, officer: OfficerId
) -> None:
    notebook.silence(officer, True, new_inbox_id())
    agree(booth, officer)
    notebook.plan(officer, None, new_inbox_id())
    assert kinds_due(booth) == ["crisis_check", "crisis_check"]
    notebook.silence(officer, True, new_inbox_id())
    assert kinds_due(booth) == []


def test_the_end_of_silence_brings_the_plan_back(booth: Booth, notebook: StoredNotebook, officer: OfficerId) -> None:
    first = (booth.clock.now() + timedelta(days=1)).date()
    notebook.plan(officer, Plan(Every.WEEK, first, ZONE), new_inbox_id())
    notebook.silence(officer, True, new_inbox_id())
    notebook.silence(officer, False, new_inbox_id())
    assert kinds_due(booth) == ["checkin_reminder"]
