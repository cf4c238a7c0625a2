"""One hour as people write or say it: "3", "3:30p", "1530 hrs", "half past four", "las tres y media", "noon".

A bare hour is read for a booking: the reading between 07:00 and 20:59, and of two such the morning's, so that
    "at 8"
is 08:00 and "after 3" is 15:00. A part of the day said beside it ("tuesday evening at 7") decides instead.
"""

import re
from typing import Final

from language.entities.numbers import CARDINALS, one_of
from language.entities.piece import Clock, Half, PartOfDay

_HOURS: Final = {word: value for word, value in CARDINALS.items() if 1 <= value <= 12 and word not in ("un", "uno")}
_MINUTES: Final = {
    "fifteen": 15,
    "thirty": 30,
    "forty five": 45,
    "forty-five": 45,
    "ten": 10,
    "twenty": 20,
    "forty": 40,
    "fifty": 50,
    "o five": 5,
    "oh five": 5,
    "y cuarto": 15,
    "y media": 30,
    "y diez": 10,
    "y veinte": 20,
    "menos cuarto": -15,
    "menos diez": -10,
    "quince": 15,
    "treinta": 30,
}
_NAMED: Final = {
    "noonish": 12,
    "12 noon": 12,
    "noon": 12,
    "midday": 12,
    "mediodia": 12,
    "medio dia": 12,
    "mil doscientas horas": 12,
    "mil trescientas horas": 13,
    "mil cuatrocientas horas": 14,
    "mil quinientas horas": 15,
    "mil seiscientas horas": 16,
    "mil setecientas horas": 17,
    "mil ochocientas horas": 18,
    "mil novecientas horas": 19,
    "midnight": 0,
    "medianoche": 0,
    "media noche": 0,
}
_PARTS_OF_HOUR: Final = {
    "half": 30,
    "quarter": 15,
    "ten": 10,
    "twenty": 20,
    "five": 5,
    "cuarto": 15,
    "diez": 10,
    "veinte": 20,
    "cinco": 5,
}
_SINGLE: Final = {word: value for word, value in CARDINALS.items() if 1 <= value <= 9}
_RADIO_HOURS: Final = {
    **{f"oh {word}": value for word, value in _SINGLE.items()},
    **{f"zero {word}": value for word, value in _SINGLE.items()},
    **{word: value for word, value in CARDINALS.items() if 10 <= value <= 20},
    "twenty one": 21,
    "twenty two": 22,
    "twenty three": 23,
}
_HALVES: Final[tuple[tuple[re.Pattern[str], Half], ...]] = (
    (re.compile(r".*(?:night|noche)"), "night"),
    (re.compile(r"p(?:\W|m|$)|.*(?:afternoon|evening|tarde)"), "pm"),
    (re.compile(r"a(?:\W|m|$)|.*(?:morning|manana|madrugada)"), "am"),
)
_HALF: Final = (
    r"\s*(?:[ap]\.\s?m\b\.?|[ap]m\b)|(?<=\d)[ap]\b|\s+[ap]\s+m\b|"
    r"\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night|(?:de|en|por)\s+la\s+(?:manana|tarde|"
    r"noche|madrugada))"
)


def clock_pattern(name: str) -> str:
    """Return the pattern of one hour with groups named after `name`, for `read_clock`."""
    n = name
    return (
        rf"(?:(?P<{n}_named>{one_of(_NAMED)})"
        rf"|(?:(?P<{n}_halved>half)|(?P<{n}_past>half|a\s+quarter|quarter|ten|twenty|five|un\s+cuarto|cuarto|diez|"
        rf"veinte|cinco)\s+(?P<{n}_way>past|after|to|til|till|of|para\s+las?))\s+"
        rf"(?P<{n}_base>1[0-2]|[1-9]|{one_of(_HOURS)})(?P<{n}_half3>{_HALF})?"
        rf"|(?P<{n}_zero>(?:oh|zero)\s+(?:{one_of(_SINGLE)}))\s+(?P<{n}_zerominute>{one_of(_MINUTES)})"
        rf"|(?P<{n}_radio>{one_of(_RADIO_HOURS)})\s+(?P<{n}_rest>hundred(?:\s+hours?|\s+hrs)?|"
        rf"{one_of(_MINUTES)}\s+(?:hours|hrs)|(?<=teen ){one_of(_MINUTES)})"
        rf"|(?P<{n}_military>(?:[01]\d|2[0-3])[0-5]\d)(?![\d%])(?P<{n}_hrs>\s*(?:hrs?|hours?|horas|h|-?ish)\b)?"
        rf"|(?P<{n}_hour>2[0-3]|1\d|0?\d)(?:[:h](?P<{n}_minute>[0-5]\d)|[ ](?P<{n}_spaced>00|15|30|45)(?![\d:%])|"
        rf"\.(?P<{n}_dotted>[0-5]\d)(?=\s*[ap]\.?\s?m|\s*hrs|\s*$|\s*[,!?]|\s+(?:on|el|or|works)\b)"
        rf"|\s+(?P<{n}_spoken>y\s+(?:media|cuarto|diez|veinte)|menos\s+(?:cuarto|diez)))?"
        rf"(?P<{n}_clock>\s*o'?\s?clock|\s+en\s+punto|(?<=[:h]\d\d)\s*(?:hours|horas|hrs?|h)\b)?"
        rf"(?P<{n}_counted>\s?h(?:ours|rs?|oras?)?\b)?"
        rf"(?P<{n}_ish>\s?-?ish\b)?(?P<{n}_half>{_HALF})?"
        rf"|(?P<{n}_word>{one_of(_HOURS)})(?:ish)?(?:[\s-]+(?P<{n}_wordminute>{one_of(_MINUTES)}))?"
        rf"(?P<{n}_clock2>\s+o'?\s?clock|\s+en\s+punto)?(?P<{n}_half2>{_HALF})?)(?![\w:])"
    )


def read_clock(found: re.Match[str], name: str) -> Clock:
    """Read what `clock_pattern(name)` matched."""
    groups = found.groupdict()

    def said(part: str) -> str:
        return " ".join((groups.get(f"{name}_{part}") or "").split())

    half = _half(said("half") or said("half2") or said("half3"))
    if said("named"):
        return Clock(_NAMED[said("named")], 0, "exact")
    if said("halved"):
        return _shifted(_number(said("base")), 30, half)
    if said("past"):
        return _past(said("past"), said("way"), _number(said("base")), half)
    if said("radio"):
        rest = re.sub(r"\s(?:hours|hrs)$", "", said("rest"))
        return Clock(_RADIO_HOURS[said("radio")], _MINUTES.get(rest, 0), "exact")
    if said("zero"):
        return Clock(_RADIO_HOURS[said("zero")], _MINUTES[said("zerominute")], "exact")
    if said("military"):
        return Clock(int(said("military")[:2]), int(said("military")[2:]), "exact")
    if said("word"):
        return _shifted(_HOURS[said("word")], _MINUTES.get(said("wordminute"), 0), half)
    hour, minute = int(said("hour")), int(said("minute") or said("dotted") or said("spaced") or 0)
    minute += _MINUTES.get(said("spoken"), 0)
    padded = said("hour").startswith("0") and bool(said("minute"))
    if not half and (hour > 12 or hour == 0 or padded):
        half = "exact"
    return _shifted(hour, minute, half)


def is_evident(found: re.Match[str], name: str) -> bool:
    """Tell whether the match is an hour by its own looks, without a word like "at" before it."""
    groups = found.groupdict()
    if groups.get(f"{name}_past") in ("half", "quarter", "a quarter", "cuarto", "un cuarto"):
        return True
    marks = ("named", "radio", "zero", "hrs", "minute", "spoken", "clock", "half", "ish", "clock2", "half2")
    if any(groups.get(f"{name}_{mark}") for mark in marks):
        return True
    if groups.get(f"{name}_past") and groups.get(f"{name}_way") not in ("to", "of"):
        return True
    return (groups.get(f"{name}_military") or "").startswith("0") or (
        "ish" in found.group() and bool(groups.get(f"{name}_word"))
    )


def resolve(clock: Clock, part: PartOfDay | None = None, not_before: int | None = None) -> tuple[int, int]:
    """Return hour and minute of 24; a bare hour comes after `not_before` (a minute of the day)"
    " if it can."""
    hour, half = clock.hour, clock.half
    if half == "exact" or hour > 12:
        return hour % 24, clock.minute
    hour %= 12
    choices = {
        "am": hour,
        "pm": hour + 12,
        # "12 at night" is midnight, "2 at night" comes after it, "9 at night" before.
        "night": hour + 12 if hour >= 5 else hour,
        "late": hour + 12 if part is None and hour in (7, 8) else _sensible(hour, part),
        "": _sensible(hour, part),
    }
    chosen = choices[half]
    if half == "" and part is None and not_before is not None and chosen * 60 + clock.minute <= not_before:
        chosen = hour + 12 if (hour + 12) * 60 + clock.minute > not_before else chosen
    return chosen, clock.minute


def _sensible(hour: int, part: PartOfDay | None) -> int:
    if part == "morning":
        return hour if hour else 12
    if part in ("afternoon", "evening"):
        return hour + 12
    if part == "night":
        return hour + 12 if hour >= 5 else hour
    return hour if hour >= 7 else hour + 12


def _half(said: str) -> Half:
    said = said.strip()
    if not said:
        return ""
    for pattern, half in _HALVES:
        if pattern.match(said):
            return half
    return ""


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _HOURS[said]


def _past(said: str, way: str, hour: int, half: Half) -> Clock:
    word = said.removeprefix("a ").removeprefix("un ")
    minutes = _PARTS_OF_HOUR[word]
    return _shifted(hour, minutes if way in ("past", "after") else -minutes, half)


def _shifted(hour: int, minute: int, half: Half) -> Clock:
    if minute < 0:
        hour, minute = (hour - 1) or 12, minute + 60
    return Clock(hour, minute, half)
