"""A booking is counted in its own transaction, with the helper's topic for who asked about none before."""

from dataclasses import replace

import pytest

from actions.booth import Booth
from care.bookings import Booked
from care.directory import ProviderKind
from care.names import OfficerId, SlotId, new_inbox_id
from care.search import Wanted
from care.usage import STATISTICS, phq4_band, topic_of
from storage import usage
from storage.database import Database
from storage.keys import Keys
from storage.salts import salts_of
from storage.usage import Tally
from tests.actions.test_booth import booth, new_officer
from tests.databases import MovableClock

__all__ = ["booth"]  # the fixture


@pytest.fixture
def big_booth(booth: Booth) -> Booth:
    """The counter of a department of 600."""
    return replace(booth, department_size=600, timezone="America/Chicago")


def counted(booth: Booth) -> Tally:
    with booth.database.read() as connection:
        found = usage.open_periods(connection)
        salt = salts_of(booth.keys).get(found[0].id) if found else None
        return usage.tally(connection, salt) if salt else Tally()


def book(booth: Booth, officer: OfficerId, kind: ProviderKind) -> SlotId:
    slot = booth.find(Wanted(provider_kinds=(kind,)), ()).offers[0].slot.id
    assert isinstance(booth.book(officer, slot, None, new_inbox_id()), Booked)
    return slot


def test_a_booking_is_counted_once_with_the_topic_of_its_helper(big_booth: Booth) -> None:
    officer = new_officer(big_booth, "one")
    slot = book(big_booth, officer, ProviderKind.PEER_SUPPORTER)
    big_booth.book(officer, slot, None, new_inbox_id())
    assert counted(big_booth) == {("booked", "yes"): 1, ("topic", "peer_support"): 1}


def test_a_topic_that_was_asked_about_before_stays(big_booth: Booth) -> None:
    officer = new_officer(big_booth, "one")
    with big_booth.database.write() as connection:
        big_booth.totals.count(connection, officer, "topic", "sleep")
    book(big_booth, officer, ProviderKind.PEER_SUPPORTER)
    assert counted(big_booth) == {("booked", "yes"): 1, ("topic", "sleep"): 1}


def test_a_booking_that_is_refused_is_not_counted(big_booth: Booth) -> None:
    first, second = new_officer(big_booth, "one"), new_officer(big_booth, "two")
    slot = book(big_booth, first, ProviderKind.PEER_SUPPORTER)
    big_booth.book(second, slot, None, new_inbox_id())
    assert counted(big_booth)["booked", "yes"] == 1


def test_without_a_department_a_booking_counts_nothing(booth: Booth) -> None:
    book(booth, new_officer(booth, "one"), ProviderKind.PEER_SUPPORTER)
    assert counted(booth) == {}


def test_check_ins_feedback_and_attendance_are_counted_in_the_transaction_of_their_effect(
    sqlite_database: Database, keys: Keys, clock: MovableClock
) -> None:
    desk = Booth(sqlite_database, keys, clock, samples=True, department_size=600, timezone="America/Chicago")
    officer = new_officer(desk, "one")
    with sqlite_database.write() as connection:
        for statistic, category in (("phq4", phq4_band(7)), ("feedback", "4"), ("attended", "yes")):
            assert desk.totals.count(connection, officer, statistic, category)
    assert counted(desk) == {("phq4", "6-8"): 1, ("feedback", "4"): 1, ("attended", "yes"): 1}


def test_every_phq4_score_has_one_band_and_no_other_number_has() -> None:
    assert [phq4_band(score) for score in (0, 2, 3, 5, 6, 8, 9, 12)] == [
        band for band in STATISTICS["phq4"] for _ in range(2)
    ]
    for wrong in (-1, 13):
        with pytest.raises(ValueError, match="0 to 12"):
            phq4_band(wrong)


def test_every_kind_of_helper_has_a_topic() -> None:
    assert {topic_of(kind) for kind in ProviderKind} <= set(STATISTICS["topic"])
