"""Numbers as words, English and Spanish, as far as dates and hours need them (folded text: no accents)."""

from typing import Final

from language.entities.folded import in_order

_ENGLISH: Final = in_order(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_SPANISH: Final = in_order(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte"
)
_ORDINALS: Final = in_order(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)

CARDINALS: Final[dict[str, int]] = {
    **{word: value for words in (_ENGLISH, _SPANISH) for value, word in enumerate(words)},
    "un": 1,
    "una": 1,
    "thirty": 30,
    "treinta": 30,
}
ORDINALS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ORDINALS, start=1)},
    **{f"twenty {word}": 20 + value for value, word in enumerate(_ORDINALS[:9], start=1)},
    **{f"twenty-{word}": 20 + value for value, word in enumerate(_ORDINALS[:9], start=1)},
    "thirtieth": 30,
    "thirty first": 31,
    "thirty-first": 31,
    "primero": 1,
    "primer": 1,
}
_TWENTIES: Final = in_order("uno dos tres cuatro cinco seis siete ocho nueve")
# Days of a month in words; in Spanish they are cardinals.
DAYS: Final[dict[str, int]] = {
    **ORDINALS,
    **{word: value for value, word in enumerate(_SPANISH) if value},
    **{f"veinti{word}": 20 + value for value, word in enumerate(_TWENTIES, start=1)},
    "treinta": 30,
    "treinta y uno": 31,
}
_AMOUNTS: Final[dict[str, int]] = {
    **CARDINALS,
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "a couple": 2,
    "couple of": 2,
    "couple": 2,
    "a few": 3,
    "few": 3,
    "un par de": 2,
    "unos": 3,
    "unas": 3,
    "unos pocos": 3,
}


def one_of(words: dict[str, int] | list[str] | tuple[str, ...] | set[str]) -> str:
    """Return a pattern that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+") + ")"


AMOUNT: Final = rf"(?:\d{{1,3}}|{one_of(_AMOUNTS)})"


def amount(said: str) -> int:
    """Read what `AMOUNT` matched: "3", "two", "a couple of", "unas"."""
    return int(said) if said.isdecimal() else _AMOUNTS[" ".join(said.split())]
