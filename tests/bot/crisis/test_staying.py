"""Nothing that is said closes the path of a crisis, and everything else goes on beside it."""

import pytest

from bot.messages import Outgoing
from storage.tables.gateway import inbox, outbox, private_answers, sessions
from tests.bot.crisis.test_words import RISKY
from tests.bot.fake_engine import reply, turn
from tests.bot.house import House

OFFER = "May I check in"


def ids(messages: list[Outgoing]) -> list[str]:
    return [button.id for message in messages for button in message.buttons]


@pytest.mark.parametrize("answer", ["no", "I'm fine", "rather not say"])
async def test_no_and_im_fine_are_taken_and_the_numbers_stay_one_tap_away(house: House, answer: str) -> None:
    await house.new_officer("1")
    await house.says("1", "I cannot go on")
    words, offer = await house.says("1", answer)
    assert "crisis.lines" in ids([words])
    assert offer.text.startswith(OFFER)
    assert "Nobody will be sent" in offer.text


async def test_a_change_of_subject_is_followed_with_the_numbers_beside_it(house: House) -> None:
    await house.new_officer("1")
    await house.says("1", RISKY)
    answer, offer = await house.says("1", "how do I sleep after nights")
    assert answer.text == "Heard how do I sleep after nights"
    assert "crisis.lines" in ids([answer])
    assert offer.text.startswith(OFFER)
    (later,) = await house.says("1", "and on days")
    assert "crisis.lines" in ids([later])


async def test_no_offer_breaks_into_an_open_question(house: House) -> None:
    house.engine.default = lambda asked: turn(reply("Which time?", "slot.hold"), asked="slot_choice")
    await house.new_officer("1")
    await house.says("1", RISKY)
    (answer,) = await house.says("1", "book something")
    assert ids([answer]) == ["slot.hold", "crisis.lines"]


async def test_whoever_wants_to_keep_talking_is_heard_first(house: House) -> None:
    house.engine.script["she took the kids"] = turn(reply("Not understood"), intent="nlu_fallback")
    await house.new_officer("1")
    await house.says("1", RISKY)
    await house.presses("1", "crisis.talk")
    (heard,) = await house.says("1", "she took the kids")
    assert heard.text == house.words("utter_crisis_heard")
    heard, answer = await house.says("1", "a counselor then")
    assert (heard.text, answer.text) == (house.words("utter_crisis_heard"), "Heard a counselor then")


async def test_grounding_takes_three_steps_without_rasa(house: House) -> None:
    house.engine.fault = "down"
    await house.presses("1", "crisis.ground")
    for step in ("senses", "cold", "done"):
        words, *_ = await house.presses("1", f"crisis.ground_{step}")
        assert words.text == house.words(f"utter_crisis_ground_{step}")


async def test_the_numbers_can_be_pinned_in_words_that_tell_nothing(house: House) -> None:
    await house.says("1", "I cannot go on")
    (pin,) = await house.presses("1", "crisis.pin")
    assert pin.pinned
    assert ids([pin]) == ["crisis.lines"]
    assert not {"crisis", "help", "suicide"} & set(pin.text.lower().split())


async def test_what_a_visitor_says_in_a_crisis_never_touches_the_disk(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("kept")

    for module, name in (("inbox", "keep"), ("outbox", "put"), ("sessions", "start"), ("sessions", "save")):
        monkeypatch.setattr(f"storage.{module}.{name}", refuse)
    words, _, answer = await house.says("1", RISKY)
    assert (words.text, answer.text.startswith("Heard /crisis_path")) == (house.words("utter_crisis_self"), True)
    assert not any(house.rows(table) for table in (inbox, outbox, sessions))


async def test_a_crisis_in_a_private_answer_is_not_taken_for_a_name(house: House) -> None:
    await house.new_officer("1")
    house.engine.default = lambda asked: turn(reply("Which name?"), asked="contact_alias")
    await house.says("1", "book")
    await house.says("1", RISKY)
    await house.says("1", "she took the kids")
    assert house.rows(private_answers) == []
    await house.says("1", "Sam")
    assert len(house.rows(private_answers)) == 1


async def test_words_of_a_crisis_in_a_safety_plan_are_answered_and_have_their_place_in_it(house: House) -> None:
    house.engine.default = lambda asked: turn(reply("1 of 6."), asked="plan_signs")
    await house.new_officer("1")
    await house.says("1", "my plan")
    assert house.engine.effects[-1] == "/safety_plan"
    words, *_ = await house.says("1", RISKY)
    assert words.text == house.words("utter_crisis_self")
    assert house.engine.effects[-1].startswith("/private_answer")
    assert len(house.rows(private_answers)) == 1


async def test_in_a_safety_plan_every_text_is_private_whatever_it_sounds_like(house: House) -> None:
    house.engine.default = lambda asked: turn(reply("4 of 6."), asked="plan_people")
    house.engine.understood = ("talk_to_human", 0.95)
    await house.new_officer("1")
    await house.says("1", "/plan")
    await house.says("1", "talk to my brother")
    assert "brother" not in str(house.engine.calls[-1])
    house.engine.understood = ("ask_confidentiality", 0.97)
    await house.says("1", "who sees this")
    assert house.engine.effects[-1] == "who sees this"
