"""Check-ins, the path after an incident and reminders through the gateway, with the real trained model."""

import base64
import json

from tests.whole.system import Answer, Chat, button_ids, documents, texts


def phq4(chat: Chat, officer: str, *buttons: str) -> Answer:
    chat.say(officer, "start a check in")
    answer = chat.press(officer, "check.phq4")
    for button in buttons:
        answer = chat.press(officer, button)
    return answer


def test_a_check_in_buttons_numbers_and_words_is_kept_only_on_keep(chat: Chat, officer: str) -> None:
    chat.say(officer, "check in")
    assert "1 of 4" in texts(chat.press(officer, "check.phq4"))
    assert "2 of 4" in texts(chat.press(officer, "phq4.1"))
    assert "3 of 4" in texts(chat.say(officer, "several days"))
    assert "4 of 4" in texts(chat.say(officer, "más de la mitad de los días"))
    result = chat.say(officer, "2")
    assert "5 of 12" in texts(result)
    assert "not a diagnosis" in texts(result)
    assert "check.keep" in button_ids(result)
    assert "Kept, sealed" in texts(chat.press(officer, "check.keep"))


def test_a_question_in_between_is_answered_and_the_check_goes_on(chat: Chat, officer: str) -> None:
    chat.say(officer, "check in")
    chat.press(officer, "check.phq4")
    chat.press(officer, "phq4.0")
    between = texts(chat.say(officer, "who learns of what I tell you?"))
    assert "2 of 4" in between
    assert "3 of 4" in texts(chat.press(officer, "phq4.0"))


def test_a_crisis_in_between_comes_first_and_the_check_waits(chat: Chat, officer: str) -> None:
    chat.say(officer, "check in")
    chat.press(officer, "check.phq4")
    answer = chat.say(officer, "I want to kill myself tonight")
    assert answer["risk"] == "crisis"
    assert "988" in answer["replies"][0]["text"]
    assert "of 4" not in texts(answer)


def test_the_highest_band_asks_directly_and_offers_a_time(chat: Chat, officer: str) -> None:
    result = phq4(chat, officer, *["phq4.3"] * 4)
    assert "Are you thinking about killing yourself?" in texts(result)
    assert {"crisis.yes", "crisis.no", "check.keep"} <= set(button_ids(result))
    assert "slot.hold" in button_ids(result) or "human" in button_ids(result)


def test_out_of_range_and_two_answers_are_asked_again(chat: Chat, officer: str) -> None:
    chat.say(officer, "check in")
    chat.press(officer, "check.phq4")
    for text in ("9", "0", "several days or nearly every day"):
        assert "1 of 4" in texts(chat.say(officer, text))


def test_the_history_is_shown_drawn_sent_and_deleted(chat: Chat, officer: str) -> None:
    phq4(chat, officer, *["phq4.1"] * 4)
    chat.press(officer, "check.keep")
    shown = chat.say(officer, "how have I been?")
    assert "4 of 12" in texts(shown)
    assert "puts it on Telegram" in texts(shown)
    drawn = [chat.press(officer, "history.picture")]
    chat.say(officer, "how have I been?")
    drawn += chat.unsolicited  # on a busy machine the first picture comes after words that ask for patience
    assert any(reply.get("image") for answer in drawn for reply in answer["replies"])
    (file,) = documents(chat.press(officer, "history.json"))
    assert json.loads(base64.b64decode(file["content"]))[0]["score"] == 4
    chat.say(officer, "how have I been?")
    chat.press(officer, "history.drop_all")
    chat.press(officer, "history.drop_all.confirm")
    assert "No check-in is kept" in texts(chat.say(officer, "how have I been?"))


def test_after_an_incident_the_first_words_ask_not_to_write_it_down(chat: Chat, officer: str) -> None:
    first = chat.say(officer, "I was in a shooting last night")
    assert texts(first).startswith("Please don't write what happened: this chat is not privileged.")
    said = texts(chat.press(officer, "incident.shaken"))
    assert "alcohol" in said
    assert "in a month" in said
    assert "follow.stop" in button_ids(chat.press(officer, "follow.yes"))
    assert "Stopped" in texts(chat.press(officer, "follow.stop"))


def test_reminders_take_shifts_and_quiet_hours_that_cross_midnight(chat: Chat, officer: str) -> None:
    chat.say(officer, "remind me to check in every week")
    chat.press(officer, "reminders")
    chat.press(officer, "remind.weekly")
    chat.press(officer, "shift.rotating")
    chat.say(officer, "2 days, 2 nights, 4 off")
    chat.press(officer, "day.tomorrow")
    said = texts(chat.say(officer, "11 pm to 6:30 am"))
    assert "from 23:00 to 06:30" in said


def test_a_visitor_may_check_but_nothing_is_kept_before_start(chat: Chat) -> None:
    name = "a visitor who checks"
    chat.say(name, "hello")
    chat.say(name, "check in")
    chat.press(name, "check.burnout")
    result = chat.press(name, "burnout.2")
    assert "consent.yes" in button_ids(result)
    assert "check.keep" not in button_ids(result)
    kept = chat.press(name, "consent.yes")
    assert "check.keep" in button_ids(kept)
