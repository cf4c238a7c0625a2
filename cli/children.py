"""One child process: started with its wiring on standard input, watched, and started again when it dies."""

import asyncio
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

FIRST_PAUSE, LONGEST_PAUSE, STEADY = 0.2, 5.0, 30.0
GRACE = 5.0


@dataclass
class Child:
    """What to start and how it fares; `ready` is set while the process answers."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    folder: Path
    wiring_line: str
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    starts: int = 0
    _process: asyncio.subprocess.Process | None = None

    async def keep_alive(self) -> None:
        """Start the process again whenever it ends, slower after each quick death, until cancelled."""
        pause = FIRST_PAUSE
        while True:
            started = time.monotonic()
            await self._live_once()
            if time.monotonic() - started > STEADY:
                pause = FIRST_PAUSE
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _live_once(self) -> None:
        self.starts += 1
        with self._log() as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=dict(self.environment),
                start_new_session=True,
            )
        self._pid_file.write_text(f"{self._process.pid}\n")
        try:
            await self._hand_over(self._process)
            await self._process.wait()
        finally:
            self.ready.clear()
            self._pid_file.unlink(missing_ok=True)

    async def _hand_over(self, process: asyncio.subprocess.Process) -> None:
        """Give the wiring and wait for the line that says ready; the pipe stays open as a sign of life."""
        if process.stdin is None or process.stdout is None:
            return
        try:
            process.stdin.write(self.wiring_line.encode())
            await process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            return
        async for line in process.stdout:
            if _says_ready(line):
                self.ready.set()

    async def stop(self) -> None:
        """End the process kindly, then firmly."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), GRACE)
        except TimeoutError:
            process.kill()
            await process.wait()
        self._pid_file.unlink(missing_ok=True)

    @property
    def _pid_file(self) -> Path:
        return self.folder / f"{self.name}.pid"

    def _log(self) -> IO[bytes]:
        """Open the process's log, emptied when it has grown over 5 MB."""
        path = self.folder / f"{self.name}.log"
        mode = "wb" if path.exists() and path.stat().st_size > 5_000_000 else "ab"
        return os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), mode)


def _says_ready(line: bytes) -> bool:
    try:
        return json.loads(line).get("ready") is True
    except (ValueError, AttributeError):
        return False
