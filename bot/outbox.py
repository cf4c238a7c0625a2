"""Sending: in order within a chat, at the pace the door allows, again until it went through, crisis first."""

import asyncio
from collections.abc import Callable, Iterable, Mapping

import structlog

from bot.doors import Away, Door, DoorError, Gone, Letter, Refused, Slowed
from bot.lanes import Lanes
from bot.messages import DoorName
from bot.pace import Pace

FIRST_PAUSE, LONGEST_PAUSE = 0.3, 30.0
URGENT_PAUSE = 2.0  # the longest pause between two tries of the crisis words
URGENT_TRIES = 300

log = structlog.get_logger()

Item = Letter | Callable[[], None]


class Outbox:
    """Takes letters whose rows are durable; says by `done` which rows may go, and whose chat is gone."""

    def __init__(
        self,
        doors: Mapping[DoorName, Door],
        done: Callable[[Letter, bool], None],
        pace: Pace | None = None,
    ) -> None:
        self._doors = doors
        self._done = done
        self._pace = pace or Pace()
        self._lanes: Lanes[Item] = Lanes(self._work)
        self._present: dict[str, asyncio.Event] = {}
        self._urgent: set[asyncio.Task[None]] = set()

    def post(self, lane: str, letters: Iterable[Letter], then: Callable[[], None] | None = None) -> None:
        """Queue letters of one chat, and what is to be called once they are through."""
        items: list[Item] = list(letters)
        if then is not None:
            items.append(then)
        self._lanes.put(lane, items)

    def is_paced(self, letter: Letter) -> bool:
        """Tell whether a letter takes a place in the pace of its door."""
        door = self._doors.get(letter.door)
        return door is not None and door.is_paced

    def hurry(self, letters: list[Letter], then: Callable[[], None] | None = None) -> None:
        """Send at once, past every queue and pace: the words of a crisis, and what cannot be kept."""
        task = asyncio.create_task(self._hurry(letters, then))
        self._urgent.add(task)
        task.add_done_callback(self._urgent.discard)

    def arrived(self, lane: str) -> None:
        """Try again what waits for a person who was away."""
        if event := self._present.get(lane):
            event.set()

    async def idle(self, seconds: float) -> None:
        """Wait until everything is sent, at most so long."""
        tasks = [asyncio.create_task(self._lanes.idle()), *self._urgent]
        await asyncio.wait(tasks, timeout=seconds)
        tasks[0].cancel()

    async def close(self) -> None:
        """Stop; unsent rows stay for the next start."""
        for task in self._urgent:
            task.cancel()
        await self._lanes.close()

    async def _hurry(self, letters: list[Letter], then: Callable[[], None] | None) -> None:
        for letter in letters:
            door = self._doors[letter.door]
            if door.is_paced:
                self._pace.take(letter.chat)
            for attempt in range(URGENT_TRIES):
                try:
                    await door.send(letter)
                    break
                except (Gone, Refused, Away) as error:
                    log.warning("urgent_not_sent", error=type(error).__name__, door=letter.door)
                    break
                except DoorError as error:
                    await asyncio.sleep(_pause(error, attempt, URGENT_PAUSE))
        if then is not None:
            then()

    async def _work(self, lane: str, item: Item) -> None:
        if not isinstance(item, Letter):
            item()
        elif item.door in self._doors:
            self._done(item, await self._deliver(self._doors[item.door], lane, item))

    async def _deliver(self, door: Door, lane: str, letter: Letter) -> bool:
        """Send until it is through; false when the person cannot be reached any more."""
        if door.is_paced and (wait := self._pace.take(letter.chat)) > 0:
            await asyncio.sleep(wait)
        attempt = 0
        while True:
            try:
                await door.send(letter)
                return True
            except Gone:
                return False
            except Refused:
                log.error("letter_refused", door=letter.door)
                return True
            except Away:
                await self._wait_for(lane)
            except DoorError as error:
                log.warning("letter_delayed", door=letter.door, error=type(error).__name__, attempt=attempt)
                await asyncio.sleep(_pause(error, attempt, LONGEST_PAUSE))
                attempt += 1

    async def _wait_for(self, lane: str) -> None:
        event = self._present.setdefault(lane, asyncio.Event())
        try:
            await event.wait()
        finally:
            self._present.pop(lane, None)


def _pause(error: DoorError, attempt: int, longest: float) -> float:
    if isinstance(error, Slowed):
        return error.seconds
    return float(min(longest, FIRST_PAUSE * 2 ** min(attempt, 10)))
