"""Promise 2 on Telegram: the words of a crisis, and all that follows from taps, with everything else down."""

import time

import pytest

from storage.tables.gateway import inbox, outbox
from tests.bot.crisis.test_words import RISKY, broken
from tests.bot.house import until
from tests.bot.telegram.town import Town


async def test_with_engine_and_database_down_words_and_taps_are_answered_within_a_second(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.engine.fault = "down"
    person = town.person(1)
    with broken(town.means.database, monkeypatch):
        began = time.monotonic()
        person.types(RISKY)
        texts = await town.until_received(person, 2)
        assert time.monotonic() - began < 1.0
        assert texts == [town.words("utter_crisis_self"), town.words("utter_crisis_means")]
        for count, (title, words) in enumerate(
            [
                ("I put distance", "utter_crisis_distance"),
                ("I called", "utter_crisis_rang"),
                ("Numbers", "utter_crisis_lines"),
                ("I want to keep talking", "utter_crisis_talk"),
                ("Three minutes to steady", "utter_crisis_ground"),
            ],
            start=3,
        ):
            began = time.monotonic()
            person.taps(title)
            assert (await town.until_received(person, count))[-1] == town.words(words)
            assert time.monotonic() - began < 1.0
    assert town.rows(inbox) == town.rows(outbox) == []


async def test_a_typed_yes_to_the_direct_question_needs_nothing_else_of_ours(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.engine.fault = "down"
    person = town.person(1, language="es")
    with broken(town.means.database, monkeypatch):
        person.types("I cannot go on")
        await town.until_received(person, 1)
        person.types("si")
        assert (await town.until_received(person, 2))[1] == town.words("utter_crisis_self", "es")


async def test_the_numbers_are_pinned_when_asked_for(town: Town) -> None:
    person = await town.officer(1)
    person.types("I cannot go on")
    await until(lambda: "No" in person.buttons())
    person.taps("No")
    await until(lambda: any(text.startswith("May I check in") for text in person.texts))
    stay = next(each for each in person.received if each["text"] == town.words("utter_crisis_stay"))
    person.taps("Pin the numbers", stay)
    await until(lambda: bool(person.chat.pinned))
    pinned = person.chat.messages[person.chat.pinned[0]]
    assert pinned["text"] == "Code 4, one tap away."
    assert person.buttons() == ["Contacts"]


async def test_a_crisis_text_before_start_is_not_kept_and_start_comes_after_it(town: Town) -> None:
    person = town.person(1)
    person.types(RISKY)
    await town.until_received(person, 3)
    assert town.rows(inbox) == town.rows(outbox) == []
    person.types("hello")
    texts = await town.until_received(person, 4)
    assert texts[3] == town.words("utter_welcome")
