"""Unicode clean-up: what a reader sees on the screen, in plain Latin letters.

Officers write on phones, paste from anywhere, and some hide a word on purpose. Everything is one pass over the text
with tables that fill themselves, so the time grows with the length and with nothing else.
"""

import re
import unicodedata
from typing import Final

from language.confusables import base_letter, look_alikes

# Acute, grave, tilde, diaeresis, circumflex, cedilla: what Spanish and names are written with.
_ACCENTS: Final = "\u0301\u0300\u0303\u0308\u0302\u0327"
_SPANISH: Final = frozenset("áéíóúüñÁÉÍÓÚÜÑ")
_STACKED: Final = re.compile(f"([{_ACCENTS}])[{_ACCENTS}]+")
_SPACES: Final = re.compile(r"[^\S\n]+")
_TABLE_LIMIT: Final = 20_000


def clean(text: str) -> str:
    """Return `text` as a person sees it: composed, without invisible or stacked marks, look-alikes made Latin.

    Keeps case, line breaks, emoji and the accents of Spanish; drops lone surrogates; never raises.
    """
    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        # Stacks of marks go first: sorting them is what makes normalisation slow.
        text = _STACKED.sub(r"\1", text.translate(_VISIBLE))
        text = unicodedata.normalize("NFKC", text)
        if sum(map(_is_foreign_accent, text)) > 1:
            text = "".join(letter for letter in unicodedata.normalize("NFD", text) if letter not in _ACCENTS)
    return _SPACES.sub(" ", text.translate(_LATIN)).strip()


def _is_foreign_accent(letter: str) -> bool:
    """Tell an accent that Spanish does not write: several are hung on to hide a word, or matter little."""
    if letter.isascii() or letter in _SPANISH:
        return False
    return unicodedata.normalize("NFD", letter)[-1] in _ACCENTS


def fold(text: str) -> str:
    """Return cleaned text in lower case and plain ASCII; what is no letter, digit or common mark is a space."""
    lowered = clean(text).lower()
    if lowered.isascii():
        return lowered
    return unicodedata.normalize("NFD", lowered).translate(_PLAIN)


class _Table(dict[int, str]):
    """A translation table that looks each character up once (a bounded number of them)."""

    def __missing__(self, code: int) -> str:
        value = self.look_up(chr(code))
        if len(self) < _TABLE_LIMIT:
            self[code] = value
        return value

    def look_up(self, character: str) -> str:
        raise NotImplementedError


class _Visible(_Table):
    """Removes what has no width: controls, formats, joiners, variation selectors, marks that no accent needs."""

    def look_up(self, character: str) -> str:
        if character in "\n\t\r\u0085\u2028\u2029":
            return "\n" if character != "\t" else " "
        if character in _ACCENTS:
            return character
        category = unicodedata.category(character)
        return "" if category[0] == "C" or category in ("Mn", "Me") else character


class _Latin(_Visible):
    """Then writes look-alikes in Latin letters, and keeps everything else."""

    def look_up(self, character: str) -> str:
        if character.isascii():
            return super().look_up(character)
        return base_letter(character) or super().look_up(character)


class _Plain(_Table):
    """Then drops accents; the emoji that say something say it in a word."""

    def look_up(self, character: str) -> str:
        if character.isascii():
            return character
        if unicodedata.category(character) == "Mn":
            return ""
        return _SPOKEN.get(character) or base_letter(character) or " "


_SPOKEN: Final = {
    **dict.fromkeys("🔫", " gun "),
    **dict.fromkeys("🔪🗡", " knife "),
    **dict.fromkeys("💊", " pills "),
    **dict.fromkeys("⚰🪦", " grave "),
    **dict.fromkeys("😂🤣😆😹😅", " lol "),
    **dict.fromkeys("¿¡", " , "),
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "…": "...",
}
_VISIBLE: Final = _Visible()
_VISIBLE.update({ord(mark): "'" for mark in "´`’‘"})  # before NFKC, which would make a space and an accent of ´
_LATIN: Final = _Latin()
_LATIN.update(look_alikes())
_PLAIN: Final = _Plain()
