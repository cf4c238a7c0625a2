"""The gateway as a process of its own, with a fake engine in another: for power cuts."""

import asyncio
import base64
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from settings import ROOT
from storage.database import open_database
from storage.keys import create_keys
from storage.tables import load_tables
from wiring import Wiring

SECRET = b"s" * 32
Answer = dict[str, Any]


@dataclass
class Process:
    """A child with its standard input and output."""

    child: asyncio.subprocess.Process

    async def line(self) -> Any:
        """Return the next object that it prints."""
        assert self.child.stdout is not None
        return json.loads(await asyncio.wait_for(self.child.stdout.readline(), 120))

    async def tell(self, line: str) -> None:
        """Write a line to it."""
        assert self.child.stdin is not None
        self.child.stdin.write(line.encode() + b"\n")
        await self.child.stdin.drain()

    async def kill(self) -> None:
        """Kill it as a power cut would."""
        if self.child.returncode is None:
            self.child.kill()
        await self.child.wait()


async def start_process(module: str, first_line: str, **environment: str) -> Process:
    """Start a module of the project."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CODE4_", "TELEGRAM_"))}
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        cwd=ROOT,
        env=kept | environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    process = Process(child)
    await process.tell(first_line.strip())
    return process


@dataclass
class Home:
    """A home whose gateway can be killed and started again; the engine lives on."""

    folder: Path
    engine: Process
    engine_port: int
    extra: dict[str, str] = field(default_factory=dict)
    door_port: int = 0

    async def start_gateway(self) -> Process:
        """Start the gateway and wait until it answers."""
        wiring = Wiring(self.engine_port, 0, 0, SECRET, SECRET, SECRET, "", "", str(self.folder / "run"))
        environment = {"CODE4_HOME": str(self.folder / "home"), "CODE4_KEYS": str(self.folder / "keys")}
        gateway = await start_process("bot", wiring.line(), **environment, **self.extra)
        ready = await gateway.line()
        assert ready["ready"] is True
        self.door_port = ready["ports"]["door"]
        return gateway

    async def effects(self) -> list[str]:
        """Return what took effect in the engine, in order."""
        await self.engine.tell("effects")
        found: list[str] = await self.engine.line()
        return found


@asynccontextmanager
async def open_home(folder: Path, delay: float = 0.0, **extra: str) -> AsyncIterator[Home]:
    """Make a home with keys, a database and a running engine."""
    (folder / "home").mkdir()
    create_keys(folder / "keys")
    database = open_database(f"sqlite:///{folder / 'home' / 'code4.db'}")
    with database.write() as connection:
        load_tables().create_all(connection)
    database.close()
    given = {"secret": base64.b64encode(SECRET).decode(), "delay": delay}
    engine = await start_process("tests.bot.fake_engine", json.dumps(given))
    try:
        yield Home(folder, engine, (await engine.line())["port"], extra)
    finally:
        await engine.kill()


@dataclass
class Client:
    """A terminal client."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, **content: Any) -> None:
        """Send one line."""
        self.writer.write(json.dumps(content).encode() + b"\n")
        await self.writer.drain()

    async def next(self) -> Answer:
        """Return the next object."""
        answer: Answer = json.loads(await asyncio.wait_for(self.reader.readline(), 60))
        return answer

    async def ask(self, **content: Any) -> Answer:
        """Send one line and return its answer."""
        await self.send(**content)
        while (answer := await self.next()).get("in", "") is None:
            pass
        return answer


@asynccontextmanager
async def open_client(port: int, secret: bytes = SECRET) -> AsyncIterator[Client]:
    """Connect to a terminal door."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    client = Client(reader, writer)
    await client.send(secret=base64.b64encode(secret).decode())
    try:
        yield client
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
