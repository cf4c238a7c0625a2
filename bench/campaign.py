"""`make campaign`: the long runs. Nonsense through the screen, crisis phrases under noise, and everything down."""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import batched, chain, groupby
from typing import Any

import numpy as np

from bench.everything_down import measure as measure_everything_down
from bench.intervals import Share
from bench.machine import describe
from bench.noise import NOISES, fuzz
from bench.pages import fill, table
from language.classifier import Window
from language.clean import clean
from language.screen import Screen
from language.training.sentences import Sentence, risk_sentences
from settings import ROOT

PAGE = ROOT / "docs" / "everything-down.md"
SEED = 988
INPUTS = 100_000
ALONE = 1_000  # that many are also read one by one, for the slowest of them
BATCH, TOGETHER = 1_000, 64
PHRASES = 400
ALARMS = ("crisis", "possible")
WITHIN = 0.01  # how much less, or more, may be found under noise


def open_screen() -> Screen:
    """Return the screen as it runs, with its weights where they are there."""
    weights = ROOT / "language" / "weights"
    return Screen.open(weights if weights.exists() else None)


def fuzz_screen(screen: Screen, inputs: int = INPUTS) -> dict[str, Any]:
    """Put nonsense through cleaning, patterns and classifier; returns how many inputs, and crashes by kind.

    Windows are judged in batches, each different one once; `slowest_ms` is of the first thousand, read one by one.
    """
    plain = [sentence.text for sentence in _sentences()]
    texts = fuzz(random.Random(SEED), plain, inputs)  # noqa: S311  a campaign that can be repeated
    crashes: dict[str, int] = {}
    slowest, done, judged = 0.0, 0, 0
    known: set[tuple[int, ...]] = set()
    began = time.perf_counter()
    for batch in batched(texts, BATCH):
        for text in batch if done < ALONE else ():
            slowest = max(slowest, _seconds(screen, text))
        windows = [each for text in batch for each in _look(screen, text, crashes)]
        fresh = {each.ids: each for each in windows if each.ids not in known}
        known.update(fresh)
        judged += _judge(screen, sorted(fresh.values(), key=lambda each: len(each.ids)), crashes)
        done += len(batch)
        sys.stderr.write(f"\r{done:,} of {inputs:,} inputs, {time.perf_counter() - began:.0f} s")
    sys.stderr.write("\n")
    return {"inputs": done, "windows": judged, "crashes": crashes, "slowest_ms": round(slowest * 1000, 1)}


def _seconds(screen: Screen, text: str) -> float:
    started = time.perf_counter()
    screen.read(text)
    return time.perf_counter() - started


def _look(screen: Screen, text: str, crashes: dict[str, int]) -> Iterator[Window]:
    """Yield the windows that the classifier would judge, after cleaning and patterns."""
    try:
        clean(text)
        screen.matcher.look(screen.reader.words(text))
        yield from screen.classifier.windows(text) if screen.classifier else ()
    except Exception as error:  # every kind of crash is counted
        crashes[type(error).__name__] = crashes.get(type(error).__name__, 0) + 1


def _judge(screen: Screen, windows: list[Window], crashes: dict[str, int]) -> int:
    """Judge windows, many of one length at once; returns how many."""
    classifier = screen.classifier
    if classifier is None:
        return 0
    of_one_length = (list(some) for _, some in groupby(windows, key=lambda each: len(each.ids)))
    for some in chain.from_iterable(batched(each, TOGETHER) for each in of_one_length):
        try:
            for window in some:
                classifier.ngrams.scores(window.text)
            classifier.session.run(["risk", "kind"], {"ids": np.array([each.ids for each in some], dtype=np.int64)})
        except Exception as error:  # every kind of crash is counted
            crashes[type(error).__name__] = crashes.get(type(error).__name__, 0) + 1
    return len(windows)


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
    """Run everything, or what is named (`down`, `nonsense`); writes its page, and fails when a promise was not kept."""
    named = set(sys.argv[1:]) or {"down", "nonsense"}
    kept = [run() for name, run in (("nonsense", _nonsense), ("down", _down)) if name in named]
    return 0 if kept and all(kept) else 1


def _nonsense() -> bool:
    screen = open_screen()
    noisy, fuzzed = under_noise(screen), fuzz_screen(screen)
    rows = [["plain" if name == "plain" else name.replace("_", " "), str(share)] for name, share in noisy.items()]
    crashes = sum(fuzzed["crashes"].values())
    text = (
        f"Screen layers: {', '.join(screen.layers)}.\n\nNonsense through cleaning and screen: {fuzzed['inputs']:,} "
        f"inputs, {fuzzed['windows']:,} different windows of them judged, {crashes} crashes; the slowest of {ALONE:,} "
        f"read one by one took {fuzzed['slowest_ms']} ms.\n\n" + table(["Crisis phrases", "found"], rows)
    )
    fill(PAGE, "nonsense", text)
    sys.stdout.write(text + "\n")
    return not crashes and max(abs(share.value - noisy["plain"].value) for share in noisy.values()) <= WITHIN


def _down() -> bool:
    down = measure_everything_down()
    text = f"{describe()}. Screen layers: {', '.join(open_screen().layers)}.\n\n{down_table(down)}"
    fill(PAGE, "figures", text)
    sys.stdout.write(text + "\n")
    return all(each["in_time"] == each["messages"] for each in down.values())


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
