"""A gateway in this process: real database and keys, a fake engine, a door that keeps what it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, ClassVar

from sqlalchemy import Table, select

from bot.dialogue import Dialogue
from bot.doors import DoorError, Letter
from bot.gateway import Gateway, Means
from bot.messages import DoorName, Incoming, Kind, Outgoing
from care.clock import Clock
from language.reading import Reading
from settings import ROOT
from storage.database import Database
from storage.keys import Keys
from tests.bot.fake_engine import FakeEngine
from words import Words, load_words

PATIENCE = 60.0


@dataclass
class FakeDoor:
    """Delivers to a list; raises `errors` first, one a call."""

    name: DoorName = "telegram"
    is_paced: bool = False
    letters: list[Letter] = field(default_factory=list)
    errors: list[DoorError] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)
    most: int = 100_000

    def fit(self, message: Outgoing) -> list[Outgoing]:
        texts = [message.text[at : at + self.most] for at in range(0, len(message.text), self.most)] or [""]
        return [replace(message, text=text) for text in texts]

    async def send(self, letter: Letter) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.letters.append(letter)

    def finished(self, incoming: Incoming, risk: str) -> None:
        self.closed.append((incoming.update, risk))


class FakeScreen:
    """Knows one sentence of each reading; `breaks` makes it fail."""

    breaks = False
    _KNOWN: ClassVar[dict[str, Reading]] = {
        "kill myself": Reading("crisis", "self", 1.0, "test"),
        "took the pills": Reading("crisis", "attempt_now", 1.0, "test"),
        "matarme": Reading("crisis", "self", 1.0, "test"),
        "hurt my sergeant": Reading("crisis", "harm_other", 1.0, "test"),
        "cold turkey": Reading("crisis", "withdrawal", 1.0, "test"),
        "cannot go on": Reading("possible", None, 0.6, "test"),
        "worried about my partner": Reading("concern_for_other", None, 0.8, "test"),
    }

    def read(self, text: str) -> Reading:
        if self.breaks:
            raise ValueError
        found = (reading for said, reading in self._KNOWN.items() if said in text)
        return next(found, Reading("none", None, 0.0, "test"))


@dataclass
class House:
    """A gateway with everything around it, and people who write to it."""

    gateway: Gateway
    door: FakeDoor
    engine: FakeEngine
    means: Means
    _updates: "count[int]" = field(default_factory=lambda: count(1))

    async def says(self, chat: str, text: str, kind: Kind = "text", update: str = "") -> list[Outgoing]:
        """Write as somebody, and return what answers it, once everything that answers it is there."""
        update = update or f"u{next(self._updates)}"
        before = len(self.door.letters)
        await self.gateway.reception.receive(self.incoming(chat, text, kind, update))
        await self.until(lambda: any(closed == update for closed, _ in self.door.closed))
        return [letter.message for letter in self.door.letters[before:] if letter.chat == chat]

    async def presses(self, chat: str, data: str) -> list[Outgoing]:
        """Press a button as somebody."""
        return await self.says(chat, data, "press")

    async def new_officer(self, chat: str) -> None:
        """Come in and press Start."""
        await self.says(chat, "hello")
        await self.presses(chat, "consent.yes")

    def incoming(self, chat: str, text: str, kind: Kind = "text", update: str = "") -> Incoming:
        """Return a message that comes in now."""
        return Incoming("telegram", chat, update or f"u{next(self._updates)}", kind, text, self.means.clock.now())

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        await until(true)

    def rows(self, table: Table) -> list[Any]:
        """Return every row of a table."""
        with self.means.database.read() as connection:
            return list(connection.execute(select(table)))

    def said(self, chat: str) -> list[str]:
        """Return every text a person was sent."""
        return [letter.message.text for letter in self.door.letters if letter.chat == chat]

    def words(self, name: str, locale: str = "en") -> str:
        """Return the text of a response."""
        return self.means.words.text(name, locale)


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 -- what is waited for happens in many places
            await asyncio.sleep(0.005)


_WORDS: list[Words] = []


def the_words() -> Words:
    """Return the words of domain.yml, read once."""
    if not _WORDS:
        _WORDS.append(load_words(ROOT / "domain.yml"))
    return _WORDS[0]


def make_means(database: Database, keys: Keys, clock: Clock, engine: FakeEngine, department_size: int = 0) -> Means:
    """Return what a gateway on a fake engine works with."""
    dialogue = Dialogue(f"http://127.0.0.1:{engine.port}", engine.secret)
    return Means(the_words(), keys, database, clock, FakeScreen(), dialogue, "US", "America/Chicago", department_size)


@asynccontextmanager
async def open_house(
    database: Database,
    keys: Keys,
    clock: Clock,
    engine: FakeEngine,
    door: FakeDoor | None = None,
    department_size: int = 0,
) -> AsyncIterator[House]:
    """Run a gateway on a running fake engine."""
    means = make_means(database, keys, clock, engine, department_size)
    door = door or FakeDoor()
    gateway = Gateway(means, {door.name: door})
    await gateway.leasing.take()
    await gateway.start()
    try:
        yield House(gateway, door, engine, means)
    finally:
        await gateway.stop()
