"""Whatever is typed gets an answer, and nothing that is typed is taken for a command."""

import random
import unicodedata

import pytest

from tests.whole.system import Chat, button_ids, texts

PLANES = range(17)
TYPED = {
    "nothing": "",
    "spaces": " \t ",
    "twenty thousand characters": "tired " * 3_334,
    "one long word": "z" * 20_000,
    "a lone surrogate": "hello \ud83d there",
    "zero-width marks": "he\u200bl\u200dl\ufeffo",
    "right-to-left marks": "\u202ehello\u202c \u200f",
    "combining marks": "h" + "\u0301" * 400,
    "a null": "hel\x00lo",
    "a restart": "/restart",
    "a session start": "/session_start",
    "a slash and spaces": " / restart",
    "an intent": '/intent{"slot": 1}',
    "a known intent": '/my_bookings{"slot_choice": "x"}',
    "a broken payload": "/my_bookings{",
    "a payload-only intent": "/consented",
    "a private token": '/private_answer{"token": "prv_00000000000000000000000000000000"}',
    "the gateway's own": "gateway:consent",
    "JSON": '{"as": "somebody else", "text": "hello"}',
    "SQL": "'; DROP TABLE officer; --",
    "HTML": "<script>alert(1)</script><b>bold",
    "Markdown": "[x](http://127.0.0.1) **bold** `code` ```",
    "a format string": "{when} %s ${HOME} {{7*7}}",
    "a file": "../../etc/passwd",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_bad_input_gets_an_answer_and_the_next_message_too(chat: Chat, officer: str, typed: str) -> None:
    said = texts(chat.say(officer, typed))
    assert said
    for leak in ("Traceback", "Error", "sqlite", "rasa", "utter_", "action_"):
        assert leak not in said
    assert "consent.yes" not in button_ids(chat.say(officer, "menu"))


@pytest.mark.parametrize("plane", PLANES)
def test_every_unicode_plane_is_answered(chat: Chat, officer: str, plane: int) -> None:
    draw = random.Random(plane)
    points = [plane * 0x10000 + draw.randrange(0x10000) for _ in range(60)]
    typed = "".join(chr(point) for point in points if unicodedata.category(chr(point)) != "Cs")
    assert texts(chat.say(officer, typed))


def test_a_leading_slash_never_restarts_a_conversation(chat: Chat, officer: str) -> None:
    chat.say(officer, "I need to talk to someone who gets shift work, tuesday evening, by phone")
    chat.press(officer, "slot.hold")
    chat.say(officer, "/restart")
    confirmed = chat.press(officer, "contact.none")
    assert "booking.confirm" in button_ids(confirmed)


def test_promise_1_nobody_sees_another_officers_booking(chat: Chat, officer: str) -> None:
    chat.say(officer, "I need to talk to someone who gets shift work, tuesday evening, by phone")
    chat.press(officer, "slot.hold")
    chat.press(officer, "contact.none")
    reference = texts(chat.press(officer, "booking.confirm")).split("Reference ")[1][:6]
    other = f"another than {officer}"
    chat.say(other, "hi")
    chat.press(other, "consent.yes")
    for tried in ("show my bookings", f"cancel booking {reference}", f'/choose_booking{{"reference": "{reference}"}}'):
        assert reference not in texts(chat.say(other, tried))
