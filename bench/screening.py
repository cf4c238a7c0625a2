"""What reading one message costs: the screen on one core, in a process of its own. `python -m bench.screening`."""

import json
import os
import statistics
import subprocess
import sys
import time

import psutil

from language.screen import Screen
from language.training.sentences import intent_sentences, risk_sentences
from settings import ROOT

WEIGHTS = ROOT / "language" / "weights"
ROUNDS = 1
LONG, LONG_TEXTS = 4096, 20  # characters; a text that is plainly a crisis is answered early, so several are read


def measure() -> dict[str, float | str]:
    """Return p50_ms, p99_ms, longest_ms of one reading, and cpu_p99_ms: the processor's share of it.

    Also long_text_ms (the processor's, for the slowest of some texts of 4,096 characters), opening_s,
    memory_mb, messages and layers.
    """
    command = [sys.executable, "-m", "bench.screening"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)  # noqa: S603
    found: dict[str, float | str] = json.loads(done.stdout)
    return found


def _texts() -> list[str]:
    everything = risk_sentences(ROOT / "language" / "data" / "risk") + intent_sentences(ROOT / "data" / "nlu")
    return [sentence.text for sentence in everything if sentence.use == "publish"]


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> int:
    """Measure here and print one JSON object."""
    _on_one_core()
    texts = _texts()
    before, begun = psutil.Process().memory_info().rss, time.perf_counter()
    screen = Screen.open(WEIGHTS)
    opening = time.perf_counter() - begun
    taken = [_milliseconds(screen, text) for _ in range(ROUNDS) for text in texts]
    times, busy = sorted(wall for wall, _ in taken), sorted(cpu for _, cpu in taken)
    joined = " ".join(texts)
    long = max(_milliseconds(screen, joined[at : at + LONG])[1] for at in range(0, LONG * LONG_TEXTS, LONG))
    figures = {
        "p50_ms": round(statistics.median(times), 2),
        "p99_ms": round(times[int(len(times) * 0.99)], 2),
        "cpu_p99_ms": round(busy[int(len(busy) * 0.99)], 2),
        "longest_ms": round(times[-1], 2),
        "long_text_ms": round(long, 1),
        "opening_s": round(opening, 1),
        "memory_mb": round((psutil.Process().memory_info().rss - before) / 1e6, 1),
        "messages": len(times),
        "layers": ", ".join(screen.layers),
    }
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


def _milliseconds(screen: Screen, text: str) -> tuple[float, float]:
    """Return how long one reading takes, and how much of it is the processor's own time."""
    begun, busy = time.perf_counter(), time.process_time()
    screen.read(text)
    return (time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000


if __name__ == "__main__":
    sys.exit(main())
