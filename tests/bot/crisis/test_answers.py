"""Promise 2: the questions of a crisis are answered by typing too, with everything else of ours down."""

from itertools import pairwise

import pytest

from bot.crisis.answers import ANSWERS, meaning
from bot.crisis.words import AGAIN, BY_BUTTON, NAMES, STILL, vary
from tests.bot.crisis.test_words import RISKY, broken
from tests.bot.fake_engine import turn
from tests.bot.house import House


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Yes", "yes"),
        ("yeah.", "yes"),
        ("SÍ", "yes"),
        ("no", "no"),
        ("I'm not", "no"),
        ("idk", "unsure"),
        ("not sure...", "unsure"),
        ("I’d rather not say", "rather_not"),
        ("I'm fine", "fine"),
        ("nah im good", "fine"),
        ("estoy bien", "fine"),
        ("code 4", "fine"),
    ],
)
def test_short_answers_are_understood_without_rasa(text: str, meant: str) -> None:
    assert meaning(text) == meant


@pytest.mark.parametrize(
    "text", ["no counselor on tuesday", "yes please book it", "fine, book me tuesday", "", "y" * 500]
)
def test_what_says_more_than_a_yes_or_no_is_no_short_answer(text: str) -> None:
    assert meaning(text) is None


def test_every_answer_leads_to_words_that_are_there() -> None:
    assert {name for answers in ANSWERS.values() for name in answers.values()} <= NAMES
    assert set(ANSWERS) <= NAMES


def test_no_words_follow_themselves() -> None:
    for name in {*BY_BUTTON.values(), *AGAIN.values(), STILL}:
        assert name not in vary(name, name)


@pytest.mark.parametrize(
    ("asked", "said", "words"),
    [
        ("I cannot go on", "yes", "utter_crisis_self"),
        ("I cannot go on", "no", "utter_crisis_stay"),
        ("I cannot go on", "I don't know", "utter_crisis_unsure"),
        ("I cannot go on", "rather not say", "utter_crisis_rather_not"),
        ("I cannot go on", "I'm fine", "utter_crisis_stay"),
        ("I cannot go on", "3", "utter_crisis_unsure"),
        (RISKY, "yes", "utter_crisis_today"),
        (RISKY, "not today", "utter_crisis_not_today"),
        (RISKY, "im ok", "utter_crisis_stay"),
        ("I took the pills", "no", "utter_crisis_cannot_call"),
        ("I took the pills", "yes", "utter_crisis_called"),
        ("I took the pills", "I'm fine", "utter_crisis_attempt_now_again"),
        ("went cold turkey", "no", "utter_crisis_care_alone"),
        ("I will hurt my sergeant", "yes", "utter_crisis_distance"),
    ],
)
async def test_each_question_takes_typed_answers_with_everything_down(
    house: House, monkeypatch: pytest.MonkeyPatch, asked: str, said: str, words: str
) -> None:
    house.engine.fault = "down"
    with broken(house.means.database, monkeypatch):
        await house.says("1", asked)
        first, *_ = await house.says("1", said)
    assert first.text == house.words(words)


@pytest.mark.parametrize("text", [RISKY, "I cannot go on", "I took the pills", "I am worried about my partner"])
async def test_a_message_that_comes_again_never_gets_the_identical_words(house: House, text: str) -> None:
    said = [(await house.says("1", text))[0].text for _ in range(4)]
    assert all(one != next_one for one, next_one in pairwise(said))
    assert all("988" in each or "911" in each for each in said)


async def test_the_numbers_may_be_asked_for_as_often_as_one_likes(house: House) -> None:
    said = [(await house.presses("1", "crisis.lines"))[0].text for _ in range(3)]
    assert said[0] != said[1] != said[2]
    assert all("CopLine" in each for each in said)


async def test_a_yes_to_something_else_is_none_to_an_earlier_question(house: House) -> None:
    await house.new_officer("1")
    await house.says("1", "I cannot go on")
    for text in ("a counselor on tuesday", "or on friday"):
        await house.says("1", text)
    answer, *_ = await house.says("1", "yes")
    assert answer.text == "Heard yes"


async def test_the_direct_question_of_a_check_takes_typed_answers_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = house.means.words.say("utter_crisis_possible", "en")
    rows = [vars(button) for button in asked.buttons]
    house.engine.script["score"] = turn({"text": asked.text, "buttons": rows, "document": None, "image": None})
    await house.new_officer("1")
    await house.says("1", "score")
    house.engine.fault = "down"
    with broken(house.means.database, monkeypatch):
        words, *_ = await house.says("1", "yes")
    assert words.text == house.words("utter_crisis_self")
