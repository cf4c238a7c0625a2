"""What was under way when something else came up is taken up again when that has ended."""

import re
from datetime import timedelta

import pytest

from tests.dialogue.person import Person

HELD = re.compile(r"Back to your booking: .+ It is held for you\.")


def held(person: Person) -> str:
    """Hold a time, and return when it is."""
    person.send("/book_slot")
    person.press("slot.hold")
    found = re.search(r"minutes: (\w+ \w+ \d+, \d\d:\d\d)", person.all_said)
    assert found
    return found[1]


def comes_back(person: Person, when: str) -> None:
    """Hold the last answer to leading back to the held time, and book it from there."""
    assert HELD.search(person.all_said), person.all_said
    assert when in person.all_said
    assert (person.form, person.asked) == ("booking_form", "contact")
    person.press("contact.none")
    assert "Booked. Reference" in person.press("booking.confirm")


def test_forget_me_refused_leads_back_to_the_booking(officer: Person) -> None:
    when = held(officer)
    officer.send("/delete_my_data")
    officer.press("forget.keep")
    comes_back(officer, when)


def test_forget_me_refused_by_a_word_leads_back_too(officer: Person) -> None:
    when = held(officer)
    officer.send("/delete_my_data")
    officer.type("no")
    comes_back(officer, when)


def test_a_whole_check_leads_back_to_the_booking(officer: Person) -> None:
    when = held(officer)
    officer.send("/start_checkin")
    for button in ("check.burnout", "burnout.2"):
        officer.press(button)
    officer.press("check.keep")
    comes_back(officer, when)


def test_a_check_that_is_stopped_leads_back_to_the_booking(officer: Person) -> None:
    when = held(officer)
    officer.send("/start_checkin")
    officer.press("check.phq4")
    officer.press("leave")
    comes_back(officer, when)


def test_after_an_incident_the_booking_is_still_there(officer: Person) -> None:
    when = held(officer)
    assert "Please don't write what happened" in officer.type("i was in a shooting last night")
    officer.press("incident.shaken")
    officer.press("follow.no")
    comes_back(officer, when)


def test_a_booking_of_before_that_stays_where_it_is_leads_back_to_the_new_one(officer: Person) -> None:
    officer.send("/book_slot")
    for button in ("slot.hold", "contact.none", "booking.confirm"):
        officer.press(button)
    when = held(officer)
    officer.send("/reschedule_booking")
    officer.press("move.keep")
    comes_back(officer, when)


def test_feedback_and_reminders_lead_back(officer: Person) -> None:
    when = held(officer)
    officer.send("/give_feedback")
    officer.press("leave")
    assert HELD.search(officer.all_said)
    officer.send("/set_reminders")
    officer.press("leave")
    comes_back(officer, when)


def test_the_time_is_held_for_ten_more_minutes(officer: Person) -> None:
    when = held(officer)
    clock = officer.house.clock
    before = clock.now()
    officer.send("/start_checkin")
    clock.path.write_text((before + timedelta(minutes=14)).isoformat())
    try:
        officer.press("leave")
        comes_back(officer, when)
    finally:
        clock.path.write_text(before.isoformat())


def test_the_wishes_for_a_booking_outlive_a_check(officer: Person) -> None:
    officer.type("a peer supporter by phone")
    officer.send("/start_checkin")
    said = officer.press("leave")
    assert "Back to your booking." in said
    assert said.count("by phone") >= 2
    assert officer.asked == "slot_choice"


def test_a_contact_that_was_left_is_not_asked_for_again(officer: Person) -> None:
    held(officer)
    officer.press("contact.number")
    officer.type("207-555-0155")
    officer.send("/start_checkin")
    officer.press("leave")
    assert officer.asked == "confirmation"
    assert "They get your number." in officer.all_said


def test_three_deep_they_come_back_one_after_the_other(officer: Person) -> None:
    held(officer)
    officer.send("/start_checkin")
    officer.press("check.phq4")
    officer.press("phq4.1")
    officer.send("/set_reminders")
    officer.press("leave")
    assert "Back to your check: " in officer.all_said
    assert "2 of 4" in officer.all_said
    officer.press("leave")
    assert HELD.search(officer.all_said)


def test_a_check_waits_while_a_time_is_booked(officer: Person) -> None:
    officer.send("/start_checkin")
    officer.press("check.phq4")
    officer.press("phq4.1")
    officer.send("/book_slot")
    for button in ("slot.hold", "contact.none", "booking.confirm"):
        officer.press(button)
    assert "Booked. Reference" in officer.all_said
    assert "Back to your check: " in officer.all_said
    assert "2 of 4" in officer.all_said


def test_a_visitors_booking_comes_back_and_start_holds_the_time(visitor: Person) -> None:
    visitor.send("/book_slot")
    visitor.press("slot.hold")
    visitor.send("/start_checkin")
    visitor.press("leave")
    assert "Back to your booking." in visitor.all_said
    visitor.press("consent.yes")
    assert "Held for you" in visitor.all_said


def test_new_wishes_said_elsewhere_take_the_booking_up_at_once(officer: Person) -> None:
    held(officer)
    officer.send("/start_checkin")
    said = officer.type("actually find me a chaplain by phone")
    assert officer.form == "booking_form"
    assert "by phone" in said
    assert "Back to" not in said


def test_asking_for_the_booking_itself_leads_back_at_once(officer: Person) -> None:
    when = held(officer)
    officer.send("/start_checkin")
    officer.send("/book_slot")
    comes_back(officer, when)


def test_a_goodbye_ends_what_waits_too(officer: Person) -> None:
    held(officer)
    officer.send("/start_checkin")
    said = officer.type("goodbye")
    assert "Back to" not in said
    assert officer.form is None
    officer.send("/start_checkin")
    assert "Back to" not in officer.press("leave")


def test_being_forgotten_leaves_nothing_to_come_back_to(officer: Person) -> None:
    held(officer)
    officer.send("/delete_my_data")
    assert "Back to" not in officer.press("forget.confirm")
    assert officer.form is None


def test_it_says_so_in_spanish(spanish_officer: Person) -> None:
    spanish_officer.send("/book_slot")
    spanish_officer.press("slot.hold")
    spanish_officer.send("/delete_my_data")
    assert "Volvamos a su reserva: " in spanish_officer.press("forget.keep")


@pytest.mark.parametrize("word", ["hmm", "maybe", "not sure", "let me think", "i guess"])
def test_an_unsure_word_books_nothing_and_asks_again(officer: Person, word: str) -> None:
    held(officer)
    officer.press("contact.none")
    said = officer.type(word)
    assert "Nothing is decided yet." in said
    assert (officer.form, officer.asked) == ("booking_form", "confirmation")
    assert "Booked. Reference" in officer.type("yes")


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        (["/book_slot"], "slot_choice"),
        (["/book_slot", "slot.hold"], "contact"),
        (["/delete_my_data"], "forget_confirmation"),
        (["/start_checkin", "check.phq4"], "check_answer"),
        (["/start_checkin", "check.burnout", "burnout.2"], "check_answer"),
        (["/ask_trauma_after_incident", "incident.ok"], "incident_answer"),
    ],
)
def test_an_unsure_word_is_neither_a_yes_nor_a_no_anywhere(officer: Person, steps: list[str], asked: str) -> None:
    for step in steps:
        officer.send(step) if step.startswith("/") else officer.press(step)
    form, first = officer.form, officer.type("hmm")
    second = officer.type("maybe")
    assert (officer.form, officer.asked) == (form, asked)
    assert "Nothing is decided yet." in first
    assert "I do nothing without a clear word" in second


def test_an_unsure_word_in_spanish(spanish_officer: Person) -> None:
    spanish_officer.send("/delete_my_data")
    assert "Todavía no hay nada decidido." in spanish_officer.type("no estoy seguro")
    assert spanish_officer.asked == "forget_confirmation"
