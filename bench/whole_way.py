"""Officers at the terminal door of a running system of ours."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.talk import Arrive
from cli.doorway import Answer, Doorway, ask_system
from settings import Settings


class AtTheDoor:
    """One person with a connection of their own."""

    def __init__(self, name: str, doorway: Doorway) -> None:
        self.name, self._doorway = name, doorway
        self._answers = doorway.answers()

    async def say(self, text: str) -> float:
        """Send a line and return the milliseconds until its whole answer; raises when there was none."""
        started = time.perf_counter()
        await self._doorway.send({"as": self.name, "text": text})
        answer = await self._next()
        spent = (time.perf_counter() - started) * 1000
        if not answer["replies"]:
            raise RuntimeError("a message was not answered")
        return spent

    async def _next(self) -> Answer:
        async for answer in self._answers:
            if answer["in"] is not None:
                return answer
        raise ConnectionError("the door closed")


def arrive_at(settings: Settings) -> Arrive:
    """Return how somebody comes to the door and presses Start."""

    @asynccontextmanager
    async def arrive(name: str) -> AsyncIterator[AtTheDoor]:
        async with ask_system(settings) as doorway:
            officer = AtTheDoor(name, doorway)
            await officer.say("hello")
            await officer.say("consent.yes")
            yield officer

    return arrive
