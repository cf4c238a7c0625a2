"""The second opinion of the classifier: a linear model over runs of words and letters, hashed into buckets.

It knows no meaning, only what stands there, so it errs on other texts than the encoder does: where one of the two
sees danger in ordinary talk by chance, the other seldom does. Feature hashing: Weinberger et al., ICML 2009.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from language.clean import fold

BUCKETS: Final = 2**18
_WORDS, _LETTERS = (1, 2, 3), (2, 3, 4, 5)  # how many of them make a run
_WORD: Final = re.compile(r"[a-z0-9']+|[^\sa-z0-9']")


def ngrams(text: str) -> dict[int, float]:
    """Return the buckets of `text` and what each weighs; words and letters have length 1 each. About 0.3 ms."""
    words = _WORD.findall(fold(text))
    found: dict[int, float] = {}
    for runs in (_runs_of_words(words), _runs_of_letters(words)):
        counted = Counter(zlib.crc32(run.encode()) % BUCKETS for run in runs)
        weights = {bucket: 1 + math.log(count) for bucket, count in counted.items()}
        length = math.hypot(*weights.values())
        for bucket, weight in weights.items():
            found[bucket] = found.get(bucket, 0.0) + weight / length
    return found


def _runs_of_words(words: list[str]) -> Iterator[str]:
    for size in _WORDS:
        for at in range(len(words) - size + 1):
            yield "w" + " ".join(words[at : at + size])


def _runs_of_letters(words: list[str]) -> Iterator[str]:
    for word in words:
        within = f" {word} "
        for size in _LETTERS:
            for at in range(len(within) - size + 1):
                yield within[at : at + size]


@dataclass(frozen=True)
class Ngrams:
    """Weights of a trained model: `table` int8 (BUCKETS, k), `scale` and `bias` float32 (k,)."""

    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def open(cls, path: Path) -> "Ngrams":
        """Load what `save` wrote. Raises OSError, ValueError or KeyError for another file."""
        with np.load(path, allow_pickle=False) as parts:
            return cls(parts["table"], parts["scale"], parts["bias"])

    @classmethod
    def rounded(cls, weights: NDArray[Any], bias: NDArray[Any]) -> "Ngrams":
        """Return the model of float `weights` (BUCKETS, k), in 255 steps a class."""
        scale = np.abs(weights).max(axis=0) / 127
        return cls(np.rint(weights / scale).astype(np.int8), scale.astype(np.float32), bias.astype(np.float32))

    def save(self, path: Path) -> None:
        """Write one compressed file (.npz)."""
        np.savez_compressed(path, table=self.table, scale=self.scale, bias=self.bias)

    def scores(self, text: str) -> NDArray[np.float32]:
        """Return logits, (k,)."""
        found = ngrams(text)
        rows = self.table[np.fromiter(found, np.int64, len(found))]
        shares = np.fromiter(found.values(), np.float32, len(found))
        scores: NDArray[np.float32] = (shares @ rows) * self.scale + self.bias
        return scores
