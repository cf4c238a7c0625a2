"""`make safety`: what the crisis screen finds and where it cries wolf, on families it never learnt from."""

import random
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import matplotlib

from bench.intervals import Share
from bench.pages import fill, table
from language.reading import Reading
from language.screen import Limits, Screen
from language.training.sentences import Sentence, families, risk_sentences
from settings import ROOT

PAGE = ROOT / "docs" / "safety.md"
# By people who knew what the readings mean and never saw the program; a set that was looked at is for choosing.
STRANGERS = {"choose": ("first", "second", "third", "fourth", "fifth", "sixth"), "publish": ("seventh",)}
CURVE = ROOT / "docs" / "safety-curve.png"
ALARMS = ("crisis", "possible")
TOGETHER = 150  # messages put together, in each language


@dataclass(frozen=True)
class Judged:
    """A sentence and what the screen said of it."""

    sentence: Sentence
    reading: Reading


def kept_aside(use: str = "publish") -> list[Sentence]:
    """Return the sentences of the families that are kept for a use."""
    return [s for s in risk_sentences(ROOT / "language" / "data" / "risk") if s.use == use]


def strangers(use: str = "publish") -> list[Sentence]:
    """Return the messages of those who never saw the program, for a use."""
    folder = ROOT / "tests" / "safety"
    return [each for name in STRANGERS[use] for each in families(folder / f"{name}_stranger.txt")]


def judge(screen: Screen, sentences: Iterable[Sentence]) -> list[Judged]:
    """Read every sentence."""
    return [Judged(sentence, screen.read(sentence.text)) for sentence in sentences]


def share(judged: list[Judged], risks: tuple[str, ...]) -> Share:
    """Return how many were read as one of `risks`."""
    return Share(sum(each.reading.risk in risks for each in judged), len(judged))


def _slices() -> list[tuple[str, Callable[[Sentence], bool]]]:
    return [
        ("crisis, all", lambda s: s.risk == "crisis"),
        ("crisis, explicit", lambda s: s.risk == "crisis" and s.part == "explicit"),
        ("crisis, implied", lambda s: s.risk == "crisis" and s.part == "implied"),
        ("crisis, police wording", lambda s: s.risk == "crisis" and s.part == "police"),
        ("crisis, Spanish", lambda s: s.risk == "crisis" and s.language == "es"),
        ("crisis, an attempt now", lambda s: s.kind == "attempt_now" and s.risk == "crisis"),
        ("crisis, harm to others", lambda s: s.kind == "harm_other" and s.risk == "crisis"),
        ("crisis, withdrawal", lambda s: s.kind == "withdrawal" and s.risk == "crisis"),
        ("possible, all", lambda s: s.risk == "possible"),
        ("concern for somebody else", lambda s: s.risk == "concern_for_other"),
        ("everyday talk", lambda s: s.risk == "none" and s.part == "everyday"),
        ("distress without risk", lambda s: s.risk == "none" and s.part == "distress"),
        ("police talk", lambda s: s.risk == "none" and s.part == "police"),
        (
            "hard negatives, near pairs",
            lambda s: s.risk == "none" and s.part in ("hard_negative", "near_pair"),
        ),
        ("without risk, Spanish", lambda s: s.risk == "none" and s.language == "es"),
    ]


def figures(judged: list[Judged]) -> str:
    """Return the table by slice."""
    rows = []
    for name, belongs in _slices():
        part = [each for each in judged if belongs(each.sentence)]
        if part:
            shares = (("crisis",), ALARMS, ("concern_for_other",))
            rows.append([name, *(str(share(part, risks)) for risks in shares)])
    return table(["Slice", "read as `crisis`", "as `crisis` or `possible`", "as `concern_for_other`"], rows)


@dataclass(frozen=True)
class Measured:
    """An aim of the issue that asked for the screen, and what was measured."""

    texts: str
    aim: str
    share: Share
    is_reached: bool


def measured(judged: list[Judged]) -> list[Measured]:
    """Return what was aimed at, what was measured, and whether it is reached."""
    found = []
    for name, belongs, risks, least, bound in _aims():
        seen = share([each for each in judged if belongs(each.sentence)], risks)
        reached = seen.value >= bound if least else seen.value <= bound
        said = f"{'at least' if least else 'at most'} {100 * bound:.0f} % {' or '.join(f'`{risk}`' for risk in risks)}"
        found.append(Measured(name, said, seen, reached))
    return found


def aims(judged: list[Judged]) -> str:
    """Return the table of aims."""
    rows = [[e.texts, e.aim, str(e.share), "yes" if e.is_reached else "**no**"] for e in measured(judged)]
    return table(["Texts", "Aim", "Measured", "Reached"], rows)


def _aims() -> list[tuple[str, Callable[[Sentence], bool], tuple[str, ...], bool, float]]:
    def talk(*parts: str) -> Callable[[Sentence], bool]:
        return lambda s: s.risk == "none" and s.part in parts

    def crisis(s: Sentence) -> bool:
        return s.risk == "crisis"

    return [
        ("crisis", crisis, ALARMS, True, 0.98),
        ("crisis", crisis, ("crisis",), True, 0.90),
        ("everyday talk", talk("everyday"), ("crisis",), False, 0.01),
        ("everyday talk", talk("everyday"), ALARMS, False, 0.02),
        ("distress and police talk without risk", talk("distress", "police"), ("crisis",), False, 0.08),
        ("distress and police talk without risk", talk("distress", "police"), ALARMS, False, 0.20),
    ]


def draw(judged: list[Judged], target: Path) -> None:
    """Draw which share of crises is found against false alarms, by the score where alarm begins."""
    matplotlib.use("agg")
    from matplotlib import pyplot

    scores = {
        name: [0.0 if e.reading.risk == "concern_for_other" else e.reading.score for e in judged if belongs(e.sentence)]
        for name, belongs in _slices()
    }
    steps = [i / 100 for i in range(1, 100)]
    figure, axes = pyplot.subplots(figsize=(7, 4), dpi=110)
    for name in ("crisis, all", "possible, all", "everyday talk", "distress without risk", "police talk"):
        alarms = [100 * sum(score >= step for score in scores[name]) for step in steps]
        axes.plot(steps, [count / max(len(scores[name]), 1) for count in alarms], label=name)
    axes.axvline(Limits().alarm, color="grey", linestyle="--", linewidth=1)
    axes.set(xlabel="score from which it is an alarm", ylabel="share read as an alarm (%)", ylim=(0, 101))
    axes.legend(loc="center right")
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(target, metadata={"Software": None})
    pyplot.close(figure)


def put_together(screen: Screen, sentences: list[Sentence]) -> str:
    """Return what becomes of messages put together at random: everyday lines, and a plain crisis between two."""
    chance = random.Random(988)  # noqa: S311  a choice that can be repeated
    rows = []
    for code, name in (("en", "English"), ("es", "Spanish")):
        spoken = [each for each in sentences if each.language == code]
        everyday = [each.text for each in spoken if (each.risk, each.part) == ("none", "everyday")]
        crises = [each.text for each in spoken if (each.risk, each.part) == ("crisis", "explicit")]
        harmless = [". ".join(chance.sample(everyday, 3)) for _ in range(TOGETHER)]
        within = [". ".join([*chance.sample(everyday, 1), text, *chance.sample(everyday, 1)]) for text in crises]
        for what, texts in (("three everyday lines", harmless), ("a plain crisis between two", within)):
            alarms = Share(sum(screen.read(text).risk in ALARMS for text in texts), len(texts))
            rows.append([f"{what}, {name}", str(alarms)])
    return table(["Put together", "read as `crisis` or `possible`"], rows)


def main() -> int:
    """Measure, write docs/safety.md and its picture, and print the table."""
    sentences = kept_aside()
    whole = Screen.open(ROOT / "language" / "weights")
    judged = judge(whole, sentences)
    alone = judge(Screen.open(None), sentences)
    head = f"Layers: {', '.join(whole.layers)}. Sentences of kept families: {len(sentences)}."
    text = f"{head}\n\n{figures(judged)}"
    unseen = judge(whole, strangers())
    fill(PAGE, "strangers-aims", aims(unseen))
    fill(PAGE, "strangers", figures(unseen))
    together = put_together(whole, strangers())
    fill(PAGE, "together", together)
    fill(PAGE, "aims", aims(judged))
    fill(PAGE, "figures", text)
    fill(PAGE, "patterns", figures(alone))
    draw(judged, CURVE)
    sys.stdout.write(
        "Strangers\n\n" + aims(unseen) + "\n\n" + figures(unseen) + "\n\n" + together + "\n\nKept families\n\n"
    )
    sys.stdout.write(aims(judged) + "\n\n" + text + "\n\nPatterns alone\n\n" + figures(alone) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
