"""What a person meets: the welcome, Start, sessions, and an answer to everything."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete, select

from bot.plan import DECIDED
from storage.tables.gateway import inbox, outbox, sessions
from storage.tables.officers import officers
from tests.bot.fake_engine import echo, reply, turn
from tests.bot.house import House
from tests.databases import MovableClock


async def test_the_first_message_is_answered_by_saying_who_speaks(house: House) -> None:
    house.engine.script["hello"] = turn(reply("Hi there"), intent="greet")
    (welcome,) = await house.says("1", "hello")
    assert welcome.text == house.words("utter_welcome")
    assert [button.id for button in welcome.buttons] == [
        "crisis.help",
        "job.reach",
        "look.around",
        "consent.yes",
    ]


async def test_a_first_message_that_wants_something_is_answered_after_the_welcome(house: House) -> None:
    welcome, answer = await house.says("1", "need a counselor tuesday")
    assert welcome.text == house.words("utter_welcome")
    assert answer.text == "Heard need a counselor tuesday"


async def test_start_makes_an_officer_and_the_session_goes_on(house: House) -> None:
    await house.says("1", "need a counselor tuesday")
    (answer,) = await house.presses("1", "consent.yes")
    before, after = house.engine.calls
    assert answer.text == "Heard /consented"
    assert before["session"] == after["session"]
    assert (before["durable"], after["durable"]) == (False, True)
    assert before["metadata"]["visitor"] is True
    assert after["metadata"]["visitor"] is False


async def test_before_start_nothing_is_kept_of_a_person_once_they_are_answered(house: House) -> None:
    await house.says("1", "need a counselor tuesday")
    await house.until(lambda: not any(house.rows(table) for table in (officers, sessions, inbox, outbox)))


async def test_a_session_ends_after_sixty_idle_minutes(house: House, clock: MovableClock) -> None:
    await house.new_officer("1")
    clock.move(timedelta(minutes=59))
    await house.says("1", "still here")
    clock.move(timedelta(minutes=60))
    await house.says("1", "back again")
    *_, consented, still, back = house.engine.calls
    assert consented["session"] == still["session"] != back["session"]
    await house.until(lambda: still["session"] in house.engine.forgotten)


async def test_an_idle_session_is_forgotten_by_the_engine_too(house: House, clock: MovableClock) -> None:
    await house.new_officer("1")
    session = house.engine.calls[-1]["session"]
    clock.move(timedelta(minutes=61))
    await house.gateway.tick()
    assert session in house.engine.forgotten
    assert house.rows(sessions) == []


async def test_a_session_in_use_does_not_end_with_its_first_hour(house: House, clock: MovableClock) -> None:
    await house.new_officer("1")
    clock.move(timedelta(minutes=40))
    await house.says("1", "still here")
    clock.move(timedelta(minutes=40))
    await house.gateway.tick()
    assert house.engine.forgotten == []


async def test_a_session_ends_after_a_hundred_turns(house: House) -> None:
    await house.new_officer("1")
    for _ in range(100):
        await house.says("1", "more")
    assert len({call["session"] for call in house.engine.calls}) == 2


async def test_a_language_chosen_once_holds_in_the_next_session(house: House, clock: MovableClock) -> None:
    house.engine.script["español"] = turn(reply("Sí"), locale="es")
    await house.new_officer("1")
    await house.says("1", "español")
    clock.move(timedelta(hours=5))
    await house.says("1", "again")
    assert house.engine.calls[-1]["metadata"]["locale"] == "es"


async def test_a_first_message_in_spanish_is_answered_in_spanish(house: House) -> None:
    welcome, _ = await house.says("1", "necesito hablar con alguien")
    assert welcome.text == house.words("utter_welcome", "es")


async def test_a_forgotten_officer_comes_back_as_a_stranger(house: House, clock: MovableClock) -> None:
    await house.new_officer("1")
    house.engine.default = lambda asked: _forget(house, asked)
    (gone,) = await house.says("1", "forget me")
    assert gone.text == "Gone"
    house.engine.default = echo
    welcome, _ = await house.says("1", "need a counselor")
    assert welcome.text == house.words("utter_welcome")
    assert house.engine.calls[-1]["durable"] is False


async def test_messages_of_one_person_keep_their_order_and_persons_do_not_mix(house: House) -> None:
    for chat in ("1", "2", "3"):
        await house.new_officer(chat)
    house.engine.delay = 0.01
    said = [(chat, f"{chat} {n}") for n in range(8) for chat in ("1", "2", "3")]
    await asyncio.gather(*(house.says(chat, text) for chat, text in said))
    for chat in ("1", "2", "3"):
        assert house.said(chat)[-8:] == [f"Heard {chat} {n}" for n in range(8)]


async def test_what_is_no_text_has_its_own_answer(house: House) -> None:
    await house.new_officer("1")
    for kind, name in DECIDED.items():
        (answer,) = await house.says("1", "", kind)
        assert answer.text == house.words(name)


def _forget(house: House, _asked: object) -> dict[str, object]:
    """Do as the action of "forget me" does, in the middle of a turn."""
    with house.means.database.write() as connection:
        officer = connection.execute(select(officers.c.id)).scalar_one()
        house.means.keys.officers.delete(officer)
        for table in (officers, sessions, inbox, outbox):
            connection.execute(delete(table))
    return turn(reply("Gone"))
