from datetime import timedelta

import pytest

from actions.booth import Booth
from actions.wishes import is_class
from care.bookings import Booked, Cancelled
from care.consent import consent_now
from care.desk import Refusal
from care.names import OfficerId, SlotId, new_inbox_id
from care.officers import Address, Preferences
from care.search import Wanted
from care.slots import Held
from settings import ROOT
from storage.database import Database
from storage.keys import Keys
from storage.officers import Officers
from storage.samples import load_samples, top_up_slots
from tests.databases import MovableClock

ANYBODY = Wanted()


@pytest.fixture
def booth(sqlite_database: Database, keys: Keys, clock: MovableClock) -> Booth:
    load_samples(sqlite_database, ROOT / "samples", clock.now())
    top_up_slots(sqlite_database, clock.now())
    return Booth(sqlite_database, keys, clock, samples=True)


def new_officer(booth: Booth, chat: str) -> OfficerId:
    with booth.database.write() as connection:
        preferences = Preferences("en", "America/New_York")
        consent = consent_now(booth.clock.now())
        return Officers(booth.keys).create(connection, Address("terminal", chat), preferences, consent)


@pytest.fixture
def officer(booth: Booth) -> OfficerId:
    return new_officer(booth, "one")


@pytest.fixture
def another_officer(booth: Booth) -> OfficerId:
    return new_officer(booth, "another")


def first_slot(booth: Booth) -> SlotId:
    return booth.find(ANYBODY, ()).offers[0].slot.id


def test_a_message_that_comes_twice_books_once(booth: Booth, officer: OfficerId) -> None:
    slot, inbox = first_slot(booth), new_inbox_id()
    assert isinstance(booth.hold(officer, slot, new_inbox_id()), Held)
    once, twice = (booth.book(officer, slot, "207-555-0155", inbox) for _ in range(2))
    assert isinstance(once, Booked)
    assert once == twice
    assert len(booth.bookings(officer)) == 1


def test_a_hold_that_ran_out_is_renewed_when_the_slot_is_still_free(
    booth: Booth, officer: OfficerId, clock: MovableClock
) -> None:
    slot = first_slot(booth)
    booth.hold(officer, slot, new_inbox_id())
    clock.move(timedelta(minutes=11))
    assert isinstance(booth.book(officer, slot, None, new_inbox_id()), Booked)


def test_a_slot_that_another_took_is_refused_and_others_are_offered(
    booth: Booth, officer: OfficerId, another_officer: OfficerId, clock: MovableClock
) -> None:
    slot = first_slot(booth)
    booth.hold(officer, slot, new_inbox_id())
    clock.move(timedelta(minutes=11))
    booth.hold(another_officer, slot, new_inbox_id())
    assert booth.book(officer, slot, None, new_inbox_id()) is Refusal.TAKEN
    instead = booth.instead(ANYBODY, slot)
    assert instead.offers
    assert slot not in {each.slot.id for each in instead.offers}


def test_what_kind_was_left_is_known_to_its_officer_alone(
    booth: Booth, officer: OfficerId, another_officer: OfficerId
) -> None:
    booked = booth.book(officer, first_slot(booth), "207-555-0155", new_inbox_id())
    assert isinstance(booked, Booked)
    assert booth.left_for(officer, booked.booking) == "number"
    assert booth.bookings(another_officer) == ()


def test_another_officers_booking_can_be_neither_moved_nor_cancelled(
    booth: Booth, officer: OfficerId, another_officer: OfficerId
) -> None:
    booked = booth.book(officer, first_slot(booth), None, new_inbox_id())
    assert isinstance(booked, Booked)
    reference, other = booked.booking.reference, first_slot(booth)
    assert isinstance(booth.move(another_officer, reference, other, new_inbox_id()), Refusal)
    assert isinstance(booth.cancel(another_officer, reference, new_inbox_id()), Refusal)
    assert isinstance(booth.cancel(officer, reference, new_inbox_id()), Cancelled)


def test_classes_are_offered_only_to_those_who_ask_for_them(booth: Booth) -> None:
    assert not any(is_class(each.service) for each in booth.find(ANYBODY, ()).offers)
    seats = booth.find(ANYBODY, (), classes=True).offers
    assert seats
    assert all(is_class(each.service) for each in seats)


def test_the_live_system_shows_no_sample(sqlite_database: Database, keys: Keys, clock: MovableClock) -> None:
    load_samples(sqlite_database, ROOT / "samples", clock.now())
    live = Booth(sqlite_database, keys, clock, samples=False)
    assert live.services() == ()
    assert live.find(ANYBODY, ()).offers == ()


def test_the_forgotten_hold_nothing(booth: Booth, officer: OfficerId) -> None:
    booked = booth.book(officer, first_slot(booth), None, new_inbox_id())
    assert isinstance(booked, Booked)
    booth.forget(officer)
    booth.forget(officer)
    offer = booth.offer(booked.booking.slot.id)
    assert offer is not None
    assert offer.slot.id in {each.slot.id for each in booth.find(ANYBODY, ()).offers}
