"""The gateway on Telegram: private chats, buttons, and what Telegram allows."""

import asyncio

from bot.plan import DECIDED
from bot.telegram.shape import TEXT_UNITS, units
from storage.tables.gateway import inbox, outbox, seen, unreachable
from tests.bot.fake_engine import reply, turn
from tests.bot.house import until
from tests.bot.telegram.town import Town
from tests.botapi.faults import Fault
from tests.botapi.people import add_to_group, say_in_group


async def test_a_person_is_welcomed_starts_and_is_answered(town: Town) -> None:
    person = await town.officer(1)
    person.types("hello")
    assert await town.until_received(person, 3) == [
        town.words("utter_welcome"),
        "Heard /consented",
        "Heard hello",
    ]


async def test_every_tap_is_acknowledged(town: Town) -> None:
    await town.officer(1)
    await until(lambda: all(town.api.presses.values()))
    assert len(town.api.presses) == 1


async def test_buttons_carry_short_ids_and_never_what_they_mean(town: Town) -> None:
    town.engine.script["book"] = turn(reply("When?", "slot.hold", "slot.hold.2"))
    person = await town.officer(1)
    person.types("book")
    await town.until_received(person, 3)
    (row, *_) = person.received[-1]["reply_markup"]["inline_keyboard"]
    assert len(row[0]["callback_data"]) <= 10
    assert "slot" not in row[0]["callback_data"]
    person.taps("Slot.hold.2")
    assert (await town.until_received(person, 4))[-1] == "Heard /slot_hold_2"


async def test_a_button_of_an_earlier_question_does_nothing_and_shows_the_current_ones(town: Town) -> None:
    town.engine.script["book"] = turn(reply("When?", "slot.hold"))
    town.engine.script["/slot_hold"] = turn(reply("How?", "contact.none"))
    person = await town.officer(1)
    person.types("book")
    await town.until_received(person, 3)
    person.taps("Slot.hold")
    await town.until_received(person, 4)
    person.taps("Slot.hold", person.received[2])
    assert (await town.until_received(person, 5))[-1] == town.words("utter_stale_button")
    assert person.buttons() == ["Contact.none"]
    assert town.engine.effects.count("/slot_hold") == 1


async def test_a_crisis_button_never_goes_stale(town: Town) -> None:
    person = await town.officer(1)
    welcome = person.received[0]
    for _ in range(7):
        person.types("more")
    await town.until_received(person, 9)
    person.taps("Crisis help", welcome)
    assert (await town.until_received(person, 10))[-1] == town.words("utter_crisis_help")


async def test_in_a_group_it_says_so_once_leaves_and_keeps_nothing(town: Town) -> None:
    person = town.person(1)
    group = add_to_group(town.api, -100, person)
    say_in_group(town.api, group, person, "hello all")
    await until(lambda: group.left)
    said = [call.params["text"] for call in town.api.called("sendMessage")]
    assert said == [town.words("utter_group")]
    for table in (inbox, outbox, seen):
        assert town.rows(table) == []
    assert town.engine.calls == []


async def test_each_kind_of_message_has_its_decided_answer(town: Town) -> None:
    person = await town.officer(1)
    file = {"file_id": "f", "file_unique_id": "f"}
    shape = {"width": 1, "height": 1}
    contents = {
        "sticker": file | shape | {"is_animated": False, "is_video": False, "type": "regular"},
        "voice": file | {"duration": 1},
        "photo": [file | shape],
        "location": {"latitude": 1.0, "longitude": 1.0},
        "contact": {"phone_number": "555-0100", "first_name": "Somebody"},
    }
    for number, (kind, content) in enumerate(contents.items()):
        person.sends({kind: content})
        texts = await town.until_received(person, 3 + number)
        assert texts[-1] == town.words(DECIDED[kind])  # type: ignore[index]


async def test_an_edited_message_is_answered_as_decided(town: Town) -> None:
    person = await town.officer(1)
    person.types("hello")
    await town.until_received(person, 3)
    person.edits("hello again")
    assert (await town.until_received(person, 4))[-1] == town.words("utter_edited")


async def test_a_long_answer_comes_in_pieces_that_telegram_takes(town: Town) -> None:
    text = "\n\n".join("🚓 " + "word " * 300 for _ in range(6))
    town.engine.script["long"] = turn(reply(text, "slot.hold"))
    person = await town.officer(1)
    person.types("long")
    texts = (await town.until_received(person, 5))[2:]
    assert all(units(each) <= TEXT_UNITS for each in texts)
    assert "".join("".join(texts).split()) == "".join(text.split())
    assert "reply_markup" in person.received[-1]


async def test_what_is_personal_cannot_be_forwarded(town: Town) -> None:
    town.engine.script["mine"] = turn(reply("Yours alone", personal=True))
    person = await town.officer(1)
    person.types("mine")
    await town.until_received(person, 3)
    assert person.received[-1]["has_protected_content"] is True
    assert "has_protected_content" not in person.received[0]


async def test_retry_after_is_honoured_and_nothing_is_lost(town: Town) -> None:
    person = await town.officer(1)
    town.api.faults.add(Fault("sendMessage", status=429, retry_after=1))
    person.types("hello")
    assert (await town.until_received(person, 3))[-1] == "Heard hello"
    refused, sent = town.api.called("sendMessage")[-2:]
    assert (refused.status, sent.status) == (429, 200)
    assert sent.at - refused.at >= 1.0


async def test_a_failing_telegram_is_tried_again(town: Town) -> None:
    person = await town.officer(1)
    town.api.faults.add(Fault("sendMessage", status=502), Fault("sendMessage", drop=True))
    person.types("hello")
    assert (await town.until_received(person, 3))[-1] == "Heard hello"


async def test_whoever_blocks_the_bot_gets_nothing_more_and_is_remembered(town: Town) -> None:
    person = await town.officer(1)
    town.engine.delay = 0.1
    person.types("hello")
    person.blocks()
    await until(lambda: len(town.rows(unreachable)) == 1)
    assert town.rows(outbox) == []
    person.unblocks()
    person.types("back")
    await until(lambda: "Heard back" in person.texts)


async def test_one_slow_chat_does_not_hold_up_another(town: Town) -> None:
    slow, quick = await town.officer(1), await town.officer(2)
    town.api.faults.add(Fault("sendMessage", chat=1, delay_before=2.0))
    slow.types("hello")
    quick.types("hello")
    async with asyncio.timeout(1.5):
        await town.until_received(quick, 3)


async def test_the_description_carries_the_number_to_call(town: Town) -> None:
    await until(lambda: len(town.api.profile) == 4)
    for language in ("", "es"):
        assert "988" in town.api.profile[("description", language)]
    commands = [each["command"] for each in town.api.profile[("commands", "")]]
    assert commands == ["start", "help", "crisis", "hide"]
