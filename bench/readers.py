"""Three ways to read intents, each trained on the same examples: ours, character n-grams, and stock Rasa."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import yaml

from bench.sentences import Sentence
from engine.components.letters import letters
from engine.components.softmax import Softmax, fit
from language.encoder import encode
from settings import ROOT

Array = np.ndarray[Any, np.dtype[Any]]
PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
STOCK_SECONDS = 3 * 3600
BATCH = 128


class Reader(Protocol):
    """Learns from sentences, then gives each text a chance for each of `names`."""

    names: list[str]

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Learn; sets `names`."""

    def chances(self, texts: Sequence[str]) -> Array:
        """Return an array (texts, names)."""


@cache
def _known() -> dict[str, Array]:
    """Vectors made so far: each is made once for all readers and folds."""
    return {}


def _vectors(texts: Sequence[str]) -> Array:
    fresh = list(dict.fromkeys(text for text in texts if text not in _known()))
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        _known().update(zip(batch, encode(batch), strict=True))
    return np.stack([_known()[text] for text in texts])


@dataclass
class Ours:
    """What the engine does, from its own modules and with the settings of config.yml."""

    names: list[str] = field(default_factory=list)
    model: Softmax | None = None

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Fit the weights."""
        texts = [each.text for each in sentences]
        self.names, labels = _labels(sentences)
        self.model = fit(_vectors(texts), letters(texts), labels, **fit_settings())

    def chances(self, texts: Sequence[str]) -> Array:
        """Return an array (texts, names)."""
        if self.model is None:
            raise ValueError("not trained")
        return self.model.chances(_vectors(texts), letters(list(texts)))


@dataclass
class CharacterNgrams:
    """The baseline of text books: TF-IDF of 1 to 4 characters within words, logistic regression."""

    names: list[str] = field(default_factory=list)
    model: Any = None

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Fit vocabulary and weights."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        self.names, labels = _labels(sentences)
        ngrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=2)
        self.model = make_pipeline(ngrams, LogisticRegression(C=10, max_iter=60))
        self.model.fit([each.text for each in sentences], labels)

    def chances(self, texts: Sequence[str]) -> Array:
        """Return an array (texts, names)."""
        return np.asarray(self.model.predict_proba(list(texts)))


@dataclass
class StockRasa:
    """Rasa's default pipeline (`bench/stock_rasa/config.yml`), in its own environment; minutes to hours."""

    asked: Sequence[str]
    epochs: int
    names: list[str] = field(default_factory=list)
    read: dict[str, dict[str, float]] = field(default_factory=dict)

    def learn(self, sentences: Sequence[Sentence]) -> None:
        """Train and read the texts that will be asked for, in a process of their own."""
        self.names, _ = _labels(sentences)
        with tempfile.TemporaryDirectory() as folder:
            examples = {name: [s.text for s in sentences if s.intent == name] for name in self.names}
            task = {"examples": examples, "asked": list(self.asked), "epochs": self.epochs}
            (Path(folder) / "task.json").write_text(json.dumps(task))
            with (Path(folder) / "log").open("w") as log:
                subprocess.run(  # noqa: S603
                    [str(PYTHON), "-m", "bench.stock_rasa.reading", folder],
                    cwd=ROOT,
                    env={"PATH": os.environ["PATH"], "HOME": folder, "TF_CPP_MIN_LOG_LEVEL": "3"},
                    stdout=log,
                    stderr=log,
                    check=True,
                    timeout=STOCK_SECONDS,
                )
            self.read = json.loads((Path(folder) / "read.json").read_text())

    def chances(self, texts: Sequence[str]) -> Array:
        """Return an array (texts, names); Rasa ranks ten intents, the others get nothing."""
        return np.array([[self.read[text].get(name, 0.0) for name in self.names] for text in texts])


@dataclass(frozen=True)
class Learnt:
    """A trained reader and the processor seconds it took, its helpers' included."""

    name: str
    reader: Reader
    seconds: float


def learn(name: str, reader: Reader, sentences: Sequence[Sentence]) -> Learnt:
    """Train and time it."""
    started = _processor_seconds()
    reader.learn(sentences)
    return Learnt(name, reader, _processor_seconds() - started)


def _processor_seconds() -> float:
    return sum(os.times()[:4])


def fit_settings() -> dict[str, Any]:
    """Return `penalty` and `rounds` of the project's config.yml."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]
    ours = next(each for each in pipeline if each["name"].endswith("IntentClassifier"))
    return {"penalty": float(ours["penalty"]), "rounds": int(ours["rounds"])}


def threshold() -> float:
    """Return the confidence below which the bot asks again."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]
    return float(next(each["threshold"] for each in pipeline if each["name"] == "FallbackClassifier"))


def _labels(sentences: Sequence[Sentence]) -> tuple[list[str], Array]:
    names = sorted({each.intent for each in sentences})
    return names, np.array([names.index(each.intent) for each in sentences])
