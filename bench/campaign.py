"""`make campaign`: the long runs. Nonsense through the screen, crisis phrases under noise, and everything down."""

import random
import sys
import time
from collections.abc import Iterable
from typing import Any

from bench.everything_down import measure as measure_everything_down
from bench.intervals import Share
from bench.machine import describe
from bench.noise import NOISES, fuzz
from bench.pages import fill, table
from language.clean import clean
from language.screen import Screen
from language.training.sentences import Sentence, risk_sentences
from settings import ROOT

PAGE = ROOT / "docs" / "everything-down.md"
SEED = 988
INPUTS = 100_000
PHRASES = 400
ALARMS = ("crisis", "possible")


def open_screen() -> Screen:
    """Return the screen as it runs, with its weights where they are there."""
    weights = ROOT / "language" / "weights"
    return Screen.open(weights if weights.exists() else None)


def fuzz_screen(screen: Screen, inputs: int = INPUTS) -> dict[str, Any]:
    """Put nonsense through cleaning and screen; returns how many inputs, crashes by kind, the slowest in ms."""
    chance = random.Random(SEED)  # noqa: S311  a campaign that can be repeated
    plain = [sentence.text for sentence in _sentences()]
    crashes: dict[str, int] = {}
    slowest, began = 0.0, time.perf_counter()
    for text in fuzz(chance, plain, inputs):
        started = time.perf_counter()
        try:
            clean(text)
            screen.read(text)
        except Exception as error:  # every kind of crash is counted
            crashes[type(error).__name__] = crashes.get(type(error).__name__, 0) + 1
        slowest = max(slowest, time.perf_counter() - started)
    return {
        "inputs": inputs,
        "crashes": crashes,
        "slowest_ms": round(slowest * 1000, 1),
        "seconds": round(time.perf_counter() - began, 1),
    }


def under_noise(screen: Screen, phrases: int = PHRASES) -> dict[str, Share]:
    """Return the share of crisis phrases that is found, plain and under each noise."""
    chance = random.Random(SEED)  # noqa: S311
    known = [sentence.text for sentence in _sentences() if sentence.risk == "crisis"]
    texts = chance.sample(known, min(phrases, len(known)))
    found = {"plain": _found(screen, texts)}
    for name, noise in NOISES.items():
        found[name] = _found(screen, [noise(chance, text) for text in texts])
    return found


def main() -> int:
    """Run everything, and write docs/everything-down.md; fails when a promise was not kept."""
    screen = open_screen()
    fuzzed, noisy = fuzz_screen(screen), under_noise(screen)
    down = measure_everything_down()
    rows = [["plain" if name == "plain" else name.replace("_", " "), str(share)] for name, share in noisy.items()]
    fuzz_words = f"{fuzzed['inputs']:,} inputs, {sum(fuzzed['crashes'].values())} crashes, the slowest took"
    text = (
        f"{describe()}. Screen layers: {', '.join(screen.layers)}.\n\n{down_table(down)}\n\n"
        f"Nonsense through cleaning and screen: {fuzz_words} {fuzzed['slowest_ms']} ms.\n\n"
        + table(["Crisis phrases", "found"], rows)
    )
    fill(PAGE, "figures", text)
    sys.stdout.write(text + "\n")
    worst = max(abs(share.value - noisy["plain"].value) for share in noisy.values())
    kept = not fuzzed["crashes"] and worst <= 0.01
    return 0 if kept and all(each["in_time"] == each["messages"] for each in down.values()) else 1


def down_table(down: dict[str, dict[str, Any]]) -> str:
    """Return the figures of `measure` as a Markdown table."""
    names = {"stopped": "Rasa, actions and database stopped", "disk_full": "the same, and the disk full"}
    rows = [
        [
            names[name],
            f"{each['in_time']:,} of {each['messages']:,}",
            f"{each['p50_ms']} / {each['p99_ms']} / {each['worst_ms']} ms",
        ]
        for name, each in down.items()
    ]
    return table(["What is down", "answered within a second", "p50 / p99 / worst"], rows)


def _found(screen: Screen, texts: Iterable[str]) -> Share:
    risks = [screen.read(text).risk for text in texts]
    return Share(sum(risk in ALARMS for risk in risks), len(risks))


def _sentences() -> list[Sentence]:
    return risk_sentences(ROOT / "language" / "data" / "risk")


if __name__ == "__main__":
    sys.exit(main())
