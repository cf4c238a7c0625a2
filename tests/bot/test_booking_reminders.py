"""A booking is reminded of a day and an hour before, and only while it stands and somebody wants to know."""

import json
from datetime import timedelta

import pytest

from care import bookings as rules
from care.bookings import Booked
from care.desk import Booking
from care.names import OfficerId, new_inbox_id
from care.unprompted import Unprompted
from storage import outbox
from storage.desk import StoredOffice
from storage.preferences import decide
from tests.bot.test_reminding import Post, officer, post
from tests.cast import COUNSELLING, a_slot
from tests.databases import NOON
from tests.storage.offices import open_office

__all__ = ["officer", "post"]  # fixtures
STARTS, LATER = NOON + timedelta(days=3), NOON + timedelta(days=5)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def office(post: Post) -> StoredOffice:
    slots = [a_slot("first", STARTS, COUNSELLING.id), a_slot("second", LATER, COUNSELLING.id)]
    return open_office(post.database, post.keys, post.clock, slots)


@pytest.fixture
def booking(office: StoredOffice, officer: OfficerId, post: Post) -> Booking:
    with office.desk() as desk:
        slot = a_slot("first", STARTS).id
        assert desk.claim(slot, officer, NOON, NOON + HOUR)
        made = rules.book(desk, officer, slot, None, new_inbox_id(), NOON)
    assert isinstance(made, Booked)
    return made.booking


def test_a_day_and_an_hour_before_it_is_said_with_ways_to_change_it(
    post: Post, officer: OfficerId, booking: Booking
) -> None:
    said = []
    for at in (STARTS - DAY, STARTS - HOUR):
        post.clock.set(at - timedelta(minutes=2))
        said.append(post.run())
        post.clock.set(at)
        said += [post.run(), post.run()]
    assert said == [0, 1, 0, 0, 1, 0]
    with post.database.read() as connection:
        (first, *_) = outbox.all_waiting(connection, post.keys, officer)
    message = json.loads(first.plain)
    assert booking.reference in message["text"]
    assert [button["id"] for button in message["buttons"]] == ["booking.move", "booking.cancel", "silence.on"]
    assert booking.reference in message["buttons"][0]["payload"]
    assert message["personal"] is True


def test_a_cancelled_booking_is_not_reminded_of(
    post: Post, office: StoredOffice, officer: OfficerId, booking: Booking
) -> None:
    with office.desk() as desk:
        rules.cancel(desk, officer, booking.reference, new_inbox_id(), NOON)
    post.clock.set(STARTS - HOUR)
    assert post.run() == 0


def test_a_moved_booking_is_reminded_of_at_its_new_time(
    post: Post, office: StoredOffice, officer: OfficerId, booking: Booking
) -> None:
    with office.desk() as desk:
        moved = rules.move(desk, officer, booking.reference, a_slot("second", LATER).id, new_inbox_id(), NOON)
    assert isinstance(moved, Booked)
    post.clock.set(STARTS - HOUR)
    assert post.run() == 0
    post.clock.set(LATER - DAY)
    assert post.run() == 1


def test_silence_and_a_session_that_has_begun_are_not_written_about(
    post: Post, officer: OfficerId, booking: Booking
) -> None:
    post.decide(officer, Unprompted(silent=True))
    post.clock.set(STARTS - DAY)
    assert post.run() == 0
    with post.database.write() as connection:
        decide(connection, post.keys, officer, Unprompted(), post.clock.now())
    post.clock.set(STARTS)
    assert post.run() == 0
