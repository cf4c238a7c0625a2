"""The trained layer of the crisis screen: a small multilingual encoder with heads for risk and kind (language/weights).

int8 ONNX on one thread, a few milliseconds a message; `language/training` makes the weights from `language/data/risk`.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from language.clean import clean
from language.reading import KINDS, RISKS, Kind
from language.silence import onnx_runtime

LONGEST: Final = 96  # pieces that are read at once, the two marks at the ends included
_WINDOW, _STEP, _MOST_WINDOWS = LONGEST - 2, 86, 12
_FILES: Final = ("encoder.onnx", "tokenizer.json")
# A window from here on is a crisis whatever the others say, and the numbers should not wait for them.
_BEYOND_DOUBT: Final = 0.98
_FIRST, _LAST = 0, 2  # <s> and </s>


class WeightsError(ValueError):
    """The weights are missing, damaged, or made for other readings."""


@dataclass(frozen=True)
class Opinion:
    """What the classifier holds of a message: probabilities of each risk (they sum to 1), and the likeliest kind."""

    concern: float
    possible: float
    crisis: float
    kind: Kind

    @property
    def alarm(self) -> float:
        """The probability that the writer is in danger or may be."""
        return self.possible + self.crisis


@dataclass(frozen=True)
class Classifier:
    """Weights and tokenizer, loaded once; safe to share between threads."""

    tokenizer: Any
    session: Any

    @classmethod
    def open(cls, folder: Path) -> "Classifier":
        """Load the weights in `folder`, held to the hashes in its about.json. Raises WeightsError."""
        _check(folder)
        try:
            from tokenizers import Tokenizer

            onnxruntime = onnx_runtime()
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the loaders raise a type of their own for each thing that is wrong
            raise WeightsError(f"the weights do not load: {type(error).__name__}") from error
        return cls(tokenizer, session)

    def opinion(self, text: str) -> Opinion:
        """Return the opinion about `text`; a long one is read in windows, and the most alarming counts.

        Windows that say the same are read once, and none after one that leaves no doubt.
        """
        opinions = []
        for ids in dict.fromkeys(self.windows(text)):
            opinions.append(self._judge(ids))
            if opinions[-1].crisis >= _BEYOND_DOUBT:
                break
        return max(opinions, key=lambda each: (each.alarm, each.concern))

    def windows(self, text: str) -> Iterator[tuple[int, ...]]:
        """Yield the pieces of each stretch of `text` that is judged, the two marks at the ends included."""
        pieces = self.tokenizer.encode(clean(text), add_special_tokens=False).ids
        starts = list(range(0, max(len(pieces) - _WINDOW + _STEP, 1), _STEP))
        half = _MOST_WINDOWS // 2
        for start in starts if len(starts) <= _MOST_WINDOWS else starts[:half] + starts[-half:]:
            yield (_FIRST, *pieces[start : start + _WINDOW], _LAST)

    def _judge(self, ids: tuple[int, ...]) -> Opinion:
        given = {"ids": np.array([ids], dtype=np.int64), "mask": np.ones((1, len(ids)), dtype=np.int64)}
        risk, kind = self.session.run(["risk", "kind"], given)
        _, concern, possible, crisis = (float(share) for share in _shares(risk[0]))
        return Opinion(concern, possible, crisis, KINDS[int(np.argmax(kind[0]))])


def _check(folder: Path) -> None:
    try:
        about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        right = tuple(about["risks"]) == RISKS and tuple(about["kinds"]) == KINDS
        whole = all(_digest(folder / name) == about["sha256"][name] for name in _FILES)
    except FileNotFoundError as error:
        raise WeightsError("the weights are missing") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError("the weights are damaged") from error
    if not right:
        raise WeightsError("the weights are made for other readings")
    if not whole:
        raise WeightsError("the weights are damaged")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return softmax of (classes,) logits."""
    grown = np.exp(logits - logits.max())
    shares: NDArray[np.float32] = grown / grown.sum()
    return shares
