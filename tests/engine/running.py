"""A real engine process with a small real model, and what the gateway would send it."""

import base64
import json
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from settings import ROOT
from tests.engine.actions import FakeActions
from wiring import Wiring, signed_headers

PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
METADATA = {
    "locale": "en",
    "timezone": "America/Chicago",
    "now": "2026-11-23T16:00:00+00:00",
    "visitor": False,
}


@dataclass
class Engine:
    """The process, its door, and the files that it writes."""

    wiring: Wiring
    process: "subprocess.Popen[str]"
    log: Path
    told: dict[str, Any] = field(default_factory=dict)
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.wiring.engine_url, timeout=30)

    @property
    def sessions(self) -> Path:
        """The folder of sealed conversations."""
        return Path(self.wiring.run_folder) / "engine" / "sessions"

    def post(self, path: str, **given: Any) -> httpx.Response:
        """Send a signed call."""
        body = json.dumps(given).encode()
        return self.http.post(path, content=body, headers=signed_headers(self.wiring.channel_secret, body))

    def stop(self) -> int:
        """Close its standard input, as a dying parent would, and return how it ended."""
        self.http.close()
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        return self.process.wait(timeout=10)


@dataclass
class Person:
    """One session at one engine; `durable` once Start was pressed."""

    engine: Engine
    durable: bool = True
    session: str = field(default_factory=lambda: secrets.token_hex(16))
    key: str = field(default_factory=lambda: base64.b64encode(secrets.token_bytes(32)).decode())

    def send(self, inbox: str | None = None, locale: str = "en", **said: Any) -> httpx.Response:
        """Take one turn with `text=` or `payload=`."""
        return self.engine.post(
            "/turn",
            inbox=inbox or secrets.token_hex(16),
            session=self.session,
            key=self.key,
            durable=self.durable,
            metadata={**METADATA, "locale": locale},
            **said,
        )

    def say(self, text: str, **more: Any) -> dict[str, Any]:
        """Type a text and return the turn, which must succeed."""
        response = self.send(text=text, **more)
        assert response.status_code == 200
        return dict(response.json())

    def press(self, payload: str) -> dict[str, Any]:
        """Press a button and return the turn, which must succeed."""
        response = self.send(payload=payload)
        assert response.status_code == 200
        return dict(response.json())


def texts(turn: dict[str, Any]) -> list[str]:
    """What was said in a turn."""
    return [reply["text"] for reply in turn["replies"]]


def new_wiring(folder: Path, model: Path, sha256: str, actions: FakeActions) -> Wiring:
    """Choose a free port and fresh secrets."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    fresh = secrets.token_bytes(32)
    return Wiring(port, actions.port, 0, fresh, actions.secret, fresh, str(model), sha256, str(folder / "run"))


@contextmanager
def running(
    wiring: Wiring, log: Path, program: tuple[str, ...] = ("-m", "engine"), **environment: str
) -> Iterator[Engine]:
    """Start an engine, wait until it answers or ends, and stop it afterwards."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as noise:
        process = subprocess.Popen(
            [str(PYTHON), *program],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            text=True,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(wiring.line())
    process.stdin.flush()
    line = process.stdout.readline()
    engine = Engine(wiring, process, log, json.loads(line) if line else {})
    try:
        yield engine
    finally:
        engine.stop()


def milliseconds(since: float) -> float:
    """How long ago a `time.perf_counter()` was."""
    return (time.perf_counter() - since) * 1000
