"""Promise 3 through power cuts: a gateway killed with updates in flight loses none and repeats no effect."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.house import until
from tests.bot.process import open_home
from tests.botapi.core import TOKEN, BotApi
from tests.botapi.faces import HttpFace
from tests.botapi.people import Person

OFFICERS, EACH = 5, 4


@pytest.fixture
async def api() -> AsyncIterator[tuple[BotApi, str]]:
    """Telegram, which outlives the gateway."""
    api = BotApi()
    face = HttpFace(api)
    yield api, await face.start()
    await face.stop()


async def _officers(api: BotApi) -> list[Person]:
    people = [Person(api, number) for number in range(1, OFFICERS + 1)]
    for person in people:
        person.types("/start")
    await until(lambda: all(len(person.texts) == 1 for person in people))
    for person in people:
        person.taps("Start")
    await until(lambda: all(len(person.texts) == 2 for person in people))
    return people


@pytest.mark.parametrize("after", [0.0, 0.03, 0.1, 0.25])
async def test_a_gateway_killed_with_twenty_updates_in_flight_loses_none_and_repeats_no_effect(
    tmp_path: Path, api: tuple[BotApi, str], after: float
) -> None:
    telegram, base = api
    extra = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base}
    async with open_home(tmp_path, delay=0.04, **extra) as home:
        gateway = await home.start_gateway()
        people = await _officers(telegram)
        for number in range(EACH):
            for person in people:
                person.types(f"message {number} of {person.chat.id}")
        await asyncio.sleep(after)
        await gateway.kill()
        gateway = await home.start_gateway()
        wanted = {person: {f"Heard message {n} of {person.chat.id}" for n in range(EACH)} for person in people}
        await until(lambda: all(texts <= set(person.texts) for person, texts in wanted.items()))
        effects = await home.effects()
        await gateway.kill()
    assert len(effects) == len(set(effects)) + OFFICERS - 1  # each pressed Start; everything else is unlike
    assert len(effects) == OFFICERS * (EACH + 1)


async def test_order_within_a_chat_survives_a_power_cut(tmp_path: Path, api: tuple[BotApi, str]) -> None:
    telegram, base = api
    extra = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base}
    async with open_home(tmp_path, delay=0.05, **extra) as home:
        gateway = await home.start_gateway()
        (person, *_) = await _officers(telegram)
        for number in range(10):
            person.types(f"message {number}")
        await until(lambda: len(person.texts) > 4)
        await gateway.kill()
        gateway = await home.start_gateway()
        await until(lambda: "Heard message 9" in person.texts)
        effects = [each for each in await home.effects() if each.startswith("message")]
        await gateway.kill()
    assert effects == [f"message {number}" for number in range(10)]


async def test_a_second_gateway_waits_until_the_first_is_gone(tmp_path: Path) -> None:
    async with open_home(tmp_path) as home:
        first = await home.start_gateway()
        second = asyncio.create_task(home.start_gateway())
        await asyncio.sleep(1.5)
        assert not second.done()
        await first.kill()
        await (await asyncio.wait_for(second, 60)).kill()


async def test_a_gateway_ends_with_its_parent(tmp_path: Path) -> None:
    async with open_home(tmp_path) as home:
        gateway = await home.start_gateway()
        assert gateway.child.stdin is not None
        gateway.child.stdin.close()
        assert await asyncio.wait_for(gateway.child.wait(), 60) == 0


async def test_a_gateway_that_is_told_to_stop_finishes_what_is_in_flight(
    tmp_path: Path, api: tuple[BotApi, str]
) -> None:
    telegram, base = api
    extra = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": base}
    async with open_home(tmp_path, delay=0.2, **extra) as home:
        gateway = await home.start_gateway()
        people = await _officers(telegram)
        for person in people:
            person.types("one more")
        await until(lambda: telegram.updates == [])
        gateway.child.terminate()
        assert await asyncio.wait_for(gateway.child.wait(), 60) == 0
    assert all(person.texts[-1] == "Heard one more" for person in people)
