"""Conversations whose every answer is timed, with whatever answers: our whole way or stock Rasa."""

import asyncio
import statistics
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

FIXED = "are you a robot"
WITH_ACTION = "who gets shift work, tuesday evening, by phone"
LINES = (FIXED, WITH_ACTION, "thanks", "how do i sleep on nights")
WARM, SINGLE, LONG = 5, 60, 95
OFFICERS, SECONDS = 32, 20.0


class Officer(Protocol):
    """One person who talks."""

    async def say(self, text: str) -> float:
        """Say a line and return the milliseconds until its whole answer; raises when there was none."""
        ...


Arrive = Callable[[str], AbstractAsyncContextManager[Officer]]  # a name to somebody who may begin to talk


@dataclass
class Timings:
    """Milliseconds from sending a message to holding its whole answer."""

    values: list[float] = field(default_factory=list)

    def percentile(self, share: int) -> float:
        """Return a percentile, 1 to 99."""
        return statistics.quantiles(self.values, n=100, method="inclusive")[share - 1]

    def __str__(self) -> str:
        return f"{self.percentile(50):.0f} / {self.percentile(95):.0f} ms"


@dataclass(frozen=True)
class Talk:
    """How a system answered: one officer, a session's first and last turns in ms, and many at once (a second)."""

    fixed: Timings
    action: Timings
    first: float
    last: float
    rate: float
    many: Timings


async def talk(arrive: Arrive) -> Talk:
    """Hold all conversations, one kind after the other."""
    await _one(arrive, "warm", WARM)
    fixed, action = await _one(arrive, "single", SINGLE)
    first, last = await _long(arrive)
    rate, many = await _many(arrive)
    return Talk(fixed, action, first, last, rate, many)


async def _one(arrive: Arrive, name: str, turns: int) -> tuple[Timings, Timings]:
    fixed, action = Timings(), Timings()
    async with arrive(name) as officer:
        for _ in range(turns):
            fixed.values.append(await officer.say(FIXED))
            action.values.append(await officer.say(WITH_ACTION))
    return fixed, action


async def _long(arrive: Arrive) -> tuple[float, float]:
    """Return the median of the first five and of the last five turns of a session, in ms."""
    async with arrive("long") as officer:
        spent = [await officer.say(WITH_ACTION) for _ in range(LONG)]
    return statistics.median(spent[:5]), statistics.median(spent[-5:])


async def _many(arrive: Arrive) -> tuple[float, Timings]:
    """Return turns a second and the timings while all talk at once, each waiting for each answer."""
    timings, everybody = Timings(), asyncio.Barrier(OFFICERS + 1)

    async def one(number: int) -> None:
        async with arrive(f"number {number}") as officer:
            await everybody.wait()
            ends = time.perf_counter() + SECONDS
            while time.perf_counter() < ends:
                for line in LINES:
                    timings.values.append(await officer.say(line))

    async with asyncio.TaskGroup() as group:
        for number in range(OFFICERS):
            group.create_task(one(number))
        await everybody.wait()
        started = time.perf_counter()
    return len(timings.values) / (time.perf_counter() - started), timings
