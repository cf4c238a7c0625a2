"""A partner's bookings: the contact behind a click and the audit, and an officer who is told what changes."""

from datetime import timedelta

import pytest

from bot.due import DueRunner
from care import bookings as booking_rules
from care import slots as slot_rules
from care.bookings import Booked
from care.desk import Booking
from care.names import OfficerId, SlotId, new_inbox_id
from console.house import House
from storage import outbox, slots
from storage.desk import StoredOffice
from storage.slots import slot_now
from tests.cast import a_slot
from tests.console.conftest import PASSWORD, Browser
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting

TOMORROW = NOON + timedelta(days=1)
CONTACT = "207-555-0123"


@pytest.fixture
def booked(house: House, partner: Browser) -> tuple[OfficerId, Booking]:
    """Return an officer with a booking at NGO A, whose key the partner has made."""
    partner.send("/key", password=PASSWORD)
    officer = consenting(house.database, house.keys, 1)
    with house.database.write() as connection:
        slots.add_slots(connection, [a_slot("slot-a", TOMORROW), a_slot("slot-b", TOMORROW + timedelta(hours=2))])
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        slot_rules.hold(desk, officer, SlotId("slot-a"), new_inbox_id(), NOON)
        result = booking_rules.book(desk, officer, SlotId("slot-a"), CONTACT, new_inbox_id(), NOON)
    assert isinstance(result, Booked)
    return officer, result.booking


def told(house: House, officer: OfficerId) -> list[str]:
    """Run what is due and return what waits for the officer, as text."""
    DueRunner(house.database, house.keys, house.words, house.clock).run()
    with house.database.read() as connection:
        return [row.plain.decode() for row in outbox.all_waiting(connection, house.keys, officer)]


def test_the_key_is_made_once_and_its_code_is_printed(partner: Browser) -> None:
    _, page = partner.send("/key", password=PASSWORD)
    assert "Print this code" in page
    assert "already" in partner.send("/key", password=PASSWORD)[1]
    assert partner.send("/key", password="wrong")[0] == 422


def test_a_contact_opens_with_a_click_and_only_after_the_audit(
    house: House, partner: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    path = f"/bookings/{booked[1].id}"
    assert CONTACT not in partner.get(path)
    assert CONTACT in partner.send(f"{path}/contact")[1]
    last = house.audit.verify(house.database)[-1]
    assert (last["what"], last["about"]) == ("contact.read", booked[1].id)


def test_a_partner_whose_key_is_not_open_reads_no_contact(
    house: House, partner: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    house.opened.clear()
    _, page = partner.send(f"/bookings/{booked[1].id}/contact")
    assert CONTACT not in page
    assert "Enter your password" in page
    partner.send("/key/open", kind="open", password=PASSWORD)
    assert CONTACT in partner.send(f"/bookings/{booked[1].id}/contact")[1]


def test_another_partner_finds_no_such_booking(
    house: House, booked: tuple[OfficerId, Booking], other_partner: Browser
) -> None:
    assert other_partner.client.get(f"/bookings/{booked[1].id}").status_code == 404
    assert other_partner.send(f"/bookings/{booked[1].id}/contact")[0] == 404
    assert booked[1].reference not in other_partner.get("/bookings")


def test_a_cancelled_officer_is_told_with_other_times_and_the_first_is_kept(
    house: House, partner: Browser, booked: tuple[OfficerId, Booking], clock: MovableClock
) -> None:
    officer, booking = booked
    partner.send(f"/bookings/{booking.id}/cancel")
    (message,) = told(house, officer)
    assert booking.reference in message
    assert "slot-b" in message
    with house.database.read() as connection:
        kept = slot_now(connection, SlotId("slot-b"), NOON + timedelta(hours=1))
        gone = slot_now(connection, SlotId("slot-a"), NOON)
    assert kept is not None
    assert gone is not None
    assert (kept.state, gone.state) == ("busy-tentative", "busy-unavailable")


def test_an_officer_who_is_told_can_book_the_time_that_is_kept(
    house: House, partner: Browser, booked: tuple[OfficerId, Booking], clock: MovableClock
) -> None:
    partner.send(f"/bookings/{booked[1].id}/cancel")
    told(house, booked[0])
    clock.move(timedelta(hours=1))
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        result = booking_rules.book(desk, booked[0], SlotId("slot-b"), None, new_inbox_id(), clock.now())
    assert isinstance(result, Booked)


def test_a_message_reaches_the_officer_by_reference_alone(
    house: House, partner: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    partner.send(f"/bookings/{booked[1].id}/tell", what="message", text="Please use the back door")
    partner.send(f"/bookings/{booked[1].id}/tell", what="late")
    messages = told(house, booked[0])
    assert "Please use the back door" in messages[0]
    assert "late" in messages[1]


def test_a_booking_is_found_by_what_the_officer_says_on_the_phone(
    partner: Browser, other_partner: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    reference = booked[1].reference
    spoken = f"/bookings?reference={reference[:3].lower()}-{reference[3:]}"
    assert f"Booking {reference}" in partner.get(spoken)
    assert "None of your bookings" in other_partner.get(spoken)
    assert "None of your bookings" in partner.get("/bookings?reference=ZZZZZZ")


def test_who_came_is_marked_only_after_the_time_has_begun(
    house: House, partner: Browser, booked: tuple[OfficerId, Booking], clock: MovableClock
) -> None:
    path = f"/bookings/{booked[1].id}"
    partner.send(f"{path}/mark", state="attended")
    assert "attended" not in partner.get("/bookings")
    clock.set(TOMORROW + timedelta(hours=1))
    partner.send(f"{path}/mark", state="attended")
    assert "attended" in partner.get("/bookings")


def test_a_new_booking_says_so_until_somebody_looks(partner: Browser, booked: tuple[OfficerId, Booking]) -> None:
    assert 'class="tag care">new' in partner.get("/bookings")
    partner.get(f"/bookings/{booked[1].id}")
    assert 'class="tag care">new' not in partner.get("/bookings")
