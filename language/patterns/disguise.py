"""Words that matter, found although masked, glued together, stretched or mistyped."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

DIGIT_LETTERS: Final = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "li", "+": "t", "(": "c", "<": "c",
}  # fmt: skip
_TIME_OR_MEASURE: Final = re.compile(r"\d+(?:am|pm|st|nd|rd|th|hrs?|h|x|k|ft|yo|mm|lbs?|mg|ml|min|cal|yrs?|s)")
# Masked words that are only rude.
_ONLY_RUDE: Final = frozenset(["sh*t", "s**t", "f*ck", "f**k", "h*ll", "d*mn", "d**n", "d*ck", "p*ss"])
_LONGEST: Final = 40
_GLUED_LONGEST: Final = 80
_LONGEST_WORD: Final = 14
_RUN: Final = re.compile(r"([a-z])\1{2,}")
_DOUBLE: Final = re.compile(r"([a-z])\1+")


@dataclass(frozen=True)
class Disguise:
    """Knows the words that matter (`keys`), all words of the phrases, short forms, and ways to mistype the keys."""

    keys: frozenset[str]
    vocabulary: frozenset[str]
    short_forms: Mapping[str, tuple[str, ...]]
    typos: Mapping[str, str]
    _squeezed: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_squeezed", {_DOUBLE.sub(r"\1", key): key for key in sorted(self.keys)})

    def words(self, word: str) -> tuple[str, ...]:
        """Return the words meant by a word of letters alone; itself where nothing is hidden in it."""
        if word in self.short_forms:
            return self.short_forms[word]
        if word in self.vocabulary:
            return (word,)
        if len(word) > 2 and (meant := self._meant(word)):
            return self.short_forms.get(meant, (meant,))
        if 7 <= len(word) <= _GLUED_LONGEST and (pieces := self.split(word)):
            return tuple(pieces)
        return (word,)

    def is_key(self, word: str) -> bool:
        """Tell whether a word matters, typing errors allowed."""
        return word in self.keys or word in self.typos

    def _knows(self, word: str) -> bool:
        return word in self.vocabulary or word in self.short_forms

    def _meant(self, word: str) -> str | None:
        if found := self.typos.get(word):
            return found
        if _DOUBLE.search(word) is None:
            return None
        for shorter in (_RUN.sub(r"\1", word), _RUN.sub(r"\1\1", word)):
            if self._knows(shorter):
                return shorter
            if shorter in self.typos:
                return self.typos[shorter]
        return self._squeezed.get(_DOUBLE.sub(r"\1", word))

    def unmask(self, core: str) -> str | None:
        """Return the word behind digits, signs, asterisks or marks between letters, or None."""
        letters = "".join(c for c in core if c.isalpha())
        if len(core) > _LONGEST or not letters or _TIME_OR_MEASURE.fullmatch(core):
            return None
        if any(mask in core for mask in "*#%"):
            return self._behind_asterisks(core)
        if len(letters) >= 4 and self.is_key(letters) and not any(c.isdigit() for c in core):
            return letters
        for spelling in _spellings(core):
            if spelling in self.vocabulary or spelling in self.typos:
                return spelling
        return None

    def _behind_asterisks(self, core: str) -> str | None:
        """Return the key that fits the visible letters, where at least half are visible."""
        shape = re.sub(r"[^a-z*#%]", "", core)
        if not shape[:1].isalpha() or shape in _ONLY_RUDE:
            return None
        exact = re.compile(re.sub(r"[*#%]", "[a-z]", shape))
        wider = re.compile(re.sub(r"[*#%]+", "[a-z]{1,3}", shape))
        visible = sum(c.isalpha() for c in shape)
        for key in sorted(self.keys):
            if visible * 2 >= len(key) and (exact.fullmatch(key) or (len(key) >= 6 and wider.fullmatch(key))):
                return key
        return None

    def split(self, word: str) -> list[str] | None:
        """Return the fewest known words that make up `word`, at least one of which matters, or None."""
        best: list[list[str] | None] = [[], *([None] * len(word))]
        for start in range(len(word)):
            sofar = best[start]
            if sofar is None:
                continue
            for end in range(start + 1, min(len(word), start + _LONGEST_WORD) + 1):
                piece, held = word[start:end], best[end]
                if (
                    (piece == "i" or end - start > 1)
                    and self._knows(piece)
                    and (held is None or len(held) > len(sofar) + 1)
                ):
                    best[end] = [*sofar, piece]
        found = best[-1]
        if not found or not self.keys.intersection(found) or (len(found) < 3 and len(word) < 10):
            return None
        return [part for piece in found for part in self.short_forms.get(piece, (piece,))]


def _spellings(core: str) -> Iterator[str]:
    """Yield readings of digits and signs as letters, a bounded number."""
    options = [DIGIT_LETTERS.get(c, c if c.isalpha() else "") for c in core]
    for letters in islice(product(*(option or ("",) for option in options)), 16):
        yield "".join(letters)
