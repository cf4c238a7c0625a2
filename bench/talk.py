"""Officers who talk to a running system through its terminal door, and how long each answer took."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field

from cli.doorway import Answer, Doorway, ask_system
from settings import Settings

FIXED = "are you a robot"
WITH_ACTION = "who gets shift work, tuesday evening, by phone"


@dataclass
class Timings:
    """Milliseconds from sending a message to holding its whole answer."""

    values: list[float] = field(default_factory=list)

    def percentile(self, share: int) -> float:
        """Return a percentile, 1 to 99."""
        return statistics.quantiles(self.values, n=100, method="inclusive")[share - 1]

    def __str__(self) -> str:
        return f"{self.percentile(50):.0f} / {self.percentile(95):.0f} ms"


class Officer:
    """One person with a connection of their own."""

    def __init__(self, name: str, doorway: Doorway) -> None:
        self.name, self._doorway = name, doorway
        self._answers = doorway.answers()

    async def say(self, text: str) -> float:
        """Send a line and return the milliseconds until its answer; raises when there was none."""
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


async def one_officer(settings: Settings, turns: int) -> tuple[Timings, Timings]:
    """Return timings of turns with a fixed answer and of turns with a custom action."""
    fixed, action = Timings(), Timings()
    async with ask_system(settings) as doorway:
        officer = Officer("bench single", doorway)
        await _begin(officer)
        for _ in range(turns):
            fixed.values.append(await officer.say(FIXED))
            action.values.append(await officer.say(WITH_ACTION))
    return fixed, action


async def long_session(settings: Settings, turns: int) -> tuple[float, float]:
    """Return the median of the first five and of the last five turns of a session, in ms."""
    async with ask_system(settings) as doorway:
        officer = Officer("bench long", doorway)
        await _begin(officer)
        spent = [await officer.say(WITH_ACTION) for _ in range(turns)]
    return statistics.median(spent[:5]), statistics.median(spent[-5:])


async def many_officers(settings: Settings, officers: int, seconds: float) -> tuple[float, Timings]:
    """Return turns a second and the timings while `officers` talk at once, each waiting for each answer."""
    timings = Timings()

    async def one(number: int) -> None:
        async with ask_system(settings) as doorway:
            officer = Officer(f"bench {number}", doorway)
            await _begin(officer)
            ready.release()
            await go.wait()
            while time.perf_counter() < end[0]:
                for line in (FIXED, WITH_ACTION, "thanks", "how do i sleep on nights"):
                    timings.values.append(await officer.say(line))

    ready, go, end = asyncio.Semaphore(0), asyncio.Event(), [0.0]
    tasks = [asyncio.create_task(one(number)) for number in range(officers)]
    for _ in tasks:
        await ready.acquire()
    started = time.perf_counter()
    end[0] = started + seconds
    go.set()
    await asyncio.gather(*tasks)
    return len(timings.values) / (time.perf_counter() - started), timings


async def _begin(officer: Officer) -> None:
    await officer.say("hello")
    await officer.say("consent.yes")
