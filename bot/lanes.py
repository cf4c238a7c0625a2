"""Lanes: within one, things happen in order; side by side, they do not wait for each other."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger()
Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Hands items to `work`, one at a time a lane; a lane without items costs nothing."""

    def __init__(self, work: Callable[[str, Item], Awaitable[None]]) -> None:
        self._work = work
        self._queues: dict[str, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, lane: str, items: Iterable[Item]) -> None:
        """Add items at a lane's end."""
        queue = self._queues.get(lane)
        if queue is not None:
            queue.extend(items)
            return
        self._queues[lane] = deque(items)
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def length(self, lane: str) -> int:
        """Return how many items of a lane are not done."""
        return len(self._queues.get(lane, ()))

    async def idle(self) -> None:
        """Wait until every lane is empty."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Stop at once; what was not done is dropped here (its rows are not)."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        queue = self._queues[lane]
        try:
            while queue:
                try:
                    await self._work(lane, queue[0])
                except Exception as error:
                    log.error("lane_broke", error=type(error).__name__)
                queue.popleft()
        finally:
            del self._queues[lane]
