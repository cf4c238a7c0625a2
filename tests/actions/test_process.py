"""The process of the actions, as the supervisor runs it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from settings import ROOT
from storage.database import open_database
from storage.keys import create_keys
from storage.tables import load_tables
from wiring import Wiring, signed_headers

SECRET = b"s" * 32
PRIVATE = "call me at 207-555-0155"


def free_port() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


@pytest.fixture
def wiring() -> Wiring:
    return Wiring(0, free_port(), 0, b"c" * 32, SECRET, b"d" * 32, "", "", "")


@pytest.fixture
def process(tmp_path: Path, wiring: Wiring) -> Iterator["subprocess.Popen[str]"]:
    create_keys(tmp_path / "keys")
    (tmp_path / "home").mkdir()
    database = open_database(f"sqlite:///{tmp_path / 'home' / 'code4.db'}")
    with database.write() as connection:
        load_tables().create_all(connection)
    database.close()
    environment = os.environ | {"CODE4_HOME": str(tmp_path / "home"), "CODE4_KEYS": str(tmp_path / "keys")}
    with subprocess.Popen(
        [sys.executable, "-m", "actions"],
        env=environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(tmp_path / "log").open("w"),
        text=True,
    ) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        started.stdin.write(wiring.line())
        started.stdin.flush()
        assert json.loads(started.stdout.readline()) == {"ready": True}
        yield started
        if started.poll() is None:
            started.kill()


def call(wiring: Wiring, fields: object, secret: bytes = SECRET) -> httpx.Response:
    body = json.dumps(fields).encode()
    headers = signed_headers(secret, body)
    return httpx.post(wiring.actions_url, content=body, headers=headers, trust_env=False)


def action_call(name: str) -> dict[str, object]:
    metadata = {"now": "2026-11-16T18:00:00+00:00", "timezone": "America/New_York", "inbox": "1" * 32}
    message = {"text": PRIVATE, "intent": {"name": "greet"}, "entities": [], "metadata": metadata}
    tracker = {
        "sender_id": "2" * 32,
        "slots": {"locale": "en"},
        "latest_message": message,
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": name, "sender_id": "2" * 32, "tracker": tracker, "domain": {}, "version": "3.6.21"}


def test_a_signed_call_is_answered_and_ends_on_sigterm(process: "subprocess.Popen[str]", wiring: Wiring) -> None:
    answer = call(wiring, action_call("action_human"))
    assert answer.status_code == httpx.codes.OK
    assert answer.json()["responses"][0]["response"] == "utter_human"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_an_unsigned_call_is_refused_before_it_is_read(process: "subprocess.Popen[str]", wiring: Wiring) -> None:
    assert call(wiring, action_call("action_menu"), secret=b"x" * 32).status_code == 401
    assert httpx.post(wiring.actions_url, content=b"{", trust_env=False).status_code == 401


def test_no_message_reaches_a_log_or_an_error(process: "subprocess.Popen[str]", wiring: Wiring, tmp_path: Path) -> None:
    broken = action_call("action_menu")
    broken["tracker"]["latest_message"]["metadata"]["now"] = PRIVATE  # type: ignore[index]
    for fields, status in ((broken, 500), (action_call("action_gone"), 404), ([PRIVATE], 422)):
        answer = call(wiring, fields)
        assert answer.status_code == status
        assert PRIVATE not in answer.text
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)
    assert PRIVATE not in (tmp_path / "log").read_text()


def test_it_listens_on_loopback_alone_in_one_process(process: "subprocess.Popen[str]", wiring: Wiring) -> None:
    watched = psutil.Process(process.pid)
    assert watched.children() == []
    listening = [each.laddr for each in watched.net_connections("inet") if each.status == "LISTEN"]
    assert [(each.ip, each.port) for each in listening] == [("127.0.0.1", wiring.actions_port)]


def test_it_ends_when_its_parent_is_gone(process: "subprocess.Popen[str]", wiring: Wiring) -> None:
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=10) == 0
