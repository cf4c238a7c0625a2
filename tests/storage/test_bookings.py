"""What a booking leaves in the database, and who can read it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from care.bookings import Booked, book, cancel, move
from care.names import BookingReference, OfficerId, SlotId, new_inbox_id, new_reference, new_uuid
from care.slots import hold
from storage import bookings, due
from storage.contacts import contact_place, open_contact
from storage.database import Database
from storage.desk import StoredOffice
from storage.errors import RuleBroken
from storage.index import holder_pseudonym, officer_pseudonym, partner_pseudonym
from storage.keys import Keys
from storage.sealing import SealBroken
from storage.tables.slots import bookings as table
from storage.tables.slots import slots
from tests.cast import NGO_A, NGO_B, a_slot
from tests.databases import NOON, MovableClock
from tests.storage.offices import PRIVATE_KEY, consenting, open_office

NUMBER = "+1 312 555 0150"
SLOT, LATER, PEER = SlotId("six"), SlotId("seven"), SlotId("peer")
PUBLISHED = [
    a_slot(SLOT, NOON + timedelta(days=2)),
    a_slot(LATER, NOON + timedelta(days=3)),
    a_slot(PEER, NOON + timedelta(days=2), "peer"),
]


@pytest.fixture
def office(database: Database, keys: Keys, clock: MovableClock) -> StoredOffice:
    return open_office(database, keys, clock, PUBLISHED)


@pytest.fixture
def officer(database: Database, keys: Keys) -> OfficerId:
    return consenting(database, keys, 1)


def booked(office: StoredOffice, officer: OfficerId, slot: SlotId, contact: str | None = NUMBER) -> Booked:
    with office.desk() as desk:
        hold(desk, officer, slot, new_inbox_id(), NOON)
        outcome = book(desk, officer, slot, contact, new_inbox_id(), NOON)
    assert isinstance(outcome, Booked)
    return outcome


def row(office: StoredOffice, reference: BookingReference) -> Any:
    with office.database.read() as connection:
        return connection.execute(select(table).where(table.c.reference == reference)).one()


def test_a_contact_is_read_by_the_partner_alone_and_its_officer_knows_what_kind(
    office: StoredOffice, officer: OfficerId
) -> None:
    outcome = booked(office, officer, SLOT)
    kept = row(office, outcome.booking.reference)
    place = contact_place(kept.id, NGO_A.id)
    assert open_contact(PRIVATE_KEY, kept.contact, place) == NUMBER
    with office.database.read() as connection:
        assert bookings.contact_kind(connection, office.keys, officer, outcome.booking) == "number"


def test_a_partner_without_a_key_gets_no_contact(office: StoredOffice, officer: OfficerId) -> None:
    outcome = booked(office, officer, PEER)
    kept = row(office, outcome.booking.reference)
    assert (outcome.contact_lost, kept.contact, kept.contact_kind) == (True, None, None)


def test_a_booking_names_its_officer_by_pseudonyms_alone(office: StoredOffice, officer: OfficerId) -> None:
    one, two = (row(office, booked(office, officer, slot).booking.reference) for slot in (SLOT, PEER))
    assert one.officer == two.officer == officer_pseudonym(office.keys, officer)
    assert one.partner_officer == partner_pseudonym(office.keys, officer, NGO_A.id)
    assert two.partner_officer == partner_pseudonym(office.keys, officer, NGO_B.id)
    assert officer not in repr(one._mapping)


def test_two_partners_cannot_join_their_lists(keys: Keys, officer: OfficerId) -> None:
    names = [partner_pseudonym(keys, officer, ngo.id) for ngo in (NGO_A, NGO_B)]
    assert len({*names, officer_pseudonym(keys, officer), holder_pseudonym(keys, officer)}) == 4


def test_a_move_to_another_partner_takes_no_contact_along(office: StoredOffice, officer: OfficerId) -> None:
    with_key = booked(office, officer, SLOT).booking
    with office.desk() as desk:
        moved = move(desk, officer, with_key.reference, PEER, new_inbox_id(), NOON)
    kept = row(office, with_key.reference)
    assert isinstance(moved, Booked)
    assert moved.contact_lost
    assert (kept.contact, kept.slot, kept.sequence) == (None, PEER, 1)
    assert kept.partner_officer == partner_pseudonym(office.keys, officer, NGO_B.id)


def test_a_move_within_a_partners_times_keeps_the_contact(office: StoredOffice, officer: OfficerId) -> None:
    reference = booked(office, officer, SLOT).booking.reference
    with office.desk() as desk:
        moved = move(desk, officer, reference, LATER, new_inbox_id(), NOON)
    kept = row(office, reference)
    assert isinstance(moved, Booked)
    assert not moved.contact_lost
    assert open_contact(PRIVATE_KEY, kept.contact, contact_place(kept.id, NGO_A.id)) == NUMBER


def test_a_cancelled_booking_keeps_no_contact(office: StoredOffice, officer: OfficerId) -> None:
    reference = booked(office, officer, SLOT).booking.reference
    with office.desk() as desk:
        cancel(desk, officer, reference, new_inbox_id(), NOON)
    kept = row(office, reference)
    assert (kept.state, kept.contact, kept.contact_kind, kept.place) == ("cancelled", None, None, None)


def test_a_kind_swapped_between_two_bookings_is_refused(office: StoredOffice, officer: OfficerId) -> None:
    one = booked(office, officer, SLOT).booking
    two = booked(office, officer, LATER, "another number").booking
    with office.database.write() as connection:
        swapped = row(office, two.reference).contact_kind
        connection.execute(update(table).where(table.c.id == one.id).values(contact_kind=swapped))
        with pytest.raises(SealBroken):
            bookings.contact_kind(connection, office.keys, officer, one)


def test_the_database_itself_refuses_a_second_live_booking_of_a_slot(office: StoredOffice, officer: OfficerId) -> None:
    booked(office, officer, SLOT)
    double = {"id": new_uuid(), "reference": new_reference(), "slot": SLOT, "state": "booked", "sequence": 0}
    with pytest.raises(RuleBroken), office.database.write() as connection:
        connection.execute(insert(table).values(**double))


def test_reminders_are_due_a_day_and_an_hour_before(office: StoredOffice, officer: OfficerId) -> None:
    booking = booked(office, officer, SLOT).booking
    with office.database.read() as connection:
        found = due.ready(connection, office.keys, booking.slot.start, ["booking_reminder"])
    reminders = [each for each in found if each.kind == "booking_reminder"]
    assert [booking.slot.start - each.at for each in reminders] == [timedelta(hours=24), timedelta(hours=1)]
    assert {(each.officer, each.content["reference"]) for each in reminders} == {(officer, booking.reference)}
    assert booking.reference not in repr([each.about for each in reminders])


def test_begun_bookings_give_their_places_back(office: StoredOffice, officer: OfficerId, clock: MovableClock) -> None:
    booked(office, officer, SLOT)
    booked(office, officer, PEER)
    later = NOON + timedelta(days=2, hours=1)
    with office.desk() as desk:
        hold(desk, officer, LATER, new_inbox_id(), later)
        assert isinstance(book(desk, officer, LATER, None, new_inbox_id(), later), Booked)


def test_old_bookings_and_slots_are_deleted_thirty_days_after(office: StoredOffice, officer: OfficerId) -> None:
    booking = booked(office, officer, SLOT).booking
    with office.database.write() as connection:
        assert bookings.purge(connection, booking.slot.end + timedelta(days=30)) == 0
        assert bookings.purge(connection, booking.slot.end + timedelta(days=30, minutes=1)) == 1
        assert connection.execute(select(slots.c.id).order_by(slots.c.id)).scalars().all() == [LATER]


def test_a_reference_that_is_drawn_twice_is_drawn_again(
    office: StoredOffice, officer: OfficerId, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = booked(office, officer, SLOT).booking.reference
    drawn = iter([first, first, BookingReference("FRESH2")])
    monkeypatch.setattr(bookings, "new_reference", lambda: next(drawn))
    assert booked(office, officer, LATER).booking.reference == "FRESH2"
    assert replace(booked(office, officer, LATER).booking).reference == "FRESH2"
