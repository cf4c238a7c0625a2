"""Bookings are listed, moved and cancelled; the last tap decides."""

import re

import pytest

from tests.dialogue.person import Person


def book(person: Person, payload: str = "/book_slot") -> str:
    person.send(payload)
    for tap in ["slot.hold", "contact.none", "booking.confirm"]:
        person.press(tap)
    reference = re.search(r"Refer(?:ence|encia) ([A-Z2-9]{6})\.", person.all_said)
    assert reference
    return reference[1]


@pytest.fixture
def booked(officer: Person) -> Person:
    book(officer)
    return officer


def test_the_only_booking_is_shown_in_full_with_its_file(booked: Person) -> None:
    shown = booked.type("my bookings")
    assert booked.documents[0]["kind"] == "appointment"
    assert {"booking.move", "booking.cancel"} <= set(booked.buttons)
    assert re.match(r"[A-Z2-9]{6}: ", shown)


def test_of_two_bookings_one_is_chosen(booked: Person) -> None:
    second = book(booked)
    assert booked.send("/my_bookings").count("\n") == 2
    booked.press("booking.2")
    assert second in booked.all_said or "booking.move" in booked.buttons


def test_a_visitor_has_no_bookings(visitor: Person) -> None:
    assert "You have no open booking." in visitor.type("my bookings")


def test_a_booking_is_moved_to_another_time_of_the_same_service(booked: Person) -> None:
    reference = booked.send("/my_bookings")[:6]
    booked.type("move my appointment")
    booked.press("slot.hold")
    assert booked.asked == "move_confirmation"
    moved = booked.press("move.confirm")
    assert f"Moved. {reference} is now on" in moved
    assert booked.documents == [{"kind": "appointment", "booking": reference}]
    assert booked.form is None


def test_a_move_can_be_given_up_at_the_list_and_at_the_end(booked: Person) -> None:
    booked.send("/reschedule_booking")
    assert "Your booking stays as it was" in booked.press("move.keep")
    booked.send("/reschedule_booking")
    booked.press("slot.hold")
    assert "Your booking stays as it was" in booked.type("no")
    assert booked.form is None


def test_other_times_come_again_before_a_move(booked: Person) -> None:
    booked.send("/reschedule_booking")
    booked.press("slot.hold.2")
    booked.press("booking.back")
    assert booked.asked == "move_slot"


def test_which_of_two_bookings_to_move_is_asked(booked: Person) -> None:
    book(booked)
    assert "Which booking do you want to move?" in booked.send("/reschedule_booking")
    booked.press("booking.2")
    assert booked.asked == "move_slot"


def test_nothing_to_move_or_cancel_is_said_so(officer: Person) -> None:
    assert "You have no open booking." in officer.type("move my appointment")
    assert officer.form is None
    assert "Nothing is booked for you" in officer.send("/cancel_booking")
    assert officer.form is None


def test_a_booking_is_cancelled_after_one_question(booked: Person) -> None:
    booked.type("cancel my appointment")
    assert booked.asked == "cancel_confirmation"
    assert "Cancelled." in booked.press("cancel.confirm")
    assert "You have no open booking." in booked.send("/my_bookings")


def test_a_cancellation_is_confirmed_or_refused_by_words_too(booked: Person) -> None:
    booked.send("/cancel_booking")
    assert "It stays" in booked.type("no")
    booked.send("/cancel_booking")
    assert "Cancelled." in booked.type("yes")


def test_a_question_while_cancelling_is_answered_and_the_question_comes_again(booked: Person) -> None:
    booked.send("/cancel_booking")
    answer = booked.type("why do you ask?")
    assert "So that I change the right booking." in answer
    assert booked.asked == "cancel_confirmation"


def test_from_a_bookings_own_button_no_choice_is_asked(booked: Person) -> None:
    book(booked)
    booked.send("/my_bookings")
    booked.press("booking.1")
    booked.press("booking.cancel")
    assert booked.asked == "cancel_confirmation"


def test_an_old_confirmation_cancels_nothing(booked: Person) -> None:
    booked.send("/confirm_cancel")
    assert "booking.cancel" in booked.buttons  # the booking is there


def test_a_cancellation_that_comes_twice_says_the_same(booked: Person) -> None:
    booked.send("/cancel_booking")
    once = booked.send("/confirm_cancel", inbox="b" * 32)  # type: ignore[arg-type]
    assert booked.send("/confirm_cancel", inbox="b" * 32) == once  # type: ignore[arg-type]


def test_somebody_elses_booking_cannot_be_named(booked: Person, visitor: Person) -> None:
    reference = booked.send("/my_bookings")[:6]
    visitor.start()
    assert "You have no open booking." in visitor.send(f'/cancel_booking{{"booking": "{reference}"}}')
    assert reference in booked.send("/my_bookings")


def test_moved_and_cancelled_in_spanish(spanish_officer: Person) -> None:
    book(spanish_officer)
    spanish_officer.send("/reschedule_booking")
    spanish_officer.press("slot.hold")
    assert "Movida." in spanish_officer.press("move.confirm")
    spanish_officer.send("/cancel_booking")
    assert "Cancelada." in spanish_officer.press("cancel.confirm")
