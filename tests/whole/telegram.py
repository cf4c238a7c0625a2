"""A whole running system behind the tests' Telegram, and officers who write to it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.botapi.core import TOKEN, BotApi
from tests.botapi.faces import HttpFace
from tests.botapi.people import Message, Person
from tests.whole.system import System, make_home, start

PATIENCE = 60.0
FIRST_NUMBER = 7_345_001_100


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 -- another process makes it true
            await asyncio.sleep(0.02)


def keyboard(person: Person) -> Message | None:
    """Return the last message with buttons."""
    return next((message for message in reversed(person.received) if "reply_markup" in message), None)


def offered(person: Person, part: str = "") -> list[str]:
    """Return the current buttons with these words in their titles."""
    return [title for title in person.buttons() if part in title] if keyboard(person) else []


@dataclass
class Town:
    """The system, its Telegram, and the numbers of those who came."""

    system: System
    api: BotApi
    clock: Path
    numbers: "count[int]" = field(default_factory=lambda: count(FIRST_NUMBER))
    people: list[Person] = field(default_factory=list)

    def turn_clock(self, instant: datetime) -> None:
        """Let it be this instant in every process."""
        turn(self.clock, instant)

    def newcomer(self, language: str = "en") -> Person:
        """Somebody who never wrote before."""
        self.people.append(Person(self.api, next(self.numbers), language))
        return self.people[-1]

    async def officer(self) -> Person:
        """Somebody new who has pressed Start."""
        person = self.newcomer()
        await self.types(person, "/start")
        await self.taps(person, "Start")
        return person

    async def types(self, person: Person, text: str) -> list[str]:
        """Send a text and return what is answered."""
        return await self._answered(person, lambda: person.types(text))

    async def taps(self, person: Person, part: str) -> list[str]:
        """Tap the first current button with these words in its title, once it is there; return what is answered."""
        await until(lambda: bool(offered(person, part)))
        return await self._answered(person, lambda: person.taps(offered(person, part)[0]))

    async def _answered(self, person: Person, act: Callable[[], int]) -> list[str]:
        before = len(person.texts)
        act()
        await until(lambda: len(person.texts) > before)
        return person.texts[before:]


def turn(clock: Path, instant: datetime) -> None:
    """Set a clock in one step, for others read it at any time."""
    new = clock.with_suffix(".new")
    new.write_text(instant.isoformat())
    new.replace(clock)


@asynccontextmanager
async def open_town(folder: Path, **settings: str) -> AsyncIterator[Town]:
    """Run a system on the tests' Telegram for as long as the block lasts."""
    api = BotApi()
    face = HttpFace(api)
    clock = folder / "clock"
    turn(clock, datetime.now(UTC))
    reach = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": await face.start(), "CODE4_CLOCK": str(clock)}
    environment = await asyncio.to_thread(make_home, folder, **reach, **settings)
    system = await asyncio.to_thread(start, environment)
    try:
        yield Town(system, api, clock)
    finally:
        await asyncio.to_thread(system.stop)
        await face.stop()
