"""Holidays by their names: "christmas eve", "the monday after thanksgiving", "memorial day weekend", "nochebuena".

Those that officers in the United States name, in both languages; each is the coming one. A small table does: no
holiday here is observed on another day than its own.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter

from language.entities.following import may_follow
from language.entities.gone import is_told_of, went_by
from language.entities.months import last_of_month
from language.entities.piece import Piece
from language.entities.weekdays import NAMES, WEEKDAY

OfYear = Callable[[int], date]
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6


def _fixed(month: int, day: int) -> OfYear:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int, later: int = 0) -> OfYear:
    """Return the n-th such day of a month (-1: the last), and some days later."""

    def of(year: int) -> date:
        first = date(year, month, 1)
        if nth < 0:
            last = last_of_month(first)
            return last - timedelta(days=(last.weekday() - weekday) % 7)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1) + later)

    return of


def _easter(later: int) -> OfYear:
    return lambda year: easter(year) + timedelta(days=later)


_NAMES: Final[tuple[tuple[str, OfYear], ...]] = (
    (r"(?:christmas|xmas|x-mas)\s+eve|noche\s?buena|(?:la\s+)?vispera\s+de\s+(?:la\s+)?navidad", _fixed(12, 24)),
    (r"(?:christmas|xmas|x-mas)(?:\s+day)?|(?:el\s+)?(?:dia\s+de\s+)?navidad", _fixed(12, 25)),
    (r"boxing\s+day", _fixed(12, 26)),
    (r"new\s+year'?s?'?\s+eve|nye|noche\s?vieja|(?:el\s+)?fin\s+de\s+ano", _fixed(12, 31)),
    (
        r"new\s+year'?s'?(?:\s+day)?|new\s+year\s+day|the\s+new\s+year|(?:el\s+)?(?:dia\s+de\s+)?ano\s+nuevo",
        _fixed(1, 1),
    ),
    (r"(?:el\s+)?dia\s+de\s+(?:los\s+)?reyes", _fixed(1, 6)),
    (r"mlk\s+day|martin\s+luther\s+king(?:\s+jr\.?)?(?:'s)?\s+(?:birth)?day", _nth(1, MONDAY, 3)),
    (r"valentine'?s?'?(?:\s+day)?|(?:el\s+dia\s+de\s+)?san\s+valentin", _fixed(2, 14)),
    (r"president'?s?'?\s+day", _nth(2, MONDAY, 3)),
    (r"(?:saint|st\.?)\s+(?:patrick|paddy)'?s?'?\s+day", _fixed(3, 17)),
    (r"jueves\s+santo", _easter(-3)),
    (r"good\s+friday|viernes\s+santo", _easter(-2)),
    (r"easter(?:\s+sunday)?|(?:domingo\s+de\s+)?pascua|domingo\s+de\s+resurreccion", _easter(0)),
    (r"easter\s+monday|lunes\s+de\s+pascua", _easter(1)),
    (r"mother'?s?'?\s+day", _nth(5, SUNDAY, 2)),
    (r"peace\s+officers?'?\s+memorial\s+day", _fixed(5, 15)),
    (r"memorial\s+day", _nth(5, MONDAY, -1)),
    (r"juneteenth", _fixed(6, 19)),
    (r"father'?s?'?\s+day", _nth(6, SUNDAY, 3)),
    (r"independence\s+day|dia\s+de\s+la\s+independencia", _fixed(7, 4)),
    (r"labor\s+day", _nth(9, MONDAY, 1)),
    (r"columbus\s+day|indigenous\s+people'?s?'?\s+day", _nth(10, MONDAY, 2)),
    (r"halloween", _fixed(10, 31)),
    (r"(?:el\s+)?dia\s+de\s+(?:los\s+)?muertos", _fixed(11, 2)),
    (r"veterans?'?s?'?\s+day|(?:el\s+)?dia\s+de\s+los\s+veteranos", _fixed(11, 11)),
    (r"thanksgiving(?:\s+day)?|(?:el\s+)?(?:dia\s+de\s+)?accion\s+de\s+gracias", _nth(11, THURSDAY, 4)),
    (r"black\s+friday", _nth(11, THURSDAY, 4, later=1)),
    (r"cyber\s+monday", _nth(11, THURSDAY, 4, later=4)),
)
_ANY: Final = "|".join(f"(?P<h{number}>{name})" for number, (name, _) in enumerate(_NAMES))
_SIDE: Final = r"(?P<side>after|before|following|despues\s+del?|antes\s+del?|siguiente\s+al?)"
_COUNTED: Final = (
    rf"(?:the\s+|el\s+|la\s+)?(?:(?P<weekday>{WEEKDAY})|(?P<what>day|dia|week|semana|weekend|fin\s+de\s+semana))\s+{_SIDE}"
    r"\s+(?:the\s+|la\s+|el\s+)?"
)
_OF: Final = r"(?P<of>(?:the\s+)?week\s+of|(?:la\s+)?semana\s+de|(?:el\s+)?fin\s+de\s+semana\s+de)\s+(?:the\s+)?"
_TAIL: Final = r"\s+(?P<tail>week(?:end)?)"
_THEN: Final = rf"\s*,?\s*(?:but\s+)?the\s+(?P<then>{WEEKDAY})\s+(?P<then_side>after|before)(?=\s*(?:$|[.,;!?]))"
_ONE: Final = re.compile(
    rf"(?<![\w'-])(?P<not>not\s+(?:on\s+)?)?(?:{_COUNTED}|{_OF})?(?:{_ANY})(?:{_TAIL}|{_THEN})?(?![\w'-]*\w)"
)
_BETWEEN: Final = re.compile(r"\b(?:between|from|entre|de|desde)\s+(?:the\s+|el\s+)?$")
_AND: Final = re.compile(r"\s+(?:and|to|through|thru|until|y|a|hasta)\s+(?:the\s+|el\s+)?")


def find(text: str, today: date) -> list[Piece]:
    """Find holidays in folded text, alone or with what is counted from them."""
    pieces = [
        piece
        for found in _ONE.finditer(text)
        if may_follow(text, found.end()) and not went_by(text, found.start()) and not _is_told_of(text, found)
        for piece in [_piece(found, today)]
    ]
    return _stretched(text, pieces)


def _is_told_of(text: str, found: re.Match[str]) -> bool:
    return not (found["weekday"] or found["what"]) and is_told_of(text, found.end())


def _piece(found: re.Match[str], today: date) -> Piece:
    """Return the coming of what was said: counted from last year's holiday, this year's, or the next one's."""
    of_year = next(of for number, (_, of) in enumerate(_NAMES) if found[f"h{number}"] is not None)
    spans = [_span(found, of_year(today.year + year)) for year in (-1, 0, 1, 2)]
    first, last = next((first, last) for first, last in spans if (last or first) >= today)
    start = found.end("not") if found["not"] and not found["then"] else found.start()
    return Piece(start, found.end(), day=max(first, today), last=last)


def _span(found: re.Match[str], day: date) -> tuple[date, date | None]:
    """Return the day, or the first and the last one, of what was said of a holiday."""
    what = " ".join((found["what"] or found["of"] or found["tail"] or "").split())
    side = found["side"] or ""
    is_before = side.startswith(("before", "antes"))
    if found["then"]:
        return _weekday_beside(day, NAMES[found["then"]], found["then_side"] == "before"), None
    if found["weekday"]:
        return _weekday_beside(day, NAMES[found["weekday"]], is_before), None
    if what in ("", "day", "dia"):
        return day + timedelta(days=(-1 if is_before else 1) if what else 0), None
    if "weekend" in what or "fin de semana" in what:
        return _weekend_beside(day, is_before) if side else _weekend(day)
    shift = (-7 if is_before else 7) if side else 0
    first = day - timedelta(days=day.weekday() - shift)
    return first, first + timedelta(days=6)


def _weekday_beside(day: date, weekday: int, is_before: bool) -> date:
    if is_before:
        return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _weekend_beside(day: date, is_before: bool) -> tuple[date, date]:
    saturday = _weekday_beside(day, SATURDAY, is_before)
    return saturday, saturday + timedelta(days=1)


def _weekend(day: date) -> tuple[date, date]:
    """Return the weekend around a holiday, with it: from Thursday on, or up to Monday."""
    if day.weekday() == MONDAY:
        return day - timedelta(days=2), day
    if THURSDAY <= day.weekday() <= SATURDAY:
        return day, day + timedelta(days=SUNDAY - day.weekday())
    return _weekend_beside(day + timedelta(days=1), is_before=True)


def _stretched(text: str, pieces: list[Piece]) -> list[Piece]:
    """Read "between christmas and new year's" as one stretch of days."""
    stretched: list[Piece] = []
    for piece in pieces:
        before = stretched[-1] if stretched else None
        if before and _is_stretch(text, before, piece):
            stretched[-1] = Piece(before.start, piece.end, day=before.day, last=piece.day)
        else:
            stretched.append(piece)
    return stretched


def _is_stretch(text: str, one: Piece, two: Piece) -> bool:
    if one.last or two.last or one.day is None or two.day is None or two.day <= one.day:
        return False
    return bool(_BETWEEN.search(text[: one.start]) and _AND.fullmatch(text, one.end, two.start))
