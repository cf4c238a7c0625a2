"""An appointment that took place is counted two days later, once, whoever never said a word about it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from actions.booth import Booth
from care.desk import BookingState
from care.names import OfficerId, new_inbox_id
from reports.attendance import count_attended
from storage import forgetting, usage
from storage.salts import salts_of
from storage.tables.slots import bookings
from tests.actions.test_booth import booth, first_slot, new_officer
from tests.databases import MovableClock

__all__ = ["booth"]  # the fixture


@pytest.fixture
def desk(booth: Booth) -> Booth:
    return replace(booth, department_size=600, timezone="America/Chicago")


def book(desk: Booth, chat: str) -> OfficerId:
    officer = new_officer(desk, chat)
    desk.book(officer, first_slot(desk), None, new_inbox_id())
    return officer


def attended(desk: Booth) -> int:
    """Count as the gateway does every day, and return how many stand in the running period."""
    with desk.database.write() as connection:
        desk.totals.open(connection)
        count_attended(connection, desk.keys, desk.totals)
        period = usage.open_periods(connection)[-1]
        salt = salts_of(desk.keys).get(period.id)
        assert salt is not None
        return usage.tally(connection, salt)["attended", "yes"]


def test_an_appointment_counts_two_days_after_it_and_once(desk: Booth, clock: MovableClock) -> None:
    officer = book(desk, "one")
    end = desk.bookings(officer)[0].slot.end
    clock.set(end + timedelta(days=1, hours=23))
    assert attended(desk) == 0
    clock.set(end + timedelta(days=2, minutes=1))
    assert [attended(desk), attended(desk)] == [1, 1]


@pytest.mark.parametrize("state", [BookingState.CANCELLED, BookingState.NOSHOW])
def test_what_was_cancelled_or_marked_as_missed_does_not_count(
    desk: Booth, clock: MovableClock, state: BookingState
) -> None:
    officer = book(desk, "one")
    end = desk.bookings(officer)[0].slot.end
    with desk.database.write() as connection:
        connection.execute(update(bookings).values(state=state))
    clock.set(end + timedelta(days=3))
    assert attended(desk) == 0


def test_an_appointment_counts_in_the_period_of_its_second_day_after_and_in_no_other(
    desk: Booth, clock: MovableClock
) -> None:
    officer = book(desk, "one")
    end = desk.bookings(officer)[0].slot.end
    clock.set(end + timedelta(days=3))
    assert attended(desk) == 1
    clock.set(end + timedelta(days=92))  # bookings are kept for 30 days, but here none was purged
    assert attended(desk) == 0


def test_who_was_forgotten_is_not_counted(desk: Booth, clock: MovableClock) -> None:
    officer = book(desk, "one")
    end = desk.bookings(officer)[0].slot.end
    clock.set(end + timedelta(days=1))
    forgetting.forget(desk.database, desk.keys, officer, clock.now())
    clock.set(end + timedelta(days=3))
    assert attended(desk) == 0
