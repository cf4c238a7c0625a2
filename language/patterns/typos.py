"""How the words that matter are mistyped: one slip each, made once into a table, so that looking one up costs nothing."""

from collections.abc import Iterable, Iterator
from typing import Final

_NEIGHBOURS: Final = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "ol",
    "a": "qsz", "s": "adwxz", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jlim", "l": "kop",
    "z": "xas", "x": "zcs", "c": "xvds", "v": "cbfg", "b": "vnhg", "n": "bmhj", "m": "nkj",
}  # fmt: skip
# Letters that sound alike, in English or Spanish.
_SOUNDS: Final = {
    "a": "eu", "e": "ai", "i": "eyu", "o": "u", "u": "oei", "y": "i", "s": "cz", "c": "sk", "z": "s", "k": "c", "b": "v",
    "v": "b", "j": "g", "g": "j",
}  # fmt: skip
_SHORTEST_FOR_SWAPPED_LETTERS: Final = 4
_SHORTEST_FOR_WRONG_LETTERS: Final = 5
_SHORTEST_FOR_SECOND_SLIP: Final = 7


def typo_table(keys: Iterable[str], real_words: frozenset[str]) -> dict[str, str]:
    """Return what is meant by each mistyped form; a form that is a word of its own is left out."""
    table: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: (len(key), key)):
        for form in set(_slips(key)):
            if form not in real_words:
                table.setdefault(form, key)
    return table


def _slips(word: str) -> Iterator[str]:
    """Yield a word's slips; long words get a second slip of the kinds that ears make."""
    yield from _one_slip(word)
    if len(word) >= _SHORTEST_FOR_SECOND_SLIP:
        for once in set(_missing(word)) | set(_misheard(word)):
            yield from _missing(once)
            yield from _misheard(once)
            yield from _swapped(once)


def _one_slip(word: str) -> Iterator[str]:
    if len(word) >= _SHORTEST_FOR_SWAPPED_LETTERS:
        yield from _swapped(word)
        yield from _missing(word)
    if len(word) >= _SHORTEST_FOR_WRONG_LETTERS:
        yield from _misheard(word)
        yield from _replaced(word)
        yield from _added(word)


def _swapped(word: str) -> Iterator[str]:
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]


def _missing(word: str) -> Iterator[str]:
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :]


def _misheard(word: str) -> Iterator[str]:
    for i, letter in enumerate(word):
        for other in _SOUNDS.get(letter, ""):
            yield word[:i] + other + word[i + 1 :]


def _replaced(word: str) -> Iterator[str]:
    for i, letter in enumerate(word):
        for other in _NEIGHBOURS.get(letter, ""):
            yield word[:i] + other + word[i + 1 :]


def _added(word: str) -> Iterator[str]:
    for i, letter in enumerate(word):
        for other in _NEIGHBOURS.get(letter, ""):
            yield word[:i] + other + word[i:]
            yield word[: i + 1] + other + word[i + 1 :]
