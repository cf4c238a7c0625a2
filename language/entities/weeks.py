"""Stretches of days: weeks, weekends, weekdays, months, "the week of the 14th", "entre semana"."""

import re
from datetime import date, timedelta
from typing import Final

from language.entities.folded import next_word, run_up, words_before
from language.entities.months import last_of_month, months_later
from language.entities.piece import Piece
from language.entities.weekdays import NAMES, WEEKDAY
from language.entities.written import MONTH, month_number

_EDGE: Final = (
    r"(?:the\s+)?(?:(?P<edge>early|beginning\s+of|start\s+of|first\s+part\s+of|first\s+half\s+of|second\s+half\s+of|primera\s+(?:quincena|mitad)\s+de|segunda\s+(?:quincena|mitad)\s+de|mid|middle\s+of|late|later|"
    r"end\s+of|"
    r"back\s+half\s+of|rest\s+of|principios\s+de|comienzos\s+de|mediados\s+de|fin(?:es)?\s+de|finales\s+de)"
    r"[\s-]+)?(?:the\s+|la\s+|el\s+)?"
)
_WEEK: Final = re.compile(
    rf"(?<!\w){_EDGE}(?:(?P<after>week\s+after\s+next)|(?P<next>(?:next|nxt|following|coming|"
    rf"proxima)\s+(?:week|wk|semana)|"
    rf"semana\s+(?:que\s+(?:viene|entra)|proxima|siguiente))|(?P<this>(?:this|esta)\s+(?:week|wk|semana)|"
    rf"week(?=$|[,.?!]|\s+(?:after|works))))(?!\w)"
)
_WEEKEND: Final = re.compile(
    r"(?<!\w)(?:(?P<lead>this\s+coming|this|next|the\s+following|any|every|the|el\s+proximo|proximo|este|"
    r"cualquier|los|el)"
    r"\s+)?(?:weekends?|wkends?|wknds?|week\s+end|fin(?:es)?\s+de\s+semana|findes?)"
    r"(?P<tail>\s+(?:que\s+viene|proximo|after\s+next))?(?!\w)"
)
_WEEKDAYS: Final = re.compile(
    r"(?<!\w)(?:(?:any|on|during)\s+)?(?:the\s+)?(?:weekdays?|week\s+days?|work\s+week|"
    r"(?<=during the )week|entre\s+semana|"
    r"dias?\s+de\s+semana|dias?\s+laborables?)(?!\w)"
)
_MONTH_SPAN: Final = re.compile(
    rf"(?<!\w){_EDGE}(?:(?P<next>(?:next|proximo)\s+(?:month|mes)|mes\s+(?:que\s+(?:viene|entra)|proximo|"
    rf"siguiente))|"
    rf"(?P<this>(?:this|este)\s+(?:month|mes)|(?<=end of the )month|(?<=fin de )mes)|"
    rf"(?:(?<=in )|(?<=next )|(?<=by )|(?<=until )|(?<=early )|(?<=late )|(?<=mid )|(?<=mid-)|"
    rf"(?<=end of )|(?<=half of )|(?<=start of )|"
    rf"(?<=beginning of )|(?<=en )|(?<=de )|(?<=hasta ))(?P<name>{MONTH}))(?!\w)(?!\s+\d)"
)
_WEEK_OF: Final = re.compile(r"(?:the\s+|la\s+)?(?:week\s+(?:of|starting|beginning)|semana(?:\s+del?)?)\s+(?:the\s+)?$")
_OF_DAY: Final = re.compile(r"\s+(?:of|del?)\s+(?:the\s+)?\d")
_WEEKEND_OF: Final = re.compile(r"(?:the\s+|el\s+)?(?:week\s?end\s+of|fin\s+de\s+semana\s+del?)\s+(?:the\s+)?$")
_NTH_WEEK: Final = re.compile(
    rf"(?<!\w)(?:the\s+|la\s+)?(?P<nth>first|1st|second|2nd|third|3rd|last|primera|segunda|tercera|"
    rf"ultima)\s+(?:week|semana)\s+"
    rf"(?:of|in|de)\s+(?:(?P<name>{MONTH})|next\s+month|el\s+proximo\s+mes)(?!\w)"
)
_NTH_WEEKDAY: Final = re.compile(
    rf"(?<!\w)(?:the\s+|el\s+)?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|last|primer|segundo|tercer|cuarto|ultimo)\s+"
    rf"(?P<day>{WEEKDAY})\s+(?:of|in|de|del)\s+"
    rf"(?:(?P<name>{MONTH})|(?P<next>next\s+month|proximo\s+mes)|(?:the|this|este)\s+month|mes)(?!\w)"
)
_GONE: Final = {"last", "past", "previous", "since", "all"}
_DAY_BEFORE: Final = re.compile(r"\d\s+(?:de|of)\s+$")
_LONG_AGO: Final = re.compile(r"\b(?:back|way\s+back|early|last|since)\s+in\s+$")


def find(text: str, today: date) -> list[Piece]:
    """Find spans of days in folded text."""
    return [
        *_weeks(text, today),
        *_weekends(text, today),
        *_weekdays(text, today),
        *_months(text, today),
        *_nth_weeks(text, today),
        *_nth_weekdays(text, today),
    ]


def around(text: str, piece: Piece) -> Piece:
    """Widen a day to its whole week where "the week of" stands before it."""
    lead = run_up(text, piece.start)
    week, weekend = _WEEK_OF.search(lead), _WEEKEND_OF.search(lead)
    if not (week or weekend) or piece.day is None or piece.last or piece.weekday is not None:
        return piece
    monday = piece.day - timedelta(days=piece.day.weekday())
    if weekend:
        return Piece(piece.start, piece.end, day=monday + timedelta(days=5), last=monday + timedelta(days=6))
    return Piece(piece.start, piece.end, day=monday, last=monday + timedelta(days=6))


def _weeks(text: str, today: date) -> list[Piece]:
    monday = today - timedelta(days=today.weekday())
    pieces = []
    for found in _WEEK.finditer(text):
        if not found["next"] and not found["after"] and not found["edge"] and found["this"] == "week":
            continue
        ahead = 14 if found["after"] else 7 if found["next"] else 0
        first, last = _edge_of_week(found["edge"], monday + timedelta(days=ahead))
        if found["edge"] in ("later", "rest of") and not ahead:
            first, last = today + timedelta(days=1), monday + timedelta(days=6)
        pieces += _clamped(found, first, last, today)
    return pieces


def _edge_of_week(edge: str | None, monday: date) -> tuple[date, date]:
    if not edge:
        return monday, monday + timedelta(days=6)
    if edge.startswith(("early", "begin", "start", "first", "princ", "comien")):
        return monday, monday + timedelta(days=1)
    if edge.startswith("m"):
        return monday + timedelta(days=1), monday + timedelta(days=3)
    return monday + timedelta(days=3), monday + timedelta(days=4)


def _weekends(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _WEEKEND.finditer(text):
        before = set(words_before(text, found.start(), 1))
        if before & (_GONE | {"my", "our", "mi"}) or next_word(text, found.end()) == "pasado":
            continue
        if _OF_DAY.match(text, found.end()):
            continue
        lead, tail = found["lead"] or "", found["tail"] or ""
        saturday = today + timedelta(days=5 - today.weekday())
        if lead in ("next", "the following", "el proximo", "proximo") or "proximo" in tail or "viene" in tail:
            saturday += timedelta(days=7)
        elif "after" in tail:
            saturday += timedelta(days=14)
        elif today.weekday() == 6 and lead not in ("this", "este"):
            saturday += timedelta(days=7)
        pieces += _clamped(found, saturday, saturday + timedelta(days=1), today)
    return pieces


def _weekdays(text: str, today: date) -> list[Piece]:
    monday = today - timedelta(days=today.weekday())
    if today.weekday() >= 4:
        monday += timedelta(days=7)
    return [
        piece
        for found in _WEEKDAYS.finditer(text)
        for piece in _clamped(found, monday, monday + timedelta(days=4), today)
    ]


def _months(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _MONTH_SPAN.finditer(text):
        before = run_up(text, found.start())
        if _LONG_AGO.search(before) or _DAY_BEFORE.search(before):
            continue
        first = today.replace(day=1)
        if found["next"]:
            first = months_later(first, 1)
        elif found["name"]:
            first = months_later(first, (month_number(found["name"]) - first.month) % 12)
        start, last = _edge_of_month(found["edge"] or _edge_before(text, found), first)
        pieces += _clamped(found, start, last, today)
    return pieces


def _nth_weeks(text: str, today: date) -> list[Piece]:
    """Find "the first week of december": its days 1 to 7, and the last seven for "last"."""
    pieces = []
    for found in _NTH_WEEK.finditer(text):
        month = today.replace(day=1)
        ahead = (month_number(found["name"]) - month.month) % 12 if found["name"] else 1
        month = months_later(month, ahead)
        nth = {"f": 0, "1": 0, "p": 0, "s": 7, "2": 7, "t": 14, "3": 14}.get(found["nth"][0])
        last_day = last_of_month(month)
        first = last_day - timedelta(days=6) if nth is None else month + timedelta(days=nth)
        pieces += _clamped(found, first, first + timedelta(days=6), today)
    return pieces


def _nth_weekdays(text: str, today: date) -> list[Piece]:
    """Find "the first monday of december" and "the last friday of the month", the next one that comes."""
    pieces = []
    for found in _NTH_WEEKDAY.finditer(text):
        month = today.replace(day=1)
        if found["name"]:
            month = months_later(month, (month_number(found["name"]) - month.month) % 12)
        elif found["next"]:
            month = months_later(month, 1)
        day = _nth_weekday(found["nth"], NAMES[found["day"]], month)
        if day < today and not found["next"]:
            day = _nth_weekday(found["nth"], NAMES[found["day"]], months_later(month, 12 if found["name"] else 1))
        pieces.append(Piece(found.start(), found.end(), day=day))
    return pieces


def _nth_weekday(nth: str, weekday: int, month: date) -> date:
    count = {"f": 0, "1": 0, "p": 0, "s": 1, "2": 1, "t": 2, "3": 2, "4": 3, "c": 3}.get(
        nth[0] if nth != "fourth" else "4"
    )
    if count is None:
        last = last_of_month(month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return month + timedelta(days=(weekday - month.weekday()) % 7 + 7 * count)


def _edge_before(text: str, found: re.Match[str]) -> str | None:
    before = re.search(
        r"(early|(?:first|second) half of|(?:primera|segunda) (?:quincena|mitad) de|beginning of|start of|mid|late|"
        r"end of|principios de|mediados de|finales de|"
        r"fin de)[\s-]+(?:the\s+)?$",
        run_up(text, found.start()),
    )
    return before.group(1) if before else None


def _edge_of_month(edge: str | None, first: date) -> tuple[date, date]:
    last = last_of_month(first)
    if not edge or edge == "rest of":
        return first, last
    if "half" in edge or edge.startswith(("primera", "segunda")):
        middle = first.replace(day=15)
        return (middle + timedelta(days=1), last) if edge.startswith("se") else (first, middle)
    if edge.startswith(("early", "begin", "start", "first", "princ", "comien")):
        return first, first.replace(day=10)
    if edge.startswith("m"):
        return first.replace(day=11), first.replace(day=20)
    return last - timedelta(days=6), last


def _clamped(found: re.Match[str], first: date, last: date, today: date) -> list[Piece]:
    if last < today or set(words_before(found.string, found.start(), 1)) & _GONE:
        return []
    return [Piece(found.start(), found.end(), day=max(first, today), last=last)]
