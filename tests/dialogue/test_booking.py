"""A time is found, held, and booked: by words and by buttons, with changes of mind on the way."""

import re
from datetime import timedelta

from storage.slots import claim
from tests.dialogue.person import Person

SENTENCE = "I need to talk to someone who gets shift work, tuesday evening, by phone"


def hold_first(person: Person) -> str:
    person.send("/book_slot")
    return person.press("slot.hold")


def test_three_taps_after_a_sentence(officer: Person) -> None:
    listed = officer.type(SENTENCE)
    assert listed.count("Tue Nov 17") == 3
    assert listed.count("by phone") == 3
    taps = ["slot.hold", "contact.none", "booking.confirm"]
    for tap in taps:
        officer.press(tap)
    reference = re.search(r"Reference ([A-Z2-9]{6})\.", officer.all_said)
    assert reference
    assert officer.documents == [{"kind": "appointment", "booking": reference[1]}]
    assert "555-01" in officer.all_said  # the partner's number, and the reference is the code to give


def test_four_taps_from_the_menu(officer: Person) -> None:
    officer.send("/help_menu")
    for tap in ["menu.book", "slot.hold", "contact.none", "booking.confirm"]:
        officer.press(tap)
    assert "Booked." in officer.all_said


def test_four_taps_in_spanish(spanish_officer: Person) -> None:
    spanish_officer.send("/help_menu")
    for tap in ["menu.book", "slot.hold", "contact.none", "booking.confirm"]:
        spanish_officer.press(tap)
    assert "Reservado. Referencia" in spanish_officer.all_said


def test_before_booking_it_says_who_pays_and_who_would_learn_of_it(officer: Person) -> None:
    held = hold_first(officer)
    for said in ("Held for you for 10 minutes", "Who pays: ", "Must report: ", "Tells your department: "):
        assert said in held


def test_a_visitor_looks_at_times_and_holds_one_only_after_start(visitor: Person) -> None:
    visitor.send("/look_around")
    assert "Nothing is stored until you press Start." in visitor.all_said
    visitor.press("menu.book")
    assert "slot.hold" in visitor.buttons
    visitor.press("slot.hold")
    assert visitor.asked == "slot_choice"
    visitor.press("consent.yes")
    assert "Held for you" in visitor.all_said
    assert visitor.asked == "contact"


def test_a_visitor_who_says_no_has_left_nothing(visitor: Person) -> None:
    visitor.send("/book_slot")
    visitor.press("slot.hold")
    visitor.press("leave")
    assert visitor.form is None
    assert visitor.officer is None


def test_no_friday_lists_friday(officer: Person) -> None:
    officer.type(SENTENCE)
    officer.press("slot.hold")
    listed = officer.type("no, friday")
    assert "Fri Nov 20" in listed
    assert "Tue" not in listed
    assert listed.count("by phone") == 3


def test_actually_by_video_changes_only_that(officer: Person) -> None:
    officer.type(SENTENCE)
    listed = officer.type("actually by video")
    assert "by video" in listed
    assert "by phone" not in listed


def test_an_offered_time_named_by_its_hour_is_held(officer: Person) -> None:
    officer.type(SENTENCE)
    hour = re.search(r"2\. Tue Nov 17, (\d\d):00", officer.all_said)
    assert hour
    times = re.findall(r"Tue Nov 17, (\d\d):00", officer.all_said)
    if times.count(hour[1]) == 1:
        assert "Held for you" in officer.type(f"{hour[1]}:00")


def test_more_times_are_others_and_after_the_last_come_the_first(officer: Person) -> None:
    officer.send("/ask_financial_legal_help")
    first = dict(officer.buttons)
    officer.press("slots.more")
    assert officer.buttons["slot.hold"] != first["slot.hold"]
    for _ in range(60):
        if "That was the last of them." in officer.all_said:
            break
        officer.press("slots.more")
    assert officer.buttons["slot.hold"] == first["slot.hold"]


def test_when_nothing_fits_it_says_which_wish_it_left_out(officer: Person) -> None:
    listed = officer.send('/book_slot{"provider_kind": "legal", "modality": "phone", "language": "fr"}')
    assert "I left out: the language" in listed
    officer.press("slots.widen")
    assert "I left out" not in officer.all_said


def test_a_slot_taken_meanwhile_is_followed_by_the_next_best(officer: Person, visitor: Person) -> None:
    officer.type(SENTENCE)
    slot = officer.buttons["slot.hold"]
    visitor.start()
    visitor.send(slot)
    again = officer.press("slot.hold")
    assert "Somebody just took that time." in again
    assert officer.buttons["slot.hold"] != slot
    assert officer.asked == "slot_choice"


def test_a_contact_given_once_is_not_asked_again_when_the_slot_is_lost(officer: Person) -> None:
    hold_first(officer)
    officer.press("contact.alias")
    officer.type("Sam")
    assert officer.asked == "confirmation"
    officer.press("booking.back")
    officer.press("slot.hold.2")
    assert officer.asked == "confirmation"
    assert "They get the name you gave." in officer.all_said


def test_a_number_goes_sealed_to_the_partner(officer: Person) -> None:
    officer.type("a counselor by phone please")
    officer.press("slot.hold")
    officer.press("contact.number")
    assert officer.asked == "contact_number"
    officer.type("207-555-0155")
    assert "They get your number." in officer.all_said
    officer.press("booking.confirm")
    assert "they call the number you left" in officer.all_said
    assert "207-555-0155" not in "".join(officer.turns)


def test_a_number_typed_at_once_is_taken_without_another_question(officer: Person) -> None:
    hold_first(officer)
    officer.type("call me at 207-555-0155")
    assert officer.asked == "confirmation"
    assert "They get your number." in officer.all_said


def test_what_is_no_number_is_asked_again_and_nothing_may_be_left_after_all(officer: Person) -> None:
    hold_first(officer)
    officer.press("contact.number")
    assert "does not look like a phone number" in officer.type("555-12")
    officer.press("contact.none")
    assert officer.asked == "confirmation"
    assert "You leave nothing." in officer.all_said


def test_why_do_you_ask_is_answered_and_the_question_comes_again(officer: Person) -> None:
    hold_first(officer)
    answer = officer.type("why do you ask?")
    assert "You can leave nothing." in answer
    assert officer.asked == "contact"
    assert "contact.none" in officer.buttons


def test_a_question_of_law_in_the_middle_is_answered_by_its_topic(officer: Person) -> None:
    hold_first(officer)
    answer = officer.type("can a court get this chat")
    assert "Jaffee" in answer
    assert officer.asked == "contact"


def test_a_person_can_be_asked_for_in_the_middle(officer: Person) -> None:
    hold_first(officer)
    assert "988" in officer.type("give me a real person")
    assert officer.form == "booking_form"


def test_stop_frees_the_slot(officer: Person) -> None:
    hold_first(officer)
    officer.press("contact.none")
    left = officer.press("leave")
    assert "the time is free again" in left
    assert officer.form is None


def test_never_mind_leaves_at_any_question(officer: Person) -> None:
    officer.send("/book_slot")
    officer.type("never mind")
    assert officer.form is None
    hold_first(officer)
    officer.press("contact.none")
    officer.type("no")
    assert officer.form is None
    assert "Nothing is booked" in officer.all_said


def test_cancel_in_the_middle_leaves_and_books_nothing(officer: Person) -> None:
    hold_first(officer)
    officer.type("cancel")
    assert officer.form is None
    assert "You have no open booking." in officer.send("/my_bookings")


def test_a_hold_that_ran_out_is_booked_when_it_is_still_free(officer: Person) -> None:
    hold_first(officer)
    officer.press("contact.none")
    began = officer.house.clock.now()
    officer.house.clock.path.write_text((began + timedelta(minutes=11)).isoformat())
    try:
        assert "Booked." in officer.press("booking.confirm")
    finally:
        officer.house.clock.path.write_text(began.isoformat())


def test_a_hold_lost_to_another_leads_to_other_times(officer: Person, visitor: Person) -> None:
    hold_first(officer)
    slot = officer.house.database
    officer.press("contact.none")
    began = officer.house.clock.now()
    later = began + timedelta(minutes=11)
    visitor.start()
    assert visitor.officer is not None
    held = str(officer.held)
    with slot.write() as connection:
        until = later + timedelta(minutes=10)
        claim(connection, officer.house.keys, held, visitor.officer, later, until)  # type: ignore[arg-type]
    officer.house.clock.path.write_text(later.isoformat())
    try:
        answer = officer.press("booking.confirm")
    finally:
        officer.house.clock.path.write_text(began.isoformat())
    assert "Somebody just took that time." in answer
    assert "slot.hold" in officer.buttons


def test_two_open_bookings_are_the_most(officer: Person) -> None:
    for _ in range(2):
        hold_first(officer)
        officer.press("contact.none")
        officer.press("booking.confirm")
    assert "two is the most" in hold_first(officer)
    assert "menu.bookings" in officer.buttons


def test_the_same_message_again_books_nothing_twice(officer: Person) -> None:
    hold_first(officer)
    officer.press("contact.none")
    once = officer.send("/confirm_booking", inbox="a" * 32)  # type: ignore[arg-type]
    assert officer.send("/confirm_booking", inbox="a" * 32) == once  # type: ignore[arg-type]
    reference = re.search(r"Reference ([A-Z2-9]{6})\.", once)
    assert reference
    assert officer.send("/my_bookings").startswith(f"{reference[1]}: ")  # the only one is shown in full


def test_a_video_booking_gives_the_link(officer: Person) -> None:
    officer.send('/book_slot{"modality": "video"}')
    for tap in ["slot.hold", "contact.none", "booking.confirm"]:
        officer.press(tap)
    assert "https://" in officer.all_said


def test_a_booking_in_person_gives_directions(officer: Person) -> None:
    officer.send('/book_slot{"modality": "in_person"}')
    for tap in ["slot.hold", "contact.none", "booking.confirm"]:
        officer.press(tap)
    assert "Give the reference." in officer.all_said
    assert "not known here" not in officer.all_said


def test_a_button_for_a_slot_that_is_none_is_answered(officer: Person) -> None:
    answer = officer.send('/choose_slot{"slot": "../../etc/passwd"}')
    assert "no longer free" in answer
    assert officer.asked == "slot_choice"


def test_a_confirmation_with_nothing_held_lists_times(officer: Person) -> None:
    officer.send("/confirm_booking")
    assert officer.asked == "slot_choice"
    assert "slot.hold" in officer.buttons


def test_a_time_gone_by_is_said_so(officer: Person) -> None:
    answer = officer.send('/book_slot{"datetime": {"date": "2026-11-02"}}')
    assert "That time has passed." in answer
    assert "slot.hold" in officer.buttons


def test_seats_in_workshops_are_booked_like_times(officer: Person) -> None:
    officer.type("are there any workshops")
    officer.press("workshops.seats")
    assert "Workshop" in officer.all_said
    officer.press("slot.hold")
    assert "Held for you" in officer.all_said
