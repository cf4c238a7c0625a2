"""`engine/.venv/bin/python -m engine`: Rasa, wired by a line on standard input; exit 5 if it cannot start."""

import asyncio
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from engine.enclosure import settle
from engine.events import Voice, claim_output, fault, silence_libraries
from engine.stage import prepare
from wiring import Wiring, read_wiring

CANNOT_START = 5


def main() -> int:
    """Start, serve, stop."""
    started = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    voice = claim_output()
    try:
        wiring = read_wiring(sys.stdin.readline())
        folder = Path(wiring.run_folder) / "engine"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _run(wiring, folder, voice, started)
    except Exception as error:
        voice.note("start_failed", **fault(error))
        return CANNOT_START


def _run(wiring: Wiring, folder: Path, voice: Voice, started: float) -> int:
    prepare(folder / "home")
    os.environ["TMPDIR"] = str(_empty(folder / "tmp"))
    voice.note("enclosed", kind=".".join(settle(wiring, folder)) or "nothing")
    silence_libraries()
    from engine.serving import serve

    silence_libraries()
    asyncio.run(serve(wiring, folder, voice, started))
    return 0


def _empty(folder: Path) -> Path:
    """Make a folder anew: a process that was killed leaves the unpacked model there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


if __name__ == "__main__":
    code = main()
    os._exit(code)
