"""Reads the tables of sentences beside it, and says what was found in their notation."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from language.entities import Entity, extract

ZONE = "America/Chicago"
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo(ZONE))
_SHORT = {
    "date": "date",
    "date_end": "end",
    "time": "time",
    "time_from": "from",
    "time_to": "to",
    "part_of_day": "part",
}


def rows(name: str) -> list[tuple[str, str]]:
    """Return (text, what is found in it) of a table: things parted by " | ", "-" for nothing."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line]


def find(text: str, locale: str = "en", now: datetime = WEDNESDAY) -> list[Entity]:
    """Find what is in `text`, said on a Wednesday morning in Chicago."""
    return extract(text, now, ZONE, locale)


def said(entities: list[Entity]) -> str:
    """Write entities down as the tables do."""
    return " | ".join(_one(each) for each in entities) or "-"


def said_of(text: str, kind: str, locale: str = "en", now: datetime = WEDNESDAY) -> str:
    """Write down what of one kind is in `text`, without the kind's name."""
    found = [each for each in find(text, locale, now) if each.entity == kind]
    return said(found).replace(f"{kind}:", "")


def _one(entity: Entity) -> str:
    value = entity.value
    if isinstance(value, dict):
        value = " ".join(f"{_SHORT[name]}={known}" for name, known in value.items())
    return f"{entity.entity}:{value}"
