"""The whole way through the terminal door, with the real trained model."""

import base64

from tests.whole.system import Chat, button_ids, documents, texts

SENTENCE = "I need to talk to someone who gets shift work, tuesday evening, by phone"


def test_the_first_message_says_what_it_cannot_promise_in_under_sixty_words(chat: Chat) -> None:
    first = chat.say("somebody quite new", "hello")
    welcome = first["replies"][0]
    assert len(welcome["text"].split()) < 60
    assert [button["id"] for button in welcome["buttons"]] == [
        "crisis.help",
        "job.reach",
        "look.around",
        "consent.yes",
    ]
    for promise in ("not your department", "Telegram", "court"):
        assert promise in welcome["text"]


def test_three_taps_after_a_sentence_lead_to_a_booked_slot(chat: Chat, officer: str) -> None:
    chat.say(officer, SENTENCE)
    chat.press(officer, "slot.hold")
    chat.press(officer, "contact.none")
    booked = chat.press(officer, "booking.confirm")
    (appointment,) = documents(booked)
    calendar = base64.b64decode(appointment["content"]).decode()
    assert "SUMMARY:Appointment" in calendar
    assert "LOCATION" not in calendar
    assert "ORGANIZER" not in calendar


def test_buttons_pressed_by_typing_their_ids_book_a_slot_and_alarm_nobody(chat: Chat) -> None:
    name = "somebody who types ids"
    typed = ["hi", "consent.yes", SENTENCE, "slot.hold", "contact.none", "booking.confirm"]
    answers = [chat.say(name, line) for line in typed]
    assert {answer["risk"] for answer in answers} == {"none"}
    assert documents(answers[-1])


def test_four_taps_from_the_menu_lead_to_a_booked_slot(chat: Chat, officer: str) -> None:
    chat.say(officer, "menu")
    chat.press(officer, "menu.book")
    chat.press(officer, "slot.hold")
    chat.press(officer, "contact.none")
    booked = chat.press(officer, "booking.confirm")
    assert documents(booked)


def test_before_booking_it_says_who_pays_what_is_reported_and_whether_the_department_is_told(
    chat: Chat, officer: str
) -> None:
    chat.say(officer, SENTENCE)
    said = texts(chat.press(officer, "slot.hold")).lower()
    for matter in ("pay", "report", "department"):
        assert matter in said


def test_a_booking_can_be_listed_moved_and_cancelled(chat: Chat, officer: str) -> None:
    chat.say(officer, SENTENCE)
    chat.press(officer, "slot.hold")
    chat.press(officer, "contact.none")
    chat.press(officer, "booking.confirm")
    assert "booking.move" in button_ids(chat.say(officer, "show my bookings"))
    chat.say(officer, "I need to move my appointment")
    chat.press(officer, "slot.hold")
    assert documents(chat.press(officer, "move.confirm"))
    chat.say(officer, "please cancel my booking")
    cancelled = chat.press(officer, "cancel.confirm")
    assert "cancel" in texts(cancelled).lower()


def test_forget_me_leaves_a_stranger_behind(chat: Chat, officer: str) -> None:
    chat.say(officer, "delete everything you have about me")
    chat.press(officer, "forget.confirm")
    again = chat.say(officer, "hello")
    assert "consent.yes" in button_ids(again)


def test_what_it_does_not_understand_it_says_and_offers_two_readings_and_a_human(chat: Chat, officer: str) -> None:
    puzzled = chat.say(officer, "blorp the wizzle")
    assert "human" in button_ids(puzzled)


def test_a_crisis_is_answered_first_even_before_start(chat: Chat) -> None:
    answer = chat.say("a stranger in danger", "I want to kill myself tonight")
    assert answer["risk"] == "crisis"
    assert "988" in answer["replies"][0]["text"]
