"""Nothing that was sent to the bot is lost: an update is confirmed only when it is kept."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.keys import Keys
from tests.bot.crisis.test_words import RISKY
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import until
from tests.bot.telegram.town import Town, open_town
from tests.botapi.core import BotApi
from tests.botapi.faults import Fault
from tests.databases import MovableClock


async def test_an_update_is_confirmed_only_after_it_is_kept(town: Town) -> None:
    person = await town.officer(1)
    person.types("hello")
    await town.until_received(person, 3)
    await until(lambda: town.api.updates == [])


async def test_the_same_update_three_times_is_answered_once(town: Town) -> None:
    person = await town.officer(1)
    person.types("hello")
    update = town.api.updates[0]
    await town.until_received(person, 3)
    town.api.redeliver(update)
    town.api.redeliver(update)
    person.types("bye")
    await town.until_received(person, 4)
    assert town.engine.effects.count("hello") == 1


async def test_update_ids_that_start_anew_are_taken(town: Town) -> None:
    person = await town.officer(1)
    message = town.api.new_message(person.chat, {"text": "hello"}, person.user)
    town.api.redeliver({"update_id": 17, "message": message})
    assert (await town.until_received(person, 3))[-1] == "Heard hello"


async def test_what_waited_while_no_gateway_ran_is_answered(
    tmp_path: Path, sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    api = BotApi()
    async with open_town(tmp_path, sqlite_database, keys, clock, engine, api) as town:
        person = await town.officer(1)
    for n in range(5):
        person.types(f"message {n}")
    async with open_town(tmp_path, sqlite_database, keys, clock, engine, api) as town:
        texts = await town.until_received(person, 7)
    assert texts[2:] == [f"Heard message {n}" for n in range(5)]


async def test_a_telegram_that_fails_to_give_updates_is_asked_again(town: Town) -> None:
    person = await town.officer(1)
    town.api.faults.add(Fault("getUpdates", status=502), Fault("getUpdates", drop=True))
    person.types("hello")
    person.types("again")
    assert (await town.until_received(person, 4))[-1] == "Heard again"


async def test_a_crisis_behind_a_message_that_cannot_be_kept_is_answered_within_a_second(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def hang(_self: Database) -> Iterator[None]:
        time.sleep(3)
        raise DatabaseUnavailable("test")
        yield

    person, other = await town.officer(1), await town.officer(2)
    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", hang)
        person.types("hello")
        await asyncio.sleep(0.3)
        began = time.monotonic()
        other.types(RISKY)
        await town.until_received(other, 3)
        assert time.monotonic() - began < 1.0
        assert other.texts[2] == town.words("utter_crisis_self")
        await until(lambda: person.texts[-1] == town.words("utter_not_kept"))
