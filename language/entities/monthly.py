"""Days told by their month or beside their week-day: "the first of next month", "del 1 al 4", "martes 24"."""

import re
from datetime import date
from typing import Final

from language.entities.following import may_follow
from language.entities.gone import went_by
from language.entities.months import last_of_month, months_later
from language.entities.numbers import DAYS, ORDINALS, one_of
from language.entities.piece import Piece
from language.entities.refusals import is_change_from
from language.entities.weekdays import NAMES, WEEKDAY
from language.entities.written import MONTH, month_number, next_monthday

_DIGITS: Final = r"3[01]|[12]\d|0?[1-9]"
_SUFFIX: Final = r"(?:st|nd|rd|th|ro|ero|o)?"
_OF: Final = re.compile(
    rf"(?<![\w/-])(?:the\s+|el\s+)?(?:dia\s+)?(?:(?P<day>{_DIGITS}){_SUFFIX}|(?P<word>{one_of(DAYS)}))\s+(?:day\s+)?"
    r"(?:of|del?)\s+(?:(?P<next>(?:the\s+)?(?:next|following)\s+month|(?:proximo|siguiente)\s+mes|"
    r"mes\s+(?:que\s+(?:viene|entra)|proximo|siguiente))|(?:the|this|este)\s+(?:month|mes))(?!\w)"
)
_LAST: Final = re.compile(
    rf"(?<!\w)(?:the\s+|el\s+)?(?:last\s+day\s+of|ultimo\s+dia\s+del?)\s+(?:(?P<next>next\s+month|proximo\s+mes)|"
    rf"(?P<month>{MONTH})|(?:the\s+|this\s+|este\s+)?(?:month|mes))(?!\w)"
)
_SPAN: Final = re.compile(
    rf"(?<![\w/-])(?:(?P<between>between|entre)\s+(?:the\s+|el\s+)?|(?:from|del?|desde)\s+(?:the\s+|el\s+)?|the\s+|el\s+)?"
    rf"(?P<first>{_DIGITS}){_SUFFIX}\s*(?P<to>-|to|through|thru|until|till|and|al?|hasta|y)\s*(?:the\s+|el\s+)?"
    rf"(?P<last>{_DIGITS}){_SUFFIX}\s+(?:of\s+|de\s+)?(?P<month>{MONTH})(?!\w)"
)
_SPAN_BARE: Final = re.compile(
    rf"(?<![\w/-])(?:(?:from|between)\s+)?(?:the\s+)?(?P<first>{_DIGITS})(?:st|nd|rd|th)\s*"
    rf"(?:-|to|through|thru|until|till|and)\s*(?:the\s+)?(?P<last>{_DIGITS})(?:st|nd|rd|th)(?!\w)|"
    rf"(?<!\w)del\s+(?P<primero>{_DIGITS})\s+al\s+(?P<ultimo>{_DIGITS})(?![\w:])"
)
_BESIDE: Final = re.compile(
    rf"(?<![\w'-])(?:el\s+)?(?P<name>{WEEKDAY})\s*,?\s*(?:(?P<day>{_DIGITS})|the\s+(?P<word>{one_of(ORDINALS)}))(?![\w:/%$-]|[.]\d)"
)


def find(text: str, today: date) -> list[Piece]:
    """Find such days in folded text."""
    return [
        *_of_month(text, today),
        *_lasts(text, today),
        *_spans(text, today),
        *_bare_spans(text, today),
        *_beside(text, today),
    ]


def _of_month(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _OF.finditer(text):
        number = int(found["day"]) if found["day"] else DAYS[" ".join(found["word"].split())]
        month = months_later(today.replace(day=1), 1 if found["next"] else 0)
        if number > last_of_month(month).day or went_by(text, found.start()):
            continue
        day = month.replace(day=number)
        pieces.append(Piece(found.start(), found.end(), day=day, monthday=number))
    return pieces


def _lasts(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _LAST.finditer(text):
        ahead = (month_number(found["month"]) - today.month) % 12 if found["month"] else 1 if found["next"] else 0
        day = last_of_month(months_later(today.replace(day=1), ahead))
        pieces.append(Piece(found.start(), found.end(), day=day, monthday=day.day))
    return pieces


def _spans(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _SPAN.finditer(text):
        if (found["to"] in ("and", "y")) != bool(found["between"]):
            continue
        first, last = int(found["first"]), int(found["last"])
        month = months_later(today.replace(day=1), (month_number(found["month"]) - today.month) % 12)
        if not first < last <= last_of_month(month).day:
            continue
        begins, ends = month.replace(day=first), month.replace(day=last)
        later = 12 if ends < today else 0
        pieces.append(
            Piece(found.start(), found.end(), day=months_later(begins, later), last=months_later(ends, later))
        )
    return pieces


def _bare_spans(text: str, today: date) -> list[Piece]:
    """Find "from the 7th till the 9th" and "del 7 al 9", in the month that comes."""
    pieces = []
    for found in _SPAN_BARE.finditer(text):
        if " and " in found.group() and not found.group().startswith("between"):
            continue
        begins = next_monthday(int(found["first"] or found["primero"]), today)
        ends = next_monthday(int(found["last"] or found["ultimo"]), begins)
        is_wish = may_follow(text, found.end()) and not (
            went_by(text, found.start()) or is_change_from(text, found.start("first"))
        )
        if is_wish:
            pieces.append(Piece(found.start(), found.end(), day=begins, last=ends))
    return pieces


def _beside(text: str, today: date) -> list[Piece]:
    """Read a bare number after a week-day as its date where the next such date is that week-day."""
    pieces = []
    for found in _BESIDE.finditer(text):
        day = next_monthday(int(found["day"] or ORDINALS[found["word"]]), today)
        if day.weekday() == NAMES[found["name"]] and may_follow(text, found.end()):
            pieces.append(Piece(found.start(), found.end(), day=day, monthday=day.day))
    return pieces
