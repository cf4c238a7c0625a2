"""Long polling that confirms an update only when it is kept.

The library's own updater confirms first (facts.md, Telegram 2). While a database is slow, the same offset is
asked for again, so that a crisis in the next update is seen at once; what is being kept is known by its id.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from telegram import Bot, Update

from bot.doors import DoorError, Slowed
from bot.telegram.errors import named_errors
from bot.telegram.updates import WANTED

LONG = 30  # seconds that Telegram holds a request open
HOLD = 0.4  # seconds for keeping updates before the next look
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0
LAST_WORD = 2.0

log = structlog.get_logger()


class Polling:
    """Fetches updates and hands each to `take`; returning from it means that the update is done with."""

    def __init__(self, bot: Bot, take: Callable[[Update], Coroutine[Any, Any, None]]) -> None:
        self._bot, self._take = bot, take
        self._offset = 0
        self._taken: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Fetch until cancelled."""
        pause = FIRST_PAUSE
        while True:
            try:
                updates = await self._fetch(LONG if not self._taken else 0)
                pause = FIRST_PAUSE
            except DoorError as error:
                log.warning("updates_delayed", error=type(error).__name__)
                await asyncio.sleep(error.seconds if isinstance(error, Slowed) else pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            for update in updates:
                if update.update_id not in self._taken:
                    self._taken[update.update_id] = asyncio.create_task(self._take(update))
            if self._taken:
                await asyncio.wait(self._taken.values(), timeout=HOLD)
                self._advance()

    async def stop(self) -> None:
        """Confirm what is done, so that the next gateway need not see it again."""
        if self._taken:
            await asyncio.wait(self._taken.values(), timeout=LAST_WORD)
        self._advance()
        if self._offset:
            with contextlib.suppress(DoorError, TimeoutError):
                async with asyncio.timeout(LAST_WORD):
                    await self._fetch(0, limit=1)

    async def _fetch(self, seconds: int, limit: int = 100) -> tuple[Update, ...]:
        with named_errors():
            return await self._bot.get_updates(
                offset=self._offset or None,
                limit=limit,
                timeout=seconds,
                allowed_updates=WANTED,
                read_timeout=seconds + 10,
            )

    def _advance(self) -> None:
        """Move the offset past the updates that are done, up to the first that is not."""
        for update, task in list(self._taken.items()):
            if not task.done():
                return
            if task.exception() is not None:
                log.error("update_broke", error=type(task.exception()).__name__)
            self._offset = update + 1
            del self._taken[update]
