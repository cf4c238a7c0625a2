"""`make understanding`: how well intents and entities are read, beside two baselines; rewrites its page."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from bench import entities
from bench.intervals import Share
from bench.pages import fill, table
from bench.readers import Array, CharacterNgrams, Learnt, Ours, StockRasa, learn, threshold
from bench.sentences import OUT_OF_SCOPE, Sentence, aside, learnt
from settings import ROOT

PAGE = ROOT / "docs" / "understanding.md"
PICTURE = ROOT / "docs" / "understanding-confusion.png"
FOLDS = 5
STOCK_EPOCHS = 100  # Rasa's default
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
Set = tuple[str, list[Sentence]]


def accuracy(learnt: Learnt, sentences: Sequence[Sentence]) -> Share:
    """Return how many intents are right."""
    read = learnt.reader.chances([each.text for each in sentences]).argmax(axis=1)
    hits = sum(learnt.reader.names[best] == each.intent for best, each in zip(read, sentences, strict=True))
    return Share(int(hits), len(sentences))


def out_of_scope_auroc(learnt: Learnt, sentences: Sequence[Sentence]) -> float:
    """Return how well the chance of out_of_scope tells it from all else (1 is perfect, 0.5 is chance)."""
    chances = learnt.reader.chances([each.text for each in sentences])
    outside = [each.intent == OUT_OF_SCOPE for each in sentences]
    return float(roc_auc_score(outside, chances[:, learnt.reader.names.index(OUT_OF_SCOPE)]))


def beside_each_other(readers: list[Learnt], sets: list[Set]) -> str:
    """Return the table of readers."""
    head = ["", *(f"{name}: accuracy" for name, _ in sets), "out of scope, AUROC", "trained in (processor)"]
    everything = [each for _, sentences in sets for each in sentences]
    rows = []
    for each in readers:
        shares = [str(accuracy(each, sentences)) for _, sentences in sets]
        rows.append([each.name, *shares, f"{out_of_scope_auroc(each, everything):.3f}", f"{each.seconds:.0f} s"])
    return table(head, rows)


def by_family(sentences: Sequence[Sentence]) -> Share:
    """Cross-validate: whole families (intent and first two words) are kept out of what is learnt."""
    groups = [each.family for each in sentences]
    hits = 0
    for inside, outside in GroupKFold(FOLDS).split(sentences, groups=groups):
        reader = learn("fold", Ours(), [sentences[i] for i in inside])
        hits += accuracy(reader, [sentences[i] for i in outside]).hits
    return Share(hits, len(sentences))


def thresholds(ours: Learnt, sentences: Sequence[Sentence]) -> str:
    """Return what each threshold would cost (right readings asked again) and catch (wrong ones)."""
    chances = ours.reader.chances([each.text for each in sentences])
    best, sure = chances.argmax(axis=1), chances.max(axis=1)
    is_right = np.array([ours.reader.names[i] == each.intent for i, each in zip(best, sentences, strict=True)])
    rows = []
    for at in THRESHOLDS:
        asked = sure < at
        mark = " (chosen)" if at == threshold() else ""
        costs, catches = asked[is_right], asked[~is_right]
        rows.append(
            [f"{at}{mark}", str(Share(int(costs.sum()), costs.size)), str(Share(int(catches.sum()), catches.size))]
        )
    return table(["Threshold", "right readings asked again", "wrong readings caught"], rows)


def misread(ours: Learnt, sentences: Sequence[Sentence]) -> str:
    """Return which intents are taken for which, the most frequent first."""
    read = ours.reader.chances([each.text for each in sentences]).argmax(axis=1)
    names = ours.reader.names
    pairs = Counter(
        (each.intent, names[best]) for best, each in zip(read, sentences, strict=True) if names[best] != each.intent
    )
    rows = [[meant, taken, str(count)] for (meant, taken), count in pairs.most_common(12)]
    return table(["Meant", "read as", "times"], rows)


def draw(ours: Learnt, sentences: Sequence[Sentence], target: Path) -> None:
    """Draw the confusion matrix: a row for what was meant, a column for what was read."""
    matplotlib.use("agg")
    from matplotlib import pyplot

    names = ours.reader.names
    counts: Array = np.zeros((len(names), len(names)))
    read = ours.reader.chances([each.text for each in sentences]).argmax(axis=1)
    for best, each in zip(read, sentences, strict=True):
        counts[names.index(each.intent), best] += 1
    figure, axes = pyplot.subplots(figsize=(11, 10), dpi=90)
    axes.imshow(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    for row, column in zip(*np.nonzero(counts), strict=True):
        colour = "white" if row == column else "black"
        axes.text(column, row, str(int(counts[row, column])), ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set(xlabel="read as", ylabel="meant")
    figure.tight_layout()
    figure.savefig(target, metadata={"Software": None})
    pyplot.close(figure)


def entity_figures(prefix: str) -> str:
    """Return the table of entities of one set."""
    rows = []
    for name, language in (("dates and times, English", "en"), ("dates and times, Spanish", "es")):
        read = entities.dates(f"{prefix}dates", language)
        rows.append([name, str(entities.right(read)), f"{entities.f1(read)[0]:.3f}"])
    read = entities.others(f"{prefix}others")
    rows.append(["all others", str(entities.right(read)), f"{entities.f1(read)[0]:.3f}"])
    for kind in entities.KINDS:
        value, count = entities.f1(read, kind)
        rows.append([f"{kind} ({count})", "", f"{value:.3f}"])
    return table(["", "sentences right as a whole", "F1"], rows)


def main() -> int:
    """Measure, write docs/understanding.md and its picture, and print the tables."""
    parser = argparse.ArgumentParser(prog="bench.understanding", description=__doc__)
    parser.add_argument("--epochs", type=int, default=STOCK_EPOCHS, help="of stock Rasa's classifier; 0 leaves it out")
    epochs = parser.parse_args().epochs
    sentences = learnt()
    sets = [("English", aside("strangers", "en")), ("Spanish", aside("strangers", "es"))]
    earlier = [
        (name, aside("fresh", code) + aside("intents", code)) for name, code in (("English", "en"), ("Spanish", "es"))
    ]
    everything = [each for _, several in (*sets, *earlier) for each in several]
    readers = [learn("ours", Ours(), sentences), learn("character n-grams", CharacterNgrams(), sentences)]
    if epochs:
        stock = StockRasa([each.text for each in everything], epochs)
        readers.append(learn(f"stock Rasa, {epochs} epochs", stock, sentences))
    ours = readers[0]
    parts = {
        "intents": beside_each_other(readers, sets),
        "earlier": beside_each_other(readers, earlier),
        "families": f"{by_family(sentences)}, {FOLDS} parts, {len(sentences)} examples.",
        "thresholds": thresholds(ours, everything),
        "misread": misread(ours, everything),
        "entities": entity_figures("strangers_"),
        "earlier-entities": entity_figures("first_strangers_"),
    }
    draw(ours, everything, PICTURE)
    for name, text in parts.items():
        fill(PAGE, name, text)
        sys.stdout.write(f"{name}\n\n{text}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
