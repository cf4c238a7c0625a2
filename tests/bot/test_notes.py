"""The free line of a check or of feedback is sealed by the gateway: the dialogue gets a token, whatever it is about."""

import json

import pytest

from storage import private
from storage.tables.officers import officers
from tests.bot.fake_engine import reply, turn
from tests.bot.house import House

ASKS = ("check_note", "feedback_note")


async def asked_for_a_line(house: House, slot: str) -> None:
    await house.new_officer("1")
    house.engine.script["go on"] = turn(reply("A line, if you like"), asked=slot)
    await house.says("1", "go on")


@pytest.mark.parametrize("slot", ASKS)
@pytest.mark.parametrize("intent", ["ask_family_support", "book_slot", "out_of_scope", "thanks"])
async def test_a_line_goes_as_a_token_whatever_it_sounds_like(house: House, slot: str, intent: str) -> None:
    await asked_for_a_line(house, slot)
    house.engine.understood = (intent, 0.99)
    line = "bad week, my wife wants out. can't blame her?"
    await house.says("1", line)
    name, _, rest = house.engine.calls[-1]["payload"].partition("{")
    assert name == "/private_answer"
    assert "text" not in house.engine.calls[-1]
    (officer,) = house.rows(officers)
    with house.means.database.read() as connection:
        assert private.read(connection, house.means.keys, officer.id, json.loads("{" + rest)["token"]) == line


@pytest.mark.parametrize("slot", ASKS)
@pytest.mark.parametrize(
    ("text", "intent"),
    [("who sees this?", "ask_confidentiality"), ("no", "deny"), ("a person please", "talk_to_human")],
)
async def test_a_question_or_a_no_at_the_line_is_heard(house: House, slot: str, text: str, intent: str) -> None:
    await asked_for_a_line(house, slot)
    house.engine.understood = (intent, 0.97)
    await house.says("1", text)
    assert house.engine.calls[-1]["text"] == text


@pytest.mark.parametrize("word", ["stop", "back", "skip"])
async def test_a_way_out_is_no_line(house: House, word: str) -> None:
    await asked_for_a_line(house, "check_note")
    await house.says("1", word)
    assert house.engine.calls[-1]["text"] == word
