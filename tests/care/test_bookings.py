from datetime import timedelta

from care.bookings import Booked, Cancelled, book, cancel, move
from care.desk import Booking, BookingState, Refusal
from care.directory import SlotState
from care.names import BookingReference, InboxId, OfficerId, SlotId
from care.slots import HOLD_FOR, Held, hold
from tests.care.fake_desk import FakeDesk
from tests.cast import ANOTHER, OFFICER, a_slot
from tests.databases import NOON

SLOTS = [SlotId(f"slot {number}") for number in range(5)]


def a_desk() -> FakeDesk:
    slots = [a_slot(name, NOON + timedelta(days=2, hours=hour)) for hour, name in enumerate(SLOTS)]
    return FakeDesk.of(slots, [OFFICER, ANOTHER])


def booked(desk: FakeDesk, officer: OfficerId, slot: SlotId, contact: str | None = None) -> Booking:
    hold(desk, officer, slot, InboxId(f"hold {officer} {slot}"), NOON)
    outcome = book(desk, officer, slot, contact, InboxId(f"book {officer} {slot}"), NOON)
    assert isinstance(outcome, Booked)
    return outcome.booking


def test_what_is_held_can_be_booked() -> None:
    desk = a_desk()
    booking = booked(desk, OFFICER, SLOTS[0])
    assert (booking.slot.id, booking.state, len(booking.reference)) == (SLOTS[0], BookingState.BOOKED, 6)
    assert desk.slots[SLOTS[0]].state is SlotState.BUSY


def test_nobody_books_on_the_hold_of_another() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOTS[0], InboxId("1"), NOON)
    assert book(desk, ANOTHER, SLOTS[0], None, InboxId("2"), NOON) is Refusal.TAKEN


def test_a_hold_that_ran_out_is_not_booked_but_said_to_have_ended() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOTS[0], InboxId("1"), NOON)
    assert book(desk, OFFICER, SLOTS[0], None, InboxId("2"), NOON + HOLD_FOR) is Refusal.HOLD_ENDED


def test_a_repeated_message_books_once_and_says_the_same() -> None:
    desk = a_desk()
    hold(desk, OFFICER, SLOTS[0], InboxId("1"), NOON)
    first = book(desk, OFFICER, SLOTS[0], "555-0150", InboxId("2"), NOON)
    assert book(desk, OFFICER, SLOTS[0], "555-0150", InboxId("2"), NOON) == first
    assert len(desk.booked) == 1


def test_confirm_pressed_twice_is_one_booking() -> None:
    desk = a_desk()
    booking = booked(desk, OFFICER, SLOTS[0])
    again = book(desk, OFFICER, SLOTS[0], None, InboxId("pressed again"), NOON)
    assert isinstance(again, Booked)
    assert again.booking.reference == booking.reference


def test_an_officer_has_two_open_bookings_at_most() -> None:
    desk = a_desk()
    booked(desk, OFFICER, SLOTS[0])
    booked(desk, OFFICER, SLOTS[1])
    assert hold(desk, OFFICER, SLOTS[2], InboxId("third"), NOON) is Refusal.TWO_OPEN


def test_with_two_open_bookings_one_can_still_be_moved() -> None:
    desk = a_desk()
    first, _ = booked(desk, OFFICER, SLOTS[0]), booked(desk, OFFICER, SLOTS[1])
    assert isinstance(hold(desk, OFFICER, SLOTS[2], InboxId("new time"), NOON, moving=True), Held)
    moved = move(desk, OFFICER, first.reference, SLOTS[2], InboxId("move"), NOON)
    assert isinstance(moved, Booked)
    assert (moved.booking.slot.id, moved.booking.reference) == (SLOTS[2], first.reference)
    assert desk.slots[SLOTS[0]].state is SlotState.FREE


def test_a_move_that_fails_leaves_the_booking_where_it_was() -> None:
    desk = a_desk()
    mine, _ = booked(desk, OFFICER, SLOTS[0]), booked(desk, ANOTHER, SLOTS[1])
    assert move(desk, OFFICER, mine.reference, SLOTS[1], InboxId("move"), NOON) is Refusal.TAKEN
    assert desk.open_bookings(OFFICER, NOON) == (mine,)


def test_a_cancelled_booking_frees_its_slot_and_its_reminders() -> None:
    desk = a_desk()
    booking = booked(desk, OFFICER, SLOTS[0])
    assert isinstance(cancel(desk, OFFICER, booking.reference, InboxId("cancel"), NOON), Cancelled)
    assert (desk.open_bookings(OFFICER, NOON), desk.reminders, desk.questions) == ((), [], [])
    assert isinstance(hold(desk, ANOTHER, SLOTS[0], InboxId("next"), NOON), Held)


def test_nobody_moves_or_cancels_the_booking_of_another() -> None:
    desk = a_desk()
    theirs = booked(desk, ANOTHER, SLOTS[0]).reference
    assert cancel(desk, OFFICER, theirs, InboxId("1"), NOON) is Refusal.UNKNOWN
    assert move(desk, OFFICER, theirs, SLOTS[1], InboxId("2"), NOON) is Refusal.UNKNOWN
    assert cancel(desk, OFFICER, BookingReference("??????"), InboxId("3"), NOON) is Refusal.UNKNOWN


def test_a_booking_that_has_begun_is_no_longer_open() -> None:
    desk = a_desk()
    booking = booked(desk, OFFICER, SLOTS[0])
    later = booking.slot.start
    assert cancel(desk, OFFICER, booking.reference, InboxId("1"), later) is Refusal.UNKNOWN
    assert desk.open_bookings(OFFICER, later) == ()


def test_reminders_come_a_day_and_an_hour_before_and_move_along() -> None:
    desk = a_desk()
    booking = booked(desk, OFFICER, SLOTS[0])
    move(desk, OFFICER, booking.reference, SLOTS[3], InboxId("move"), NOON)
    start = desk.slots[SLOTS[3]].start
    assert [at for _, at in desk.reminders] == [start - timedelta(hours=24), start - timedelta(hours=1)]


def test_who_books_for_the_same_evening_is_reminded_an_hour_before_alone() -> None:
    desk = FakeDesk.of([a_slot("tonight", NOON + timedelta(hours=6))], [OFFICER])
    booked(desk, OFFICER, SlotId("tonight"))
    assert [at for _, at in desk.reminders] == [NOON + timedelta(hours=5)]


def test_a_contact_that_no_partner_key_can_seal_is_told_as_lost() -> None:
    desk = a_desk()
    desk.keyless.add(desk.slots[SLOTS[0]].service)
    hold(desk, OFFICER, SLOTS[0], InboxId("1"), NOON)
    outcome = book(desk, OFFICER, SLOTS[0], "555-0150", InboxId("2"), NOON)
    assert isinstance(outcome, Booked)
    assert outcome.contact_lost
    assert not outcome.booking.has_contact
