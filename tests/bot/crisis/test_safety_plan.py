"""The gateway puts a safety plan together; the dialogue has only tokens."""

from typing import Any

from bot.messages import Outgoing
from care.names import OfficerId
from care.safety_plan import SafetyPlan
from storage import private, safety_plans
from storage.tables.gateway import private_answers
from storage.tables.officers import officers
from tests.bot.fake_engine import reply, turn
from tests.bot.house import House


async def shown(house: House, document: dict[str, Any], chat: str = "1") -> Outgoing:
    house.engine.script["show"] = turn(reply("This is it.", document=document))
    house.engine.answers.clear()
    (message,) = await house.says(chat, "show")
    return message


async def test_a_kept_plan_is_shown_to_its_officer_alone_and_cannot_be_forwarded(house: House) -> None:
    await house.new_officer("1")
    (row,) = house.rows(officers)
    with house.means.database.write() as connection:
        plan = SafetyPlan({"safe": "Dan keeps the key", "signs": "no sleep"})
        safety_plans.keep(connection, house.means.keys, OfficerId(row.id), plan)
    message = await shown(house, {"kind": "safety_plan"})
    assert message.text == "This is it.\n\n1. My warning signs\nno sleep\n\n6. Making the place safe\nDan keeps the key"
    assert message.personal
    assert message.document is None
    await house.new_officer("2")
    assert "Dan" not in (await shown(house, {"kind": "safety_plan"}, "2")).text


async def test_a_draft_is_read_by_its_tokens_and_only_by_whose_it_is(house: House) -> None:
    house.engine.script["begin"] = turn(reply("1 of 6."), asked="plan_signs")
    await house.new_officer("1")
    await house.says("1", "begin")
    await house.says("1", "no sleep")
    (row,) = house.rows(private_answers)
    draft = {"kind": "plan_draft", "signs": row.token}
    assert (await shown(house, draft)).text.endswith("1. My warning signs\nno sleep")
    await house.new_officer("2")
    assert "no sleep" not in (await shown(house, draft, "2")).text
    with house.means.database.write() as connection:
        private.discard(connection, row.token)
    assert "no sleep" not in (await shown(house, draft)).text


async def test_my_plan_is_understood_without_rasa(house: House) -> None:
    await house.new_officer("1")
    for text in ("my plan", "Show me my safety plan.", "mi plan de seguridad", "/plan"):
        await house.says("1", text)
        assert house.engine.effects[-1] == "/safety_plan"
    await house.says("1", "is there a plan to change shifts")
    assert house.engine.effects[-1] == "is there a plan to change shifts"
