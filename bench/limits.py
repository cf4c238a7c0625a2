"""`python -m bench.limits [WEIGHTS]`: what other limits of the screen would come to, on what is kept for choices.

Each text is read once by both layers; then the limits are tried. Choose here, and publish with `make safety`.
"""

import itertools
import sys
from dataclasses import replace
from pathlib import Path

from bench.pages import table
from bench.safety import ALARMS, Judged, kept_aside, share, strangers
from language.classifier import Opinion
from language.patterns.matcher import Seen
from language.reading import Reading
from language.screen import Limits, Screen
from language.training.sentences import Sentence
from settings import ROOT

CRISIS = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8)
ALARM = (0.15, 0.25, 0.4, 0.5, 0.6, 0.7)
HARMLESS = (0.05, 0.1, 0.2)

Looked = list[tuple[Sentence, Seen, Opinion | None]]


def look(screen: Screen, sentences: list[Sentence]) -> Looked:
    """Return what both layers see in each sentence."""
    found = []
    for number, each in enumerate(sentences):
        seen = screen.matcher.look(screen.reader.words(each.text))
        found.append((each, seen, screen.opinion(each.text)))
        if number % 100 == 0:
            sys.stderr.write(f"\r{number:,} of {len(sentences):,}")
    sys.stderr.write("\n")
    return found


def judged(screen: Screen, looked: Looked, limits: Limits) -> list[Judged]:
    """Return the readings under other limits."""
    tried = replace(screen, limits=limits)
    ordinary = Reading("none", None, 0.0, "patterns: ordinary talk")
    return [
        Judged(each, ordinary if seen.calm == "ordinary" else tried.weigh(seen, opinion))
        for each, seen, opinion in looked
    ]


def row(found: list[Judged], limits: Limits) -> list[str]:
    """Return the limits and, in per cent, what is aimed at."""

    def of(risk: str, parts: tuple[str, ...], risks: tuple[str, ...]) -> str:
        kept = [e for e in found if e.sentence.risk == risk and (not parts or e.sentence.part in parts)]
        return f"{100 * share(kept, risks).value:.1f}"

    everyday, heavy = ("everyday",), ("distress", "police")
    return [
        *(f"{each:g}" for each in (limits.crisis, limits.alarm, limits.harmless)),
        of("crisis", (), ALARMS),
        of("crisis", (), ("crisis",)),
        of("possible", (), ALARMS),
        of("concern_for_other", (), ("concern_for_other",)),
        *(of("none", parts, risks) for parts in (everyday, heavy) for risks in (("crisis",), ALARMS)),
    ]


def main() -> int:
    """Print a table of limits."""
    screen = Screen.open(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "language" / "weights")
    kept, apart = look(screen, kept_aside("choose")), look(screen, strangers("choose"))
    rows = []
    for crisis, alarm, harmless in itertools.product(CRISIS, ALARM, HARMLESS):
        limits = Limits(crisis=crisis, alarm=alarm, harmless=harmless)
        rows += [
            [whose, *row(judged(screen, looked, limits), limits)]
            for whose, looked in (("kept", kept), ("stranger", apart))
        ]
    head = ["texts", "crisis from", "alarm from", "harmless below", "crisis: alarm", "crisis: crisis"]
    head += ["possible: alarm", "concern", "everyday: crisis", "everyday: alarm", "heavy: crisis", "heavy: alarm"]
    sys.stdout.write(table(head, rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
