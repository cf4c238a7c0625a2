"""The periods of the anonymous totals: opened on their first day, closed on the day after their last.

Once a day those are counted who attended an appointment, for it is the passing of time that makes it so.
"""

import asyncio
import base64
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import structlog

from reports.attendance import count_attended
from reports.closing import Closing
from reports.counting import Counter, local_day
from reports.errors import PolicyWrong
from settings import ROOT
from storage.errors import StorageError
from storage.keys import Keys

AGAIN = 3600.0  # seconds until a close that failed or was refused is tried again

log = structlog.get_logger()


async def close_apart(seal: bytes) -> int:
    """Close what waits in a process of its own, which loads the salt and the noise; return how many."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.closing", cwd=ROOT, stdin=pipe, stdout=pipe
    )
    line = json.dumps({"seal": base64.b64encode(seal).decode()}) + "\n"
    try:
        told, _ = await process.communicate(line.encode())
    except asyncio.CancelledError:
        process.kill()  # a close may be killed at any step
        raise
    done: dict[str, Any] = json.loads(told) if told else {"closed": 0}
    if process.returncode:
        log.error("report_not_closed", status=process.returncode, refused=done.get("refused"))
    return int(done["closed"])


@dataclass
class Periods:
    """Looks at every tick what the day asks for."""

    closing: Closing
    keys: Keys
    close: Callable[[bytes], Awaitable[int]] = close_apart
    _opened: date | None = None
    _again: float = 0.0
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> int:
        """Close the periods that have ended, and open today's; return how many were closed.

        A fault here is logged and tried again later: it never disturbs what else is due.
        """
        if self._busy.locked() or time.monotonic() < self._again:
            return 0
        async with self._busy:
            try:
                return await self._run()
            except (StorageError, PolicyWrong, OSError, ValueError) as error:
                log.error("report_not_closed", error=type(error).__name__)
                self._again = time.monotonic() + AGAIN
                return 0

    async def _run(self) -> int:
        if not await asyncio.to_thread(self._look):
            return 0
        closed = await self.close(self.closing.salts.seal)
        if await asyncio.to_thread(self.closing.waits):
            self._again = time.monotonic() + AGAIN
        return closed

    def _look(self) -> bool:
        """Tell whether something waits for its close; else, once a day, open the period and count who attended."""
        if self.closing.waits():
            return True
        here = self.closing
        today = local_day(here.clock.now(), here.timezone)
        if today != self._opened:
            with here.database.write() as connection:
                counter = Counter(here.salts, here.clock, here.size, here.timezone)
                counter.open(connection)
                count_attended(connection, self.keys, counter)
            self._opened = today
        return False
