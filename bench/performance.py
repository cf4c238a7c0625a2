"""The whole way's speed and memory beside stock Rasa's, in one run."""

import asyncio
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.machine import family, memory_of
from bench.stock_rasa import stock
from bench.stock_rasa.actions import plain_actions
from bench.stock_rasa.stock import DEFAULT_EPOCHS
from bench.talk import OFFICERS, Talk, talk
from bench.whole_way import arrive_at
from cli.model import ENGINE_PYTHON
from cli.supervisor import free_ports
from settings import ROOT, read_settings
from tests.whole.system import make_home, start

Row = list[str]


@dataclass(frozen=True)
class Measured:
    """How a system talks, how long (s) it takes to train and to answer after a warm start, its memory (MB)."""

    talk: Talk
    training: float
    ready: float
    memory: float


def measure(stock_epochs: int = DEFAULT_EPOCHS) -> list[Row]:
    """Measure ours, then stock Rasa over the same home's database; returns what, aim, ours, stock.

    With 0 epochs stock Rasa is left out.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = make_home(Path(folder))
        training, again = _training()
        ours = _ours(environment, training)
        theirs = _stock(environment, Path(folder) / "stock", stock_epochs) if stock_epochs else None
    return _rows(ours, theirs, again, stock_epochs)


def _ours(environment: Mapping[str, str], training: float) -> Measured:
    start(dict(environment)).stop()
    begun = time.perf_counter()
    system = start(dict(environment))
    ready = time.perf_counter() - begun
    try:
        talked = asyncio.run(talk(arrive_at(read_settings(environment, Path("/nonexistent")))))
        memory = memory_of(family(system.process.pid))
    finally:
        system.stop()
    return Measured(talked, training, ready, memory)


def _stock(environment: Mapping[str, str], folder: Path, epochs: int) -> Measured:
    port, actions_port = free_ports(2)
    stock.prepare(ROOT, folder, f"http://127.0.0.1:{actions_port}/webhook", epochs)
    training = stock.train(folder)
    begun = time.perf_counter()
    with ExitStack() as running:
        actions = running.enter_context(plain_actions(environment, actions_port))
        pid = running.enter_context(stock.running(folder, port))
        ready = time.perf_counter() - begun
        talked = asyncio.run(talk(stock.arrive_at(f"http://127.0.0.1:{port}")))
        memory = memory_of([actions, *family(pid)])
    return Measured(talked, training, ready, memory)


def _training() -> tuple[float, float]:
    """Return the seconds of a whole training, and of one when nothing has changed."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ENGINE_PYTHON), "-m", "engine.train", "--out", f"{folder}/code4.tar.gz"]
        return _seconds([*command, "--log", f"{folder}/log"]), _seconds([*command, "--log", f"{folder}/log"])


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - begun


def _rows(ours: Measured, theirs: Measured | None, again: float, epochs: int) -> list[Row]:
    a, b = ours.talk, theirs.talk if theirs else None
    shorter = "" if epochs == DEFAULT_EPOCHS else f" with {epochs} of its {DEFAULT_EPOCHS} epochs"
    times = f" ({a.rate / b.rate:.1f} times)" if b else ""
    rows: list[list[object]] = [
        ["message to reply, one officer, fixed answer: p50 / p95", "30 / 80 ms", str(a.fixed), b and b.fixed],
        ["the same with a custom action", "p50 at most 45 ms", str(a.action), b and b.action],
        [
            f"sustained, {OFFICERS} officers at once",
            "45 a second and 1.5 times stock",
            f"{a.rate:.0f} a second{times}",
            b and f"{b.rate:.0f} a second",
        ],
        ["a reply then: p50 / p95", "p95 under 1 s", str(a.many), b and b.many],
        ["the last of 95 turns of a session beside the first", "at most 2 times", _growth(a), b and _growth(b)],
        ["training", "under 60 s", f"{ours.training:.0f} s", theirs and f"{theirs.training:.0f} s{shorter}"],
        ["training when nothing has changed", "nothing", f"{again:.1f} s", None],
        ["warm start until all answers", "under 20 s", f"{ours.ready:.1f} s", theirs and f"{theirs.ready:.1f} s"],
        ["memory of all processes", "under 1.2 GB", _gigabytes(ours), theirs and _gigabytes(theirs)],
    ]
    return [["not measured in this run" if cell is None else str(cell) for cell in row] for row in rows]


def _gigabytes(measured: Measured) -> str:
    return f"{measured.memory / 1e3:.2f} GB"


def _growth(talk: Talk) -> str:
    return f"{talk.last / talk.first:.1f} times ({talk.first:.0f}, {talk.last:.0f} ms)"
