"""A part of a date or time as it was said, before the parts are put together."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

PartOfDay = Literal["morning", "afternoon", "evening", "night"]
Half = Literal["am", "pm", "night", "exact", "late", ""]


class Clock(NamedTuple):
    """An hour as said; `half` tells which half of the day it was said to be in ("" when nobody said).

    "late" leans to the evening where both readings are sensible: "after 8".
    """

    hour: int
    minute: int = 0
    half: Half = ""


@dataclass(frozen=True)
class Piece:
    """What one stretch of text says.

    `last` ends a span of days; `weekday` and `monthday` keep how a day was named; `is_in_week` says that it
    was counted in weeks, so that a week-day beside it chooses another day of that week.
    """

    start: int
    end: int
    day: date | None = None
    last: date | None = None
    weekday: int | None = None
    monthday: int | None = None
    at: Clock | None = None
    after: Clock | None = None
    before: Clock | None = None
    part: PartOfDay | None = None
    is_in_week: bool = False

    @property
    def has_time(self) -> bool:
        """Whether an hour or a part of the day was said."""
        return any((self.at, self.after, self.before, self.part))


def without_overlaps(pieces: list[Piece]) -> list[Piece]:
    """Keep the longest of the pieces that share text, in the order of the text."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: (each.start - each.end, each.start)):
        if all(piece.end <= other.start or piece.start >= other.end for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda each: each.start)
