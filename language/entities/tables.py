"""Finds words of a table in folded text and gives each its canonical value."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from language.entities.entity import Entity
from language.entities.refusals import is_refused, is_taken_back

# "Video, wait, a phone call instead": what is said before no longer holds.
_INSTEAD = re.compile(r"\s*(?:please\s+)?instead\b(?!\s+of)")


class Row(NamedTuple):
    """A canonical value and the pattern of the words that mean it."""

    value: str
    pattern: re.Pattern[str]


def row(value: str, words: str) -> Row:
    """Make a row from a pattern that must stand between word boundaries; blanks in it match any blanks."""
    spaced = words.replace(" ?", r"\s*").replace(" ", r"\s+")
    return Row(value, re.compile(rf"(?<![\w'])(?:{spaced})(?!\w)"))


def find(text: str, entity: str, rows: tuple[Row, ...], never: re.Pattern[str] | None = None) -> list[Entity]:
    """Find the rows' words, the longest where they overlap, without what is refused or taken back.

    `never` matches stretches in which the words mean something else (
        "district attorney", "body cam video").
    """
    blocked = [found.span() for found in never.finditer(text)] if never else []
    found_all = [
        Entity(entity, value, found.start(), found.end())
        for value, pattern in rows
        for found in pattern.finditer(text)
        if not any(found.start() < end and found.end() > start for start, end in blocked)
    ]
    wanted = [each for each in longest(found_all) if not is_refused(text, each.start, each.end, bare_no=True)]
    last = next((i for i, each in enumerate(wanted) if _INSTEAD.match(text, each.end)), 0)
    wanted = wanted[last:]
    return _once(
        each
        for each, after in zip(wanted, [*wanted[1:], None][: len(wanted)], strict=True)
        if after is None or not is_taken_back(text, each.end, after.start)
    )


def _once(entities: Iterable[Entity]) -> list[Entity]:
    """Keep the first of those that say the same: "a phone session, just call me"."""
    kept: dict[str, Entity] = {}
    for entity in entities:
        kept.setdefault(str(entity.value), entity)
    return list(kept.values())


def longest(entities: list[Entity]) -> list[Entity]:
    """Keep the longest of the entities that share text, in the order of the text."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda each: (each.start - each.end, each.start)):
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)
    return sorted(kept, key=lambda each: each.start)
