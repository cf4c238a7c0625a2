"""How many dates and other entities are found with the right value, in sentences that no rule was written after."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bench.intervals import Share
from bench.sentences import ASIDE
from language.entities import Entity, extract

ZONE = "America/Chicago"
SAID = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo(ZONE))  # a Wednesday morning
KINDS = ("modality", "location", "language", "provider_kind")
_KEYS = {"date": "date", "date_end": "end", "time": "time", "time_from": "from", "time_to": "to", "part_of_day": "part"}


@dataclass(frozen=True)
class Row:
    """A text and all that should be found in it, in the notation of the tables; a table may accept several readings."""

    text: str
    expected: frozenset[str]
    found: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Everything is found, with its value, and nothing else."""
        return self.expected == self.found


def dates(name: str, language: str) -> list[Row]:
    """Read a table of dates of a language as the product would."""
    return list(_rows(f"{name}_{language}.tsv", language, ("datetime",)))


def others(name: str) -> list[Row]:
    """Read a table of ways to meet, places, languages and kinds of provider."""
    return list(_rows(f"{name}.tsv", "en", KINDS))


def right(rows: list[Row]) -> Share:
    """Return how many rows are right as a whole."""
    return Share(sum(row.is_right for row in rows), len(rows))


def f1(rows: list[Row], kind: str = "") -> tuple[float, int]:
    """Return F1 over single entities of a kind (of all without one), and how many there should be."""
    tally: Counter[str] = Counter()
    for row in rows:
        wanted = {each for each in row.expected if each.startswith(kind)}
        found = {each for each in row.found if each.startswith(kind)}
        tally["both"] += len(wanted & found)
        tally["one"] += len(wanted ^ found)
    expected = sum(each.startswith(kind) for row in rows for each in row.expected)
    whole = 2 * tally["both"] + tally["one"]
    return (2 * tally["both"] / whole if whole else 1.0), expected


def _rows(name: str, language: str, kinds: tuple[str, ...]) -> Iterable[Row]:
    for line in (ASIDE / name).read_text(encoding="utf-8").splitlines():
        text, *accepted = line.split("\t")
        prefix = "datetime:" if kinds == ("datetime",) else ""
        expected = [_plain(prefix + each for each in said.split(" | ") if each != "-") for said in accepted]
        found = _plain(_written(each) for each in extract(text, SAID, ZONE, language) if each.entity in kinds)
        yield Row(text, next((each for each in expected if each == found), expected[0]), found)


def _plain(found: Iterable[str]) -> frozenset[str]:
    """Return what was found, with the names of places in small letters."""
    return frozenset(each.casefold() if each.startswith("location:") else each for each in found)


def _written(entity: Entity) -> str:
    value: Any = entity.value
    if isinstance(value, dict):
        value = " ".join(f"{_KEYS[name]}={known}" for name, known in value.items())
    return f"{entity.entity}:{value}"
