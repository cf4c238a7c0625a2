"""Canonical words: what the phrases are matched against.

"I dont wanna wake up..."  becomes  "i do not want to wake up ." Short forms are written out, masks, digits for letters,
spelled-out and glued words are put together again, and the words that matter are found in spite of typing errors.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from language.clean import fold
from language.patterns.disguise import Disguise
from language.patterns.short_forms import ONLY_WITH_APOSTROPHE
from language.patterns.spelling import put_together

_MARKS: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_STOPS: Final = frozenset(".!?;")
_PAUSES: Final = frozenset(",:()[]-/")
_CHUNK: Final = re.compile(r"\n|[^\s]+")
_CODE: Final = re.compile(r"(?:10|ten)[-. ]?(\d{1,2})")
_PART: Final = re.compile(r"[a-z0-9']+|[^a-z0-9']+")
_SUFFIXES: Final = {"m": "am", "ll": "will", "ve": "have", "re": "are", "d": "would"}
_BEARERS_OF_IS: Final = frozenset(
    ["he", "she", "it", "that", "there", "what", "who", "where", "everything", "everyone", "nobody", "nothing", "life"]
)


@dataclass(frozen=True)
class Reader:
    """Turns text into canonical words with tables of pairs, single letters and disguised words."""

    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    singles: Mapping[str, str]
    disguise: Disguise = field(repr=False)

    def words(self, text: str) -> list[str]:
        """Return the canonical words of `text`, with "," and "." for marks and line breaks."""
        found: list[str] = []
        for chunk in _CHUNK.findall(fold(text)):
            if chunk == "\n":
                _mark(found, ",")
            elif chunk.isalpha():
                found.extend(self.disguise.words(chunk))
            else:
                self._marked(chunk, found)
        return self._joined(put_together(found, self.disguise))

    def _marked(self, chunk: str, found: list[str]) -> None:
        """Read a chunk that has more than letters in it: marks around a core."""
        left = chunk.lstrip(_MARKS)
        core = left.rstrip(_MARKS)
        lead, trail = chunk[: len(chunk) - len(left)], left[len(core) :]
        if not core:
            trail = chunk
        if lead[-1:] in ("@", "$"):
            core = lead[-1] + core
        if core and _PAUSES.intersection(lead):
            _mark(found, ",")
        found.extend(self._core(core))
        if _STOPS.intersection(trail):
            _mark(found, ".")
        elif _PAUSES.intersection(trail):
            _mark(found, ",")

    def _core(self, core: str) -> Iterable[str]:
        """Read what stands between the outer marks of a chunk."""
        bare = core.replace("'", "")
        if not bare:
            return ()
        if core.isalpha():
            return self.disguise.words(core)
        if match := _CODE.fullmatch(core):
            return (f"10-{match[1]}",)
        if bare.isalpha():
            return self._contraction(core, bare)
        if hidden := self.disguise.unmask(core):
            return self.disguise.words(hidden)
        return self._parts(core)

    def _parts(self, core: str) -> list[str]:
        """Read words that marks hold together: "kill-myself", "me.I"."""
        found: list[str] = []
        for part in _PART.findall(core):
            if part[0].isalnum() or part[0] == "'":
                found.extend((part,) if part == core else self._core(part))
            elif _STOPS.intersection(part):
                _mark(found, ".")
            elif "," in part or "--" in part:
                _mark(found, ",")
        return found

    def _contraction(self, core: str, bare: str) -> Iterable[str]:
        if bare in self.disguise.short_forms and bare not in ONLY_WITH_APOSTROPHE:
            return self.disguise.short_forms[bare]
        stem, _, suffix = core.rpartition("'")
        stem = stem.replace("'", "")
        if core.endswith("n't") and len(core) > 3:
            return *self.disguise.words(core[:-3].replace("'", "")), "not"
        if suffix in _SUFFIXES and stem:
            return *self.disguise.words(stem), _SUFFIXES[suffix]
        if suffix == "s" and stem:
            return *self.disguise.words(stem), "is" if stem in _BEARERS_OF_IS else "'s"
        return self.disguise.words(bare)

    def _joined(self, words: list[str]) -> list[str]:
        """Put together pairs that are one word ("my self", "any more"), and write single letters out."""
        found: list[str] = []
        for word in words:
            if found and (whole := self.pairs.get((found[-1], word))):
                found[-1:] = whole
            else:
                found.append(self.singles.get(word, word))
        return found


def _mark(found: list[str], mark: str) -> None:
    """Add a mark, unless one stands there; a full stop outweighs a comma."""
    if not found or found[-1] == ".":
        return
    if found[-1] == ",":
        found[-1] = mark
        return
    found.append(mark)
