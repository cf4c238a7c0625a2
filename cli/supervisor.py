"""The whole system as child processes: engine, actions, bot and console, kept alive until told to stop."""

import asyncio
import base64
import contextlib
import fcntl
import json
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from cli.children import Child
from cli.failure import Failure
from cli.model import ENGINE_PYTHON, trained_model
from cli.unlocking import typed_passphrase
from settings import ROOT, Settings
from wiring import Wiring

ADDRESS = "serve.json"
STARTING_SECONDS = 120.0
WITHHELD = "withheld"
# What Rasa's process may know of its environment: no key, no database, no token, no home of the user.
ENGINE_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")


def make_wiring(settings: Settings) -> Wiring:
    """Choose ports and fresh secrets for one run of the system."""
    model_path, model_sha256 = trained_model()
    engine, actions, door, console = _ports(settings.port_base, 4)
    return Wiring(
        engine_port=engine,
        actions_port=actions,
        door_port=door,
        console_port=console,
        channel_secret=secrets.token_bytes(32),
        action_secret=secrets.token_bytes(32),
        door_secret=secrets.token_bytes(32),
        model_path=model_path,
        model_sha256=model_sha256,
        run_folder=str(settings.run_folder),
        passphrase=typed_passphrase(settings.keys) or "",
    )


def _ports(base: int, count: int) -> list[int]:
    """Return `count` ports: those after `base`, or free ones when it is 0."""
    return list(range(base, base + count)) if base else free_ports(count)


def free_ports(count: int) -> list[int]:
    """Return ports of this machine that nobody uses."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def engine_child(settings: Settings, wiring: Wiring) -> Child:
    """Describe Rasa's process, whose environment holds nothing of ours."""
    kept = {name: os.environ[name] for name in ENGINE_ENVIRONMENT if name in os.environ}
    home = settings.run_folder / "engine"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept |= {"HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [str(ENGINE_PYTHON), "-m", "engine"]
    told = replace(wiring, passphrase="", door_secret=b"")  # it may not knock at the terminal's door either
    return Child("engine", command, kept, settings.run_folder, told.line())


def python_child(name: str, settings: Settings, wiring: Wiring) -> Child:
    """Describe one of our own processes, which reads the same settings as we did; the token is the bot's alone."""
    environment = dict(os.environ) | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    if settings.telegram_token and name != "bot":
        environment["TELEGRAM_BOT_TOKEN"] = WITHHELD  # that there is one decides whether samples are shown
    return Child(name, [sys.executable, "-m", name], environment, settings.run_folder, wiring.line())


def make_folders(settings: Settings) -> None:
    """Make the home and its run folder, closed to others; each by itself, for a parent made along would be open."""
    for folder in (settings.home, settings.run_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextlib.contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the home's lock; raises Failure when the system already runs there."""
    make_folders(settings)
    with (settings.run_folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failure("This home is served already: stop the other `code4 serve` first.") from None
        yield


async def supervise(settings: Settings, when_ready: Callable[[dict[str, int]], None]) -> None:
    """Run everything until SIGTERM, SIGINT, or the end of a parent that watches over us."""
    os.chdir(ROOT)
    wiring = make_wiring(settings)
    children = [
        python_child("bot", settings, wiring),
        python_child("actions", settings, wiring),
        python_child("console", settings, wiring),
        engine_child(settings, wiring),
    ]
    ended = _until_ended()
    tasks = [asyncio.create_task(child.keep_alive()) for child in children]
    try:
        await _until_ready(children, ended)
        if not ended.is_set():
            _publish(settings.run_folder / ADDRESS, wiring)
            when_ready(_reached(wiring))
            await ended.wait()
    finally:
        (settings.run_folder / ADDRESS).unlink(missing_ok=True)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*(child.stop() for child in children))


def _reached(wiring: Wiring) -> dict[str, int]:
    """Return where each part answers; the console's is for a browser, or for a proxy with TLS before it."""
    return {
        "bot": wiring.door_port,
        "actions": wiring.actions_port,
        "engine": wiring.engine_port,
        "console": wiring.console_port,
    }


def _until_ended() -> asyncio.Event:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(each, ended.set)
    return ended


async def _until_ready(children: list[Child], ended: asyncio.Event) -> None:
    """Wait for all to answer; raises Failure naming the one that does not."""
    for child in children:
        waits = [asyncio.create_task(child.ready.wait()), asyncio.create_task(ended.wait())]
        done, _ = await asyncio.wait(waits, timeout=STARTING_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        if not done:
            raise Failure(f"{child.name} does not start: run/{child.name}.log in the home says why.")
        if ended.is_set():
            return


def _publish(path: Path, wiring: Wiring) -> None:
    """Write the door's address and secret for `code4 chat`, readable by this user alone."""
    text = json.dumps(
        {
            "port": wiring.door_port,
            "secret": base64.b64encode(wiring.door_secret).decode(),
            "pid": os.getpid(),
        }
    )
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
