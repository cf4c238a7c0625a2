"""Lower case without accents, letter by letter, so that a position found is a position in the original."""

import re
import unicodedata
from typing import Final

_ALIKE: Final = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "…": "."}


def fold(text: str) -> str:
    """Return `text` in lower case, accents off, every kind of blank a space; always of the same length."""
    if text.isascii():
        return re.sub(r"\s", " ", text.lower())
    return "".join(_fold_one(character) for character in text)


def _fold_one(character: str) -> str:
    if character.isspace():
        return " "
    if character in _ALIKE:
        return _ALIKE[character]
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 and base.isprintable() and base != " " else character


def run_up(text: str, position: int) -> str:
    """Return the stretch before `position` that can still bear on it; bounded, so that time grows evenly."""
    return text[max(0, position - 80) : position]


def words_before(text: str, position: int, count: int) -> list[str]:
    """Return up to `count` words of folded text that stand before `position`, the nearest last."""
    return re.findall(r"[\w']+", run_up(text, position))[-count:]


def next_word(text: str, position: int) -> str:
    """Return the word that follows `position` after blanks, or "" when something else does."""
    found = re.compile(r"\s*([\w']+)").match(text, position)
    return found.group(1) if found else ""


def words(listed: str) -> frozenset[str]:
    """Return the set of the words in a text: how the vocabularies are written down."""
    return frozenset(listed.split())


def in_order(listed: str) -> tuple[str, ...]:
    """Return the words of a text in their order."""
    return tuple(listed.split())
