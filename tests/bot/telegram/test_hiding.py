"""The phone in somebody else's hands: the chat can be cleared at once, or every day."""

import asyncio
import time
from datetime import timedelta

from bot.telegram.hiding import Hiding
from storage.tables.trail import trails
from tests.bot.fake_engine import reply, turn
from tests.bot.house import until
from tests.bot.telegram.town import Town
from tests.botapi.faults import Fault
from tests.botapi.people import Person
from tests.databases import MovableClock


def hiding(town: Town) -> Hiding:
    found = town.door._hiding
    assert found is not None
    return found


async def hidden(town: Town, person: Person) -> None:
    person.types("/hide")
    await until(lambda: person.texts == [town.words("utter_hidden")])


async def test_hide_deletes_what_both_sides_wrote(town: Town) -> None:
    person = await town.officer(1)
    person.types("something only for the bot")
    await town.until_received(person, 3)
    await hidden(town, person)
    assert len(person.chat.messages) == 1
    assert "/hide" not in town.engine.effects


async def test_five_hundred_messages_are_gone_in_five_seconds(town: Town) -> None:
    person = await town.officer(1)
    for _ in range(500):
        message = town.api.new_message(person.chat, {"text": "hello"}, person.user)
        hiding(town).saw("1", message["message_id"])
    await asyncio.to_thread(hiding(town).keep)
    begun = time.monotonic()
    await hidden(town, person)
    assert time.monotonic() - begun < 5


async def test_a_visitor_can_clear_the_chat_and_nothing_of_them_is_kept(town: Town) -> None:
    person = town.person(1)
    person.types("hello")
    await town.until_received(person, 1)
    await asyncio.to_thread(hiding(town).keep)
    await hidden(town, person)
    assert town.rows(trails) == []


async def test_after_24_hours_everything_goes_by_choice_alone(town: Town, clock: MovableClock) -> None:
    chose, other = await town.officer(1), await town.officer(2)
    for person in (chose, other):
        await hidden(town, person)
    chose.taps("Always after 24 hours")
    await until(lambda: chose.texts[-1] == town.words("utter_hide_daily"))
    await asyncio.to_thread(hiding(town).keep)
    before = len(other.chat.messages)
    clock.move(timedelta(hours=23))
    await hiding(town).hide_the_old()
    assert len(chose.chat.messages) > 0
    clock.move(timedelta(hours=2))
    await hiding(town).hide_the_old()
    await until(lambda: len(chose.chat.messages) == 0)
    assert len(other.chat.messages) == before


async def test_the_choice_can_be_taken_back(town: Town, clock: MovableClock) -> None:
    person = await town.officer(1)
    await hidden(town, person)
    person.taps("Always after 24 hours")
    await until(lambda: person.texts[-1] == town.words("utter_hide_daily"))
    person.types("/hide")
    await until(lambda: person.texts == [town.words("utter_hidden")])
    person.taps("No longer after 24 hours")
    await until(lambda: person.texts[-1] == town.words("utter_hide_never"))
    clock.move(timedelta(hours=25))
    await hiding(town).hide_the_old()
    assert len(person.chat.messages) == 2


async def test_telegram_being_slow_or_down_for_a_moment_leaves_nothing_behind(town: Town) -> None:
    person = await town.officer(1)
    town.api.faults.add(Fault("deleteMessages", status=429, retry_after=1))
    town.api.faults.add(Fault("deleteMessages", status=502))
    await hidden(town, person)


async def test_what_is_for_keeping_can_be_kept_and_what_is_personal_cannot_be_passed_on(town: Town) -> None:
    export = {"kind": "export"}
    town.engine.script["mine"] = turn(reply("Yours alone", personal=True), reply("All of it", document=export))
    person = await town.officer(1)
    person.types("mine")
    await town.until_received(person, 4)
    assert person.received[-2]["has_protected_content"] is True
    assert "document" in person.received[-1]
    assert "has_protected_content" not in person.received[-1]


async def test_ids_of_messages_are_kept_sealed(town: Town) -> None:
    await town.officer(1)
    await asyncio.to_thread(hiding(town).keep)
    (row,) = town.rows(trails)
    assert b"message" not in row.sealed
