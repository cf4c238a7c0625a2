"""The whole way's speed and memory: `make bench` writes docs/performance.md."""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.machine import describe, family, memory_of
from bench.pages import fill, table
from bench.talk import long_session, many_officers, one_officer
from cli.model import ENGINE_PYTHON
from settings import ROOT, Settings, read_settings
from tests.whole.system import make_home, start

PAGE = ROOT / "docs" / "performance.md"
Row = list[str]


def whole_way() -> list[Row]:
    """Measure a running system: start, memory, one officer, many officers, a long session."""
    with tempfile.TemporaryDirectory() as folder:
        environment = make_home(Path(folder))
        start(environment).stop()
        begun = time.perf_counter()
        system = start(environment)
        try:
            return _measure(read_settings(environment, Path("/nonexistent")), system.process.pid, begun)
        finally:
            system.stop()


def _measure(settings: Settings, pid: int, begun: float) -> list[Row]:
    ready = time.perf_counter() - begun
    asyncio.run(one_officer(settings, 5))
    fixed, action = asyncio.run(one_officer(settings, 150))
    first, last = asyncio.run(long_session(settings, 95))
    rate, many = asyncio.run(many_officers(settings, 32, 20))
    memory = memory_of(family(pid))
    return [
        ["message to reply, one officer, fixed answer: p50 / p95", "30 / 80 ms", str(fixed)],
        ["message to reply, one officer, custom action: p50 / p95", "p50 45 ms", str(action)],
        ["sustained, 32 officers, two cores", "45 a second", f"{rate:.0f} a second"],
        ["the same: p50 / p95", "p95 under 1 s", str(many)],
        [
            "the last of 95 turns beside the first",
            "at most 2 times",
            f"{last / first:.1f} times ({first:.0f}, {last:.0f} ms)",
        ],
        ["warm start until all answers", "under 20 s", f"{ready:.1f} s"],
        ["memory of all processes together", "under 1.2 GB", f"{memory / 1000:.2f} GB"],
    ]


def training() -> list[Row]:
    """Measure a whole training, and one when nothing has changed."""
    command = [str(ENGINE_PYTHON), "-m", "engine.train"]
    with tempfile.TemporaryDirectory() as folder:
        target = ["--out", f"{folder}/code4.tar.gz", "--log", f"{folder}/log"]
        spent = [_seconds([*command, *target]), _seconds([*command, *target])]
    return [
        ["training", "under 60 s", f"{spent[0]:.1f} s"],
        ["training when nothing has changed", "nothing", f"{spent[1]:.1f} s"],
    ]


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - begun


def main() -> int:
    """Measure everything, print the table and write it into docs/performance.md."""
    rows = [*whole_way(), *training()]
    text = f"{describe()}.\n\n" + table(["What", "Aim", "Measured"], rows)
    fill(PAGE, "figures", text)
    sys.stdout.write(text + "\n")
    return 0
