"""Crisis messages with everything else of ours down: from the message on Telegram to the send call.

The gateway runs as its own process against a Bot API server of the tests. Its engine's and actions' ports are closed
and so is its database server's; in the second run the database is a file on a disk that takes not one byte more.
"""

import asyncio
import json
import os
import resource
import secrets
import socket
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from settings import ROOT
from storage.database import open_database
from storage.keys import create_keys
from storage.tables import load_tables
from tests.botapi.core import TOKEN, BotApi
from tests.botapi.faces import HttpFace
from tests.botapi.people import Person
from wiring import Wiring

MESSAGES, PER_SECOND = 1_000, 20.0
LIMIT = 1.0  # seconds
PATIENCE = 10.0
TEXTS = ("i want to kill myself", "i want to die", "voy a matarme", "i am going to eat my gun tonight")


def measure(messages: int = MESSAGES, per_second: float = PER_SECOND) -> dict[str, dict[str, Any]]:
    """Return, for `stopped` and `disk_full`, how many messages were answered in time, and the delays in ms."""
    return {
        "stopped": asyncio.run(_run(messages, per_second, _closed_database, None)),
        "disk_full": asyncio.run(_run(messages, per_second, _file_database, _fill_disk)),
    }


async def _run(
    messages: int, per_second: float, database: Callable[[Path], str], before: Callable[[], None] | None
) -> dict[str, Any]:
    api = BotApi()
    face = HttpFace(api)
    address = await face.start()
    with tempfile.TemporaryDirectory() as folder:
        gateway = await _start_gateway(Path(folder), address, database(Path(folder)), before)
        try:
            return _figures(messages, await _write(api, messages, per_second))
        finally:
            with suppress(ProcessLookupError):
                gateway.kill()
            await gateway.wait()
            await face.stop()


async def _write(api: BotApi, messages: int, per_second: float) -> list[float]:
    """Let somebody new write at each beat; returns the seconds until the send call to each who was answered."""
    loop = asyncio.get_running_loop()
    begun, wrote = loop.time(), dict[int, float]()
    for number in range(messages):
        await asyncio.sleep(max(0.0, begun + number / per_second - loop.time()))
        person = Person(api, 1_000 + number)
        wrote[1_000 + number] = loop.time()
        person.types(TEXTS[number % len(TEXTS)])
    deadline = loop.time() + PATIENCE
    while len(answered := _answered(api)) < messages and loop.time() < deadline:  # noqa: ASYNC110  the server only keeps a journal
        await asyncio.sleep(0.1)
    return [answered[chat] - at for chat, at in wrote.items() if chat in answered]


def _answered(api: BotApi) -> dict[int, float]:
    """Return when each chat was first sent something."""
    first: dict[int, float] = {}
    for call in api.called("sendMessage"):
        first.setdefault(int(call.params["chat_id"]), call.at)
    return first


def _figures(messages: int, delays: list[float]) -> dict[str, Any]:
    in_ms = sorted(delay * 1000 for delay in delays) or [float("inf")] * 2
    places = statistics.quantiles(in_ms, n=100, method="inclusive") if len(in_ms) > 1 else in_ms * 99
    return {
        "messages": messages,
        "answered": len(delays),
        "in_time": sum(delay < LIMIT for delay in delays),
        "p50_ms": round(places[49], 1),
        "p99_ms": round(places[98], 1),
        "worst_ms": round(in_ms[-1], 1),
    }


async def _start_gateway(
    folder: Path, address: str, url: str, before: Callable[[], None] | None
) -> asyncio.subprocess.Process:
    create_keys(folder / "keys")
    secret = secrets.token_bytes(32)
    wiring = Wiring(_closed_port(), _closed_port(), 0, secret, secret, secret, "", "", str(folder / "run"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CODE4_", "TELEGRAM_"))}
    environment = kept | {
        "CODE4_HOME": str(folder / "home"),
        "CODE4_KEYS": str(folder / "keys"),
        "CODE4_DATABASE_URL": url,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": address,
    }
    gateway = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot"),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=before,
    )
    assert gateway.stdin is not None  # noqa: S101
    assert gateway.stdout is not None  # noqa: S101
    gateway.stdin.write(wiring.line().encode())
    await gateway.stdin.drain()
    told = await asyncio.wait_for(gateway.stdout.readline(), 60)
    if not told or json.loads(told)["ready"] is not True:
        raise RuntimeError("the gateway did not start")
    return gateway


def _closed_database(_folder: Path) -> str:
    """Return the address of a PostgreSQL server that is not there."""
    return f"postgresql://code4@127.0.0.1:{_closed_port()}/code4"


def _file_database(folder: Path) -> str:
    """Make a database file with all tables."""
    (folder / "home").mkdir()
    url = f"sqlite:///{folder / 'home' / 'code4.db'}"
    database = open_database(url)
    with database.write() as connection:
        load_tables().create_all(connection)
    database.close()
    return url


def _fill_disk() -> None:
    """Let this process write to no file, as on a full disk; pipes and sockets are none."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _closed_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
