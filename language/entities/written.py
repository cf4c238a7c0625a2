"""Dates of the calendar: "dec 3rd", "11/24", "2026-12-03", "the 14th", "3 de diciembre", "el 14".

The order of numbers and leap years are dateparser's; what it would also read into other words (
    "may", "sat",
"10-4") is kept from it by the patterns here.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

import dateparser

from language.entities.folded import next_word, run_up, words, words_before
from language.entities.following import may_follow
from language.entities.gone import went_by
from language.entities.months import last_of_month, months_later
from language.entities.numbers import DAYS, ORDINALS, one_of
from language.entities.piece import Piece

_MONTHS: Final = (
    ("january", "jan", "enero", "ene"),
    ("february", "febuary", "feb", "febrero"),
    ("march", "mar", "marzo"),
    ("april", "apr", "abril", "abr"),
    ("may", "mayo"),
    ("june", "jun", "junio"),
    ("july", "jul", "julio"),
    ("august", "aug", "agosto", "ago"),
    ("september", "sept", "sep", "septiembre", "setiembre"),
    ("october", "oct", "octubre"),
    ("november", "nov", "noviembre"),
    ("december", "decemeber", "dec", "diciembre", "dic"),
)
_NUMBER: Final = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
MONTH: Final = one_of(_NUMBER)
_ENGLISH: Final = tuple(names[0] for names in _MONTHS)

_DAY: Final = rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ro|ero|o)?|(?P<word>{one_of(DAYS)})"
_YEAR: Final = r"(?:\s*,?\s*(?:of\s+|de\s+|del\s+)?(?P<year>20\d\d)(?!\w))?"
_NOT_HOUR: Final = r"(?![\d:]|-\d|\s*[ap]\.?m\b)"
_DAY_MONTH: Final = re.compile(
    rf"(?<![\w/-])(?:the\s+|el\s+)?(?:{_DAY})(?P<of>\s+(?:of\s+|de\s+)|"
    rf"[\s-]+)(?P<month>{MONTH})\.?(?!\w){_YEAR}"
)
_MONTH_DAY: Final = re.compile(
    rf"(?<![\w/-])(?P<month>{MONTH})\.?[\s-]+(?:the\s+)?(?:{_DAY})(?:\s*(?:-|to|through|thru|al?)\s*(?:the\s+|el\s+)?(?P<to>3[01]|[12]\d|"
    rf"[1-9])(?:st|nd|rd|th)?)?(?!\w){_NOT_HOUR}{_YEAR}"
)
_ISO: Final = re.compile(r"(?<![\w/-])20\d\d-[01]\d-[0-3]\d(?![\w-])")
_NUMERIC: Final = re.compile(
    r"(?<![\w/.$-])(?P<one>[0-3]?\d)(?P<mark>[/.-])(?P<two>[0-3]?\d)(?:(?P=mark)(?P<year>20\d\d|"
    r"\d\d))?(?![\w/%-]|[.]\d)"
)
_NUMBER_SPAN: Final = re.compile(
    r"(?<![\w/.$-])(?:from\s+|del?\s+)?(?P<first>[01]?\d/[0-3]?\d|[0-3]?\d/[01]?\d)\s*(?:-|to|through|thru|till|al?|hasta(?:\s+el)?)\s*"
    r"(?P<last>[0-3]?\d/[0-3]?\d)(?![\w/-])"
)
_MONTHDAY: Final = re.compile(
    rf"(?<![\w-])(?:(?:(?P<the>the\s+)?(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th))|"
    rf"(?:(?:(?<=on )|(?<=by )|(?<=for )|(?<=to )|(?<=until )|"
    rf"(?<=till ))the\s+(?P<word>{one_of(ORDINALS)}))|"
    rf"(?:the\s+(?P<late>{one_of([word for word, day in ORDINALS.items() if day > 12])}))|"
    rf"(?:(?:el\s+(?:dia\s+)?|dia\s+|(?<=semana )del\s+)(?P<dia>3[01]|[12]\d|0?[1-9]|primero)))(?!\w)"
)
_AT_HOUR: Final = re.compile(r"\s+(?:at|a\s+las)\s+\d")
_THEN_HOUR: Final = re.compile(
    r"\s*,?\s+(?:at\s+|a\s+las\s+)?(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m|hrs?|h)\b|\d{1,2}:\d\d\b|(?:[01]\d|2[0-3])[0-5]\d\b)"
)
# "my 2nd kid", "10/10 would book again", "like a 3/10", "24/7", "on 9/11".
_NOT_DATES: Final = {"24/7", "9/11", "50/50", "12/12", "20/20"}
_OWNED: Final = {
    "my",
    "his",
    "her",
    "our",
    "their",
    "your",
    "a",
    "this",
    "that",
    "every",
    "each",
    "in",
    "came",
    "mi",
    "su",
}
_PAUSE: Final = re.compile(r"[,.;:!?]\s*$")
_LEADS_TO_DATE: Final = {"on", "by", "for", "el", "para"}
_SCORED: Final = {"a", "like", "about", "feeling", "im", "i'm", "at", "solid", "scored", "rated", "un"}


def month_number(name: str) -> int:
    """Return 1 to 12 for any spelling that `MONTH` matches."""
    return _NUMBER[name]


def find(text: str, today: date, locale: str) -> list[Piece]:
    """Find calendar dates in folded text; numbers are read month first in English, day first in Spanish."""
    return [*_spelled(text, today), *_numbers(text, today, locale), *_monthdays(text, today)]


def _spelled(text: str, today: date) -> list[Piece]:
    pieces = []
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for found in pattern.finditer(text):
            if (pattern is _DAY_MONTH and _is_verb(text, found)) or went_by(text, found.start()):
                continue
            number = found["day"] or str(DAYS[" ".join(found["word"].split())])
            month = _ENGLISH[month_number(found["month"]) - 1]
            day = _read(f"{month} {int(number)} {found['year'] or ''}", today, "MDY")
            to = int(found.groupdict().get("to") or 0)
            if day and day.day < to <= last_of_month(day).day:
                pieces.append(Piece(found.start(), found.end(), day=day, last=day.replace(day=to)))
            elif day and not to:
                pieces.append(Piece(found.start(), found.end(), day=day, monthday=day.day))
    return pieces


def _is_verb(text: str, found: re.Match[str]) -> bool:
    """Tell "unit 14 may respond" and "the first may be" from "14 may"."""
    if found["month"] not in ("may", "march", "mar"):
        return False
    said_as_date = "of" in found["of"] or "de" in found["of"] or bool(found["year"])
    return not (
        said_as_date or (may_follow(text, found.end()) and words_before(text, found.start(), 1) in ([], ["on"], ["by"]))
    )


def _numbers(text: str, today: date, locale: str) -> list[Piece]:
    pieces = _number_spans(text, today, locale)
    for found in _ISO.finditer(text):
        day = _read(found.group(), today, "YMD")
        if day:
            pieces.append(Piece(found.start(), found.end(), day=day, monthday=day.day))
    for found in _NUMERIC.finditer(text):
        if _counts_something(text, found):
            continue
        order = "DMY" if locale == "es" else "MDY"
        first = int(found["two"] if locale == "es" else found["one"])
        day = _read(found.group(), today, ("MDY" if order == "DMY" else "DMY") if first > 12 else order)
        if day:
            pieces.append(Piece(found.start(), found.end(), day=day, monthday=day.day))
    return pieces


def _number_spans(text: str, today: date, locale: str) -> list[Piece]:
    """Find "12/8-12/10": the days from the one to the other."""
    order = "DMY" if locale == "es" else "MDY"
    pieces = []
    for found in _NUMBER_SPAN.finditer(text):
        first, last = _read(found["first"], today, order), _read(found["last"], today, order)
        if first and last and first < last:
            pieces.append(Piece(found.start(), found.end(), day=first, last=last))
    return pieces


def _counts_something(text: str, found: re.Match[str]) -> bool:
    """Tell scores, ratios, radio codes and hours from dates."""
    if _THEN_HOUR.match(text, found.end()):
        return False
    led = bool(set(words_before(text, found.start(), 1)) & _LEADS_TO_DATE)
    if found["mark"] == "." and not found["year"] and not _AT_HOUR.match(text, found.end()):
        return True
    if found["mark"] == "-" and not found["year"] and not led and next_word(text, found.end()) != "at":
        return True
    if (found.group() in _NOT_DATES and not led) or set(words_before(text, found.start(), 1)) & _SCORED:
        return True
    return not found["year"] and (next_word(text, found.end()) == "of" or not may_follow(text, found.end()))


def _monthdays(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _MONTHDAY.finditer(text):
        before = words_before(text, found.start(), 1)
        bare = found["day"] and not found["the"]
        owned = set(before) & _OWNED and not _PAUSE.search(run_up(text, found.start()))
        if not may_follow(text, found.end()) or owned or went_by(text, found.start()):
            continue
        if bare and before and before[0] not in _BEFORE_BARE and not _SECOND.search(run_up(text, found.start())):
            continue
        if _and_a_street(text, found.end()) or _is_one_of_some(text, found.end()):
            continue
        said = found["day"] or found["dia"] or ""
        number = _number(said, found["word"] or found["late"])
        day = next_monthday(number, today)
        pieces.append(Piece(found.start(), found.end(), day=day, monthday=number))
    return pieces


def _number(said: str, word: str | None) -> int:
    """Read "14", "primero" or a spelled ordinal."""
    if said.isdecimal():
        return int(said)
    return ORDINALS[" ".join(word.split())] if word else 1


_AND_SECOND: Final = re.compile(r"\s+(?:and|or|&)\s+(?:the\s+)?\d{1,2}(?:st|nd|rd|th)")
# The second of "the 5th or 6th".
_SECOND: Final = re.compile(r"\d(?:st|nd|rd|th)\s*,?\s*(?:or|and|o|y)\s+$")
_BEFORE_BARE: Final = words(
    """
    on by to before after until till til about around for not sunday monday tuesday wednesday
    thursday friday saturday mon tues tue wed weds thurs thu fri sat sun no of book from between
    """
)
_STREET: Final = re.compile(
    r"\s+(?:and|&|y)\s+(?!(?:the\s+|el\s+)?\d|at\b|after\b|before\b|by\b|in\b|not\b)\w+\s*(?:$|st\b|ave\b|"
    r"street\b|[,.])|\s+de\s+la\s+(?:calle|avenida|colonia)\b"
)


def _and_a_street(text: str, end: int) -> bool:
    """Tell the corner "5th and main" from a day."""
    return _STREET.match(text, end) is not None


def _is_one_of_some(text: str, end: int) -> bool:
    """Tell "the 3rd and 4th precinct" from two days."""
    second = _AND_SECOND.match(text, end)
    return second is not None and not may_follow(text, second.end())


def next_monthday(number: int, today: date) -> date:
    """Return the next such day of a month, today included; months that lack it are passed over."""
    for months in range(12):
        month = months_later(today.replace(day=1), months)
        day = months_later(month, 1) - timedelta(days=1)
        if number <= day.day and month.replace(day=number) >= today:
            return month.replace(day=number)
    raise ValueError("no month has such a day")


def _read(words: str, today: date, order: str) -> date | None:
    settings = {
        # The instant before today, so that today itself is still ahead.
        "RELATIVE_BASE": datetime.combine(today, time()) - timedelta(seconds=1),
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": order,
        "REQUIRE_PARTS": ["day", "month"],
        "PARSERS": ["absolute-time"],
    }
    found = dateparser.parse(words.strip(), languages=["en"], settings=settings)
    return found.date() if found else None
