"""Towns named alone, without "in" or "near": "Evanston. No, Skokie", "hyde park would be ideal"."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from language.entities.entity import Entity
from language.entities.folded import next_word, words, words_before

_WORD: Final = re.compile(r"[^\W\d_][\w'-]*\.?")
_LONGEST: Final = 4
# What may stand before a town that is named alone, beside the beginning of a sentence or an "or".
_LED: Final = words(
    "or o u and y in near around for it to from en a de try say maybe then than scratch no mejor the round"
)
_FOLLOWED: Final = words(
    """
    or o and y would is are works work if si for too please pls por way area rather instead then maybe easy find
    ok okay
    """
)
_STATES: Final = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    r"Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|"
    r"Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    r"West Virginia|Wisconsin|Wyoming"
)
# Without those that are words too: HI, IN, ME, OH, OK, OR.
_SHORT_STATES: Final = (
    r"A[KLRZ]|C[AOT]|D[CE]|FL|GA|I[ADL]|K[SY]|LA|M[ADINOST]|N[CDEHJMVY]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_STATE: Final = re.compile(rf"(?:,\s(?:{_STATES}|{_SHORT_STATES})|\s(?:{_SHORT_STATES})(?=\s*(?:$|[,.!?])))(?!\w)")


@cache
def towns() -> frozenset[str]:
    """Return the names of towns.txt, folded."""
    lines = Path(__file__).with_name("towns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def find(text: str, original: str) -> Iterator[Entity]:
    """Yield towns that are said as a wish of their own; `text` is `original` folded, letter for letter."""
    found = list(_WORD.finditer(text))
    at = 0
    while at < len(found):
        taken = next(
            (n for n in range(min(_LONGEST, len(found) - at), 0, -1) if _is_town(text, original, found[at : at + n])), 0
        )
        if taken:
            start, end = found[at].start(), _end(text, found[at + taken - 1])
            yield Entity("location", " ".join(original[start:end].split()), start, end)
        at += taken or 1


def with_state(original: str, place: Entity) -> Entity:
    """Widen "Mesa" to "Mesa, Arizona" where it was said so."""
    state = _STATE.match(original, place.end)
    if state is None or not original[place.start].isupper():
        return place
    return Entity(place.entity, original[place.start : state.end()], place.start, state.end())


def _end(text: str, word: re.Match[str]) -> int:
    said = word.group().rstrip(".")
    return word.start() + len(said.removesuffix("'s"))


def _is_town(text: str, original: str, said: list[re.Match[str]]) -> bool:
    start, end = said[0].start(), _end(text, said[-1])
    if " ".join(text[start:end].split()) not in towns():
        return False
    before = words_before(text, start, 1)
    opened = not text[:start].strip() or text[:start].rstrip()[-1] in ".,!?;:(-" or bool(set(before) & _LED)
    rest = text[end:].lstrip()
    closed = not rest or rest[0] in ".,!?;:)'" or next_word(text, end) in _FOLLOWED
    named = original[start].isupper() and original.upper() != original
    return (opened and closed) or (named and opened and len(said) > 1)
