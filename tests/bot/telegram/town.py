"""A gateway on the tests' Telegram, in one process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Table, select

from bot.gateway import Gateway, Means
from bot.pace import Pace
from bot.telegram.door import TelegramDoor, open_telegram
from care.clock import Clock
from settings import Settings, read_settings
from storage.database import Database
from storage.keys import Keys
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import make_means, until
from tests.botapi.core import TOKEN, BotApi
from tests.botapi.faces import InProcessFace
from tests.botapi.people import Person


@dataclass
class Town:
    """Telegram, the gateway and its engine."""

    api: BotApi
    gateway: Gateway
    door: TelegramDoor
    engine: FakeEngine
    means: Means

    def person(self, number: int, language: str = "en") -> Person:
        """Return somebody with a private chat."""
        return Person(self.api, number, language)

    async def until_received(self, person: Person, count: int) -> list[str]:
        """Wait until the bot has sent so many messages; returns their texts."""
        await until(lambda: len(person.received) >= count)
        return person.texts

    async def officer(self, number: int) -> Person:
        """Return somebody who has pressed Start."""
        person = self.person(number)
        person.types("/start")
        await self.until_received(person, 1)
        person.taps("Start")
        await self.until_received(person, 2)
        return person

    def rows(self, table: Table) -> list[Any]:
        """Return every row of a table."""
        with self.means.database.read() as connection:
            return list(connection.execute(select(table)))

    def words(self, name: str, locale: str = "en") -> str:
        """Return the text of a response."""
        return self.means.words.text(name, locale)


def telegram_settings(folder: Path, **changes: object) -> Settings:
    """Return settings of a bot on the tests' Telegram."""
    environment = {
        "CODE4_HOME": str(folder / "home"),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": "http://telegram.test",
    }
    return replace(read_settings(environment, folder / ".env"), **changes)  # type: ignore[arg-type]


@asynccontextmanager
async def open_town(
    folder: Path,
    database: Database,
    keys: Keys,
    clock: Clock,
    engine: FakeEngine,
    api: BotApi | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
    **changes: object,
) -> AsyncIterator[Town]:
    """Run a gateway on a Telegram of the tests."""
    api = api or BotApi()
    settings = telegram_settings(folder, **changes)
    means = make_means(database, keys, clock, engine)
    door = open_telegram(settings, means.words, clock, transport or InProcessFace(api))
    door.can_hide(database, keys)
    gateway = Gateway(means, {"telegram": door}, Pace(person_burst=100))
    await gateway.leasing.take()
    await gateway.start()
    await door.start(gateway.reception.receive)
    try:
        yield Town(api, gateway, door, engine, means)
    finally:
        await door.stop()
        await gateway.stop()
