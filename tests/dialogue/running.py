"""The engine and the actions running over a fresh home with the sample city; tests play the gateway."""

import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from care.clock import FileClock
from cli.model import ENGINE_PYTHON, trained_model
from settings import ROOT
from storage.database import Database, open_database
from storage.keys import Keys, create_keys, open_keys
from storage.samples import load_samples, top_up_slots
from storage.tables import load_tables
from wiring import Wiring, signed_headers

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)  # a Monday, one in the afternoon in Port Halden


@dataclass(frozen=True)
class House:
    """What a conversation needs of the running system."""

    database: Database
    keys: Keys
    wiring: Wiring
    clock: FileClock
    client: httpx.Client

    def call(self, path: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Call the engine as the gateway does."""
        body = json.dumps(fields).encode()
        headers = signed_headers(self.wiring.channel_secret, body) | {"Content-Type": "application/json"}
        answer = self.client.post(f"{self.wiring.engine_url}{path}", content=body, headers=headers)
        assert answer.status_code == httpx.codes.OK, answer.json()
        content: dict[str, Any] = answer.json()
        return content


@contextmanager
def running_house(folder: Path, samples: Path | None = ROOT / "samples") -> Iterator[House]:
    """Start both processes over a new home; without samples the directory is empty."""
    home, clock_file = folder / "home", folder / "clock"
    (home / "run").mkdir(parents=True)
    clock_file.write_text(NOW.isoformat())
    create_keys(folder / "keys")
    database = open_database(f"sqlite:///{home / 'code4.db'}")
    with database.write() as connection:
        load_tables().create_all(connection)
    if samples:
        load_samples(database, samples, NOW)
        top_up_slots(database, NOW)
    environment = _environment(folder, clock_file)
    wiring = _wiring(home / "run")
    with ExitStack() as stack:
        for command in ([sys.executable, "-m", "actions"], [str(ENGINE_PYTHON), "-m", "engine"]):
            stack.enter_context(_process(command, environment, wiring))
        client = stack.enter_context(httpx.Client(timeout=10, trust_env=False))
        keys = open_keys(folder / "keys")
        yield House(database, keys, wiring, FileClock(clock_file), client)
    database.close()


def _environment(folder: Path, clock_file: Path) -> dict[str, str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("CODE4_", "TELEGRAM_"))}
    return kept | {
        "CODE4_HOME": str(folder / "home"),
        "CODE4_KEYS": str(folder / "keys"),
        "CODE4_CLOCK": str(clock_file),
        "CODE4_OPERATOR": "Harbor Officers Foundation",
        "CODE4_TIMEZONE": "America/New_York",
        "HOME": str(folder / "home" / "run"),
        "PYTHONPATH": str(ROOT),
    }


def _wiring(run_folder: Path) -> Wiring:
    model_path, model_sha256 = trained_model()
    engine, actions, door = _free_ports(3)
    return Wiring(
        engine_port=engine,
        actions_port=actions,
        door_port=door,
        channel_secret=secrets.token_bytes(32),
        action_secret=secrets.token_bytes(32),
        door_secret=secrets.token_bytes(32),
        model_path=model_path,
        model_sha256=model_sha256,
        run_folder=str(run_folder),
    )


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


@contextmanager
def _process(command: list[str], environment: dict[str, str], wiring: Wiring) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(wiring.line())
        process.stdin.flush()
        told = process.stdout.readline()
        assert told, f"{command[-1]} did not start"
        assert json.loads(told)["ready"] is True
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)
