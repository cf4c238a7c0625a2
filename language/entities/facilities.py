"""Places by what they are: "Harrison Street station", "Mercy Hospital", "calle 26", "4th and Main", "the academy"."""

import re
from collections.abc import Iterator
from typing import Final

from language.entities.entity import Entity
from language.entities.folded import run_up

_KIND: Final = (
    r"(?:clinic|center|centre|station|substation|hospital|church|library|campus|academy|building|plaza|mall|barracks|"
    r"house|hall|office)"
)
_QUALITY: Final = (
    r"(?:wellness|community|health|counseling|medical|training|police|fire|family|recovery|resource|civic)"
)
_STREET: Final = r"(?:street|st|avenue|ave|av|road|rd|boulevard|blvd|drive|lane|parkway|highway)"
_WORD: Final = r"[A-ZÁÉÍÓÚÑ][\w'’.-]*"
_LOWER_OF: Final = r"(?:de la|de las|de los|del|de|of|the)"
# "Harrison Street station", "Lincoln Avenue wellness center", "Mercy Hospital".
_NAMED: Final = re.compile(
    rf"(?<![\w'])(?!The\b|I\b|An?\b|My\b|Your\b|Is\b|Any\b)(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}}(?:\s+(?i:{_QUALITY}))*\s+(?i:{_KIND}|{_STREET}))(?!\w)"
)
# "estación de Pilsen", "Hospital San José", "calle 26", "avenida Kedzie", "centro de Houston".
_LUGAR: Final = re.compile(
    r"(?<!\w)(?P<name>(?i:estaci[oó]n|comisar[ií]a|cl[ií]nica|hospital|oficina|iglesia|biblioteca|academia|centro|calle|"
    rf"avenida|plaza|metro|barrio|colonia)(?:\s+{_LOWER_OF})?\s+(?:(?:calle|avenida)\s+)?(?:{_WORD}|\d{{1,3}})(?:\s+{_WORD}){{0,2}})(?!\w)"
)
_CORNER: Final = re.compile(
    r"(?<!\w)(?:(?:at|near|by|on|around)\s+(?:the\s+corner\s+of\s+)?|corner\s+of\s+)"
    r"(?P<name>\d{1,3}(?:st|nd|rd|th)\s+(?:and|&)\s+(?!the\b|my\b|i\b)[a-z]\w+)(?!\w)"
)
_OWN: Final = re.compile(
    r"(?<!\w)(?:at|in|near|en)\s+(?:the\s+|la\s+|el\s+)?"
    r"(?P<name>headquarters|hq|academy|city\s+hall|union\s+hall|academia|cuartel)(?!\w)"
)
_MEETING: Final = re.compile(
    r"\b(?:meet\w*|in person|counsel\w*|chaplain|someone|somebody|anyone|peer|appointment|session|slot|"
    r"cita|verme|vernos|consejer\w+|capellan)\b[^.!?]{0,30}$"
)


def find(text: str, original: str) -> Iterator[Entity]:
    """Yield such places; `text` is `original` folded, letter for letter."""
    if original.upper() != original:
        for pattern in (_NAMED, _LUGAR):
            yield from (_place(original, found) for found in pattern.finditer(original))
    yield from (_place(original, found) for found in _CORNER.finditer(text))
    yield from (
        _place(original, found) for found in _OWN.finditer(text) if _MEETING.search(run_up(text, found.start()))
    )


def _place(original: str, found: re.Match[str]) -> Entity:
    start, end = found.span("name")
    return Entity("location", " ".join(original[start:end].split()), start, end)
