"""What an officer keeps opens with their key alone, and goes with them."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from care.checkins import Checkin, Feedback
from care.follow_ups import MONTH
from care.names import InboxId, OfficerId
from care.reminders import Every, Leave, Plan, Quiet, Shift
from care.unprompted import Unprompted
from storage import checkins, due
from storage.database import Database
from storage.diary import open_diary
from storage.forgetting import forget, stored
from storage.keys import Keys
from storage.preferences import decide, decided
from storage.sealing import SealBroken
from storage.tables import checkins as tables
from storage.tables.gateway import due as due_table
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting

ALL_DUE = ("checkin_reminder", "follow_up", "feedback_request")
PLAN = Plan(
    Every.WEEK,
    date(2026, 11, 16),
    "America/Chicago",
    (Shift.DAY, Shift.NIGHT, Shift.OFF),
    Quiet(time(23), time(6, 30)),
    Leave(date(2026, 12, 1), date(2026, 12, 8)),
)


def a_checkin(number: int = 1, at: datetime = NOON) -> Checkin:
    return Checkin(f"{number:032}", "phq4", at, (1, None, 2, 0), "slept badly")


def keep(database: Database, keys: Keys, officer: OfficerId, *kept: Checkin) -> None:
    with database.write() as connection:
        for each in kept:
            checkins.add(connection, keys, officer, each)


def kept_of(database: Database, keys: Keys, officer: OfficerId) -> tuple[Checkin, ...]:
    with database.read() as connection:
        return checkins.all_of(connection, keys, officer)


def test_check_ins_come_back_whole_and_in_their_order(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    newer, older = a_checkin(1), a_checkin(2, NOON - timedelta(days=7))
    keep(database, keys, officer, newer, older)
    assert kept_of(database, keys, officer) == (older, newer)


def test_nobody_else_sees_or_deletes_them(database: Database, keys: Keys) -> None:
    officer, another = consenting(database, keys, 1), consenting(database, keys, 2)
    keep(database, keys, officer, a_checkin())
    with database.write() as connection:
        assert not checkins.drop(connection, another, a_checkin().id)
        assert checkins.drop_all(connection, another) == 0
    assert kept_of(database, keys, another) == ()
    assert len(kept_of(database, keys, officer)) == 1


def test_promise_one_no_clear_column_tells_what_or_when(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    keep(database, keys, officer, a_checkin())
    with database.read() as connection:
        (row,) = connection.execute(select(tables.checkins))
    assert set(row._mapping) == {"id", "officer", "sealed"}
    assert b"phq4" not in row.sealed
    assert b"slept" not in row.sealed


def test_a_row_that_was_moved_to_another_officer_does_not_open(database: Database, keys: Keys) -> None:
    officer, another = consenting(database, keys, 1), consenting(database, keys, 2)
    keep(database, keys, officer, a_checkin())
    with database.write() as connection:
        connection.execute(update(tables.checkins).values(officer=another))
    with pytest.raises(SealBroken):
        kept_of(database, keys, another)


def test_one_or_all_can_be_deleted(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    keep(database, keys, officer, a_checkin(1), a_checkin(2), a_checkin(3))
    with database.write() as connection:
        assert checkins.drop(connection, officer, a_checkin(2).id)
        assert not checkins.drop(connection, officer, a_checkin(2).id)
        assert checkins.how_many(connection, officer) == 2
        assert checkins.drop_all(connection, officer) == 2
    assert kept_of(database, keys, officer) == ()


def test_promise_three_forget_me_takes_every_row_with_it(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    keep(database, keys, officer, a_checkin())
    with database.write() as connection:
        checkins.add_feedback(connection, keys, officer, Feedback("f" * 32, NOON, 4, "ABC234", "fine"))
        decide(connection, keys, officer, Unprompted(PLAN, incident=NOON), NOON)
    with database.read() as connection:
        rows = stored(connection, keys, officer).rows
    assert {rows[name] for name in ("checkin", "feedback", "unprompted")} == {1}
    forget(database, keys, officer, NOON)
    with database.read() as connection:
        for table in (tables.checkins, tables.feedbacks, tables.unprompted, due_table):
            assert connection.execute(select(table)).all() == []


def test_what_was_decided_comes_back_whole(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    for chosen in (Unprompted(PLAN, incident=NOON), Unprompted(silent=True), Unprompted()):
        with database.write() as connection:
            decide(connection, keys, officer, chosen, NOON)
        with database.read() as connection:
            assert decided(connection, keys, officer) == chosen


def test_a_plan_has_one_reminder_ahead_however_often_it_is_changed(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    for _ in range(3):
        assert due_kinds(database, keys, officer, Unprompted(PLAN)) == ["checkin_reminder"]
    assert due_kinds(database, keys, officer, Unprompted()) == []


def test_the_path_after_an_incident_has_five_steps_and_keeps_its_times(database: Database, keys: Keys) -> None:
    officer = consenting(database, keys, 1)
    path = ["follow_up"] * 5
    assert due_kinds(database, keys, officer, Unprompted(incident=NOON)) == path
    assert due_kinds(database, keys, officer, Unprompted(PLAN, incident=NOON)) == ["checkin_reminder", *path]
    assert due_kinds(database, keys, officer, Unprompted(PLAN, silent=True, incident=NOON)) == []
    assert due_kinds(database, keys, officer, Unprompted()) == []


def due_kinds(database: Database, keys: Keys, officer: OfficerId, chosen: Unprompted) -> list[str]:
    with database.write() as connection:
        decide(connection, keys, officer, chosen, NOON)
        ahead = due.ready(connection, keys, NOON + 2 * MONTH, ALL_DUE)
        assert all(each.officer == officer for each in ahead)
        return sorted(each.kind for each in ahead)


def test_an_effect_is_counted_in_its_own_transaction(database: Database, keys: Keys, clock: MovableClock) -> None:
    officer = consenting(database, keys, 1)
    counted: list[tuple[str, str]] = []
    with open_diary(database, keys, clock, lambda _c, _o, name, kind: counted.append((name, kind))) as diary:

        def act() -> dict[str, bool]:
            diary.count(officer, "phq4", "0-2")
            return {"kept": diary.knows(officer)}

        assert diary.once(InboxId("1" * 32), "checkin", act) == diary.once(InboxId("1" * 32), "checkin", act)
    assert counted == [("phq4", "0-2")]
