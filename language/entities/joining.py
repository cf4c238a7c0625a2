"""Puts together the pieces of one date or time: "the 14th" + "in the morning"."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from language.entities.piece import Piece
from language.entities.refusals import is_change_from
from language.entities.written import next_monthday

_GLUE: Final = re.compile(
    r"(?:[\s,;(-]|\b(?:at|on|in|the|of|from|for|around|about|between|sometime|some\s?time|any\s?time|"
    r"anytime|any\s+day|maybe|preferably|"
    r"ideally|say|like|during|de|del|el|la|las|los|por|en|a|al|como|sobre|hacia|entre|que\s+sea|and|y|but|"
    r"pero|is\s+best|works|"
    r"only|solo|good|fine|great|pls|plz|prob(?:ably)?|hopefully|possibly|roughly|works\s+for\s+me|for\s+me|if\s+possible|si\s+se\s+puede|please|por\s+favor|appointment|slot|session|cita|"
    r"(?:would\s+be|is|are|works?|'s)\s+(?:better|best|good|great|fine|ideal))\b)*"
)
_TO: Final = re.compile(r"\s*(?:to|through|thru|until|till|til|-|al?|hasta)\s*(?:the\s*|el\s*)?")
_APART: Final = re.compile(r"[!?;\n]|\.(?!\d)|\b(?:and|but|y|pero|because|cause|since|porque)\b")
_LOOSE: Final = re.compile(r"\b(?:and|y|but|pero|works)\b|;")


def join_all(text: str, pieces: list[Piece]) -> list[Piece]:
    """Join neighbours that say different things about one time; `pieces` stand in the order of the text."""
    joined: list[Piece] = []
    for piece in pieces:
        between = text[joined[-1].end : piece.start] if joined else ""
        moved = bool(joined) and is_change_from(text, joined[-1].start)
        together = _stretch(joined[-1], piece, between) if joined and not moved else None
        if joined and not together and _GLUE.fullmatch(between):
            together = join(joined[-1], piece, between)
        if together:
            joined[-1] = together
        else:
            joined.append(piece)
    return joined


def gathered(text: str, pieces: list[Piece]) -> list[Piece]:
    """Give an hour that stands apart in a sentence to its days that have none: "is 8 too early for monday"."""
    days = [piece for piece in pieces if piece.day and not (piece.at or piece.after or piece.before)]
    times = [piece for piece in pieces if piece.has_time and not piece.day]
    if len(times) != 1 or len(days) + 1 != len(pieces) or not days:
        return pieces
    first, last = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    if _APART.search(text[first:last]):
        return pieces
    with_time = [join(day, times[0], "") for day in days]
    if not all(with_time):
        return pieces
    return [replace(both, start=day.start, end=day.end) for both, day in zip(with_time, days, strict=True) if both]


def _stretch(one: Piece, two: Piece, between: str) -> Piece | None:
    """Read "the 1st through the 5th" as one stretch of days."""
    if not (one.day and two.day and two.day > one.day) or one.last or two.last or one.has_time or two.has_time:
        return None
    return Piece(one.start, two.end, day=one.day, last=two.day) if _TO.fullmatch(between) else None


def join(one: Piece, two: Piece, between: str) -> Piece | None:
    """Return both as one piece, or nothing where they contradict each other."""
    if (one.at and two.at) or (one.part and two.part and one.part != two.part):
        return None
    if (one.after and two.after) or (one.before and two.before) or (one.at and (two.after or two.before)):
        return None
    if two.at and (one.after or one.before):
        return None
    day = _one_day(one, two, between)
    if day is None:
        return None
    return replace(
        day,
        start=one.start,
        end=two.end,
        at=one.at or two.at,
        after=one.after or two.after,
        before=one.before or two.before,
        part=one.part or two.part,
    )


def _one_day(one: Piece, two: Piece, between: str) -> Piece | None:
    """Choose the piece whose day holds for both, narrowing a span by a day named in it."""
    if not (one.day and two.day):
        return one if one.day else two
    if _LOOSE.search(between):
        return None
    for span, said in ((one, two), (two, one)):
        if span.last and not said.last:
            return _within(span, said)
    if one.last or two.last:
        return _days_of_week(one, two)
    if one.is_in_week != two.is_in_week:
        return _in_week(one, two) if one.is_in_week else _in_week(two, one)
    if one.weekday is not None and two.weekday is None:
        return two
    if two.weekday is not None and one.weekday is None:
        return one
    return two if one.weekday == two.weekday else None


def _days_of_week(days: Piece, week: Piece) -> Piece | None:
    """Move "mon-wed" into "next week"."""
    if not (days.day and days.last and week.day and week.last) or week.last - week.day != timedelta(days=6):
        return None
    first = week.day + timedelta(days=days.day.weekday())
    last = first + (days.last - days.day)
    return (
        replace(days, day=first, last=last) if days.last - days.day < timedelta(days=6) and last <= week.last else None
    )


def _in_week(week: Piece, said: Piece) -> Piece | None:
    """Read "tuesday in two weeks" as the Tuesday of that week."""
    if week.day is None or said.weekday is None:
        return None
    return replace(said, day=week.day + timedelta(days=said.weekday - week.day.weekday()))


def _within(span: Piece, said: Piece) -> Piece | None:
    """Pick "tuesday" out of "next week" and "the 5th" out of "next month"."""
    if span.day is None or span.last is None:
        return None
    if said.weekday is not None:
        day = span.day + timedelta(days=(said.weekday - span.day.weekday()) % 7)
    elif said.monthday is not None:
        day = next_monthday(said.monthday, span.day)
    else:
        return None
    return replace(said, day=day) if day <= span.last else None
