"""The way from a terminal to the running bot: one connection on loopback, one JSON object a line."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from rich.console import Console

from cli.failure import ENGINE, Failure
from cli.supervisor import ADDRESS
from settings import ROOT, Settings

LONGEST_LINE = 32 * 1024 * 1024
Answer = dict[str, Any]


class Doorway:
    """An open connection: lines go in, answers come back in order, unsolicited ones in between."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, message: dict[str, str]) -> None:
        """Send `{"as", "text"}` or `{"as", "press"}`."""
        self._writer.write(json.dumps(message).encode() + b"\n")
        await self._writer.drain()

    async def answers(self) -> AsyncIterator[Answer]:
        """Yield what comes back until the bot closes the door."""
        while line := await self._reader.readline():
            yield json.loads(line)


@contextlib.asynccontextmanager
async def ask_system(settings: Settings) -> AsyncIterator[Doorway]:
    """Connect to the running system's terminal door."""
    address = json.loads((settings.run_folder / ADDRESS).read_text())
    reader, writer = await asyncio.open_connection("127.0.0.1", address["port"], limit=LONGEST_LINE)
    writer.write(json.dumps({"secret": address["secret"]}).encode() + b"\n")
    try:
        yield Doorway(reader, writer)
    finally:
        writer.close()


@contextlib.asynccontextmanager
async def running_system(settings: Settings, *, quiet: bool) -> AsyncIterator[None]:
    """Make sure that a system runs for this home; one that we started ends with us."""
    if await _answers(settings):
        yield
        return
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli", "serve", cwd=ROOT, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        with _waiting(quiet):
            await _until_ready(process)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _answers(settings: Settings) -> bool:
    try:
        async with ask_system(settings):
            return True
    except (OSError, ValueError):
        return False


async def _until_ready(process: asyncio.subprocess.Process) -> None:
    line = await process.stdout.readline() if process.stdout else b""
    if b'"ready": true' not in line:
        code = await process.wait()
        raise Failure("The system did not start: the line above says why.", code or ENGINE)


def _waiting(quiet: bool) -> contextlib.AbstractContextManager[object]:
    """Show that the start takes some seconds, on a terminal only."""
    console = Console(file=sys.stderr)
    if quiet or not console.is_terminal:
        return contextlib.nullcontext()
    return console.status("Starting, about ten seconds")
