"""What people and keyboards do to a text without changing what a reader sees."""

import random
import unicodedata
from collections.abc import Callable
from typing import Final

_CYRILLIC: Final = str.maketrans("aeopcxyi", "аеорсхуі")
_WIDE: Final = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_BOLD: Final = str.maketrans({chr(ord("a") + i): chr(0x1D41A + i) for i in range(26)})


def zero_width(text: str, chance: random.Random) -> str:
    """Put characters without width between letters."""
    return "".join(
        c + (chance.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad") if chance.random() < 0.4 else "") for c in text
    )


def look_alike(text: str, chance: random.Random) -> str:
    """Write some letters in Cyrillic."""
    return "".join(c.translate(_CYRILLIC) if chance.random() < 0.5 else c for c in text)


def wide(text: str, chance: random.Random) -> str:
    """Write everything in full width."""
    return text.translate(_WIDE)


def bold(text: str, chance: random.Random) -> str:
    """Write lower case in mathematical bold."""
    return unicodedata.normalize("NFC", text).translate(_BOLD)


def direction(text: str, chance: random.Random) -> str:
    """Add marks of direction and a variation selector."""
    return "\u202a" + text.replace(" ", "\u00a0\ufe0f", 1) + "\u202c"


def decomposed(text: str, chance: random.Random) -> str:
    """Take accents apart."""
    return unicodedata.normalize("NFD", text)


NOISES: Final[dict[str, Callable[[str, random.Random], str]]] = {
    each.__name__: each for each in (zero_width, look_alike, wide, bold, direction, decomposed)
}
