"""The trained layer of the crisis screen: a small multilingual encoder with heads for risk and kind, a linear model.

int8 ONNX on one thread, a few milliseconds a message; `language/training` makes the weights (language/weights) from
`language/data/risk`. Of the risk, a linear model over n-grams has its say too.
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
from language.ngrams import Ngrams
from language.reading import KINDS, RISKS, Kind
from language.silence import onnx_runtime

LONGEST: Final = 96  # pieces that are read at once, the two marks at the ends included
_WINDOW, _STEP, _MOST_WINDOWS = LONGEST - 2, 86, 12
_FILES: Final = ("encoder.onnx", "tokenizer.json", "ngrams.npz")
# How much the linear model counts beside the encoder, in logarithms of probabilities.
_SECOND_OPINION: Final = 0.3
# A window from here on is a crisis whatever the others say, and the numbers should not wait for them.
_BEYOND_DOUBT: Final = 0.98
# onnxruntime 1.31 puts sum and normalization together into one operation, and a message takes a tenth longer.
_SLOWER_THAN_ITS_PARTS: Final = ["SkipLayerNormFusion"]
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
class Window:
    """A stretch of a message: its pieces, the two marks at the ends included, and the letters they stand for."""

    ids: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Classifier:
    """Weights and tokenizer, loaded once; safe to share between threads."""

    tokenizer: Any
    session: Any
    ngrams: Ngrams

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
                str(folder / "encoder.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_SLOWER_THAN_ITS_PARTS,
            )
            ngrams = Ngrams.open(folder / "ngrams.npz")
        except Exception as error:  # the loaders raise a type of their own for each thing that is wrong
            raise WeightsError(f"the weights do not load: {type(error).__name__}") from error
        return cls(tokenizer, session, ngrams)

    def opinion(self, text: str) -> Opinion:
        """Return the opinion about `text`; a long one is read in windows, and the most alarming counts.

        Windows that say the same are read once, and none after one that leaves no doubt.
        """
        opinions = []
        for window in {each.ids: each for each in self.windows(text)}.values():
            opinions.append(self._judge(window))
            if opinions[-1].crisis >= _BEYOND_DOUBT:
                break
        return max(opinions, key=lambda each: (each.alarm, each.concern))

    def windows(self, text: str) -> Iterator[Window]:
        """Yield each stretch of `text` that is judged."""
        text = clean(text)
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        starts = list(range(0, max(len(encoded.ids) - _WINDOW + _STEP, 1), _STEP))
        half = _MOST_WINDOWS // 2
        for start in starts if len(starts) <= _MOST_WINDOWS else starts[:half] + starts[-half:]:
            places = encoded.offsets[start : start + _WINDOW] or [(0, 0)]
            ids = (_FIRST, *encoded.ids[start : start + _WINDOW], _LAST)
            yield Window(ids, text[places[0][0] : places[-1][1]])

    def _judge(self, window: Window) -> Opinion:
        risk, kind = self.session.run(["risk", "kind"], {"ids": np.array([window.ids], dtype=np.int64)})
        first, second = _log_shares(risk[0]), _log_shares(self.ngrams.scores(window.text))
        both = np.exp(_log_shares((1 - _SECOND_OPINION) * first + _SECOND_OPINION * second))
        _, concern, possible, crisis = (float(share) for share in both)
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


def _log_shares(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the logarithms of the softmax of (classes,) logits."""
    lowered = logits - logits.max()
    shares: NDArray[np.float32] = lowered - np.log(np.exp(lowered).sum())
    return shares
