"""Days counted from today: "tomorrow", "tonight", "in 3 days", "two weeks from now", "pasado mañana"."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from language.entities.folded import run_up
from language.entities.months import months_later
from language.entities.numbers import AMOUNT, amount
from language.entities.piece import Clock, PartOfDay, Piece

_NAMED: Final[tuple[tuple[str, int, PartOfDay | None], ...]] = (
    (r"(?:the\s+)?day\s+after\s+(?:tomorrow|tmrw|tmr)|pasado\s+manana", 2, None),
    (
        r"tomorrow|tomorow|tommorow|tommorrow|tomorrrow|tomoro|tmrw|tmrow|tmr|tmw|tomm?|mnn|2morrow|2moro|2mrw",
        1,
        None,
    ),
    (r"today|2day|tday|hoy(?:\s+(?:mismo|dia))?|later\s+today|mas\s+tarde\s+hoy", 0, None),
    (
        r"tonight|tonite|2nite|2night|tonigt|tonght|this\s+night|esta\s+noche|hoy\s+(?:en|"
        r"por)\s+la\s+noche",
        0,
        "night",
    ),
    (r"this\s+morning|esta\s+manana|hoy\s+(?:en|por)\s+la\s+manana", 0, "morning"),
    (r"this\s+(?:late\s+)?afternoon|esta\s+tarde|hoy\s+(?:en|por)\s+la\s+tarde", 0, "afternoon"),
    (r"this\s+evening", 0, "evening"),
    # "mañana" is tomorrow unless it is the morning: "por la mañana", "toda la mañana".
    (
        r"(?<!la )(?<!las )(?<!esta )(?<!cada )(?<!una )(?<!media )(?<!pasado )(?<!buena )"
        r"manana(?:\s+mismo)?",
        1,
        None,
    ),
    (r"(?:a\s+)?week\s+from\s+(?:today|now)|de\s+hoy\s+en\s+ocho", 7, None),
    (r"(?:a\s+)?week\s+(?:from\s+)?tomorrow", 8, None),
    (r"(?<=manana no, )pasado|(?<=manana o )pasado", 2, None),
    (r"(?:(?<=tomorrow or )|(?<=tomorrow and )|(?<=no, ))the\s+day\s+after", 2, None),
)
_NAMED_PATTERNS: Final = tuple(
    (re.compile(rf"(?<![\w'-])(?:{words})(?![\w'-])"), days, part) for words, days, part in _NAMED
)

_UNIT: Final = (
    r"(?P<unit>days?|dias?|weeks?|wks?|semanas?|fortnights?|quincenas?|months?|meses|mes|hours?|hrs?|"
    r"horas?|horitas?|"
    r"minutes?|mins?|minutos?)"
)
_IN: Final = re.compile(
    rf"(?<!\w)(?:in|en|dentro\s+de|de\s+aqui\s+a)\s+(?:about\s+|like\s+|unos\s+|como\s+)?(?P<count>{AMOUNT}|half\s+an?|"
    rf"media)\s+"
    rf"{_UNIT}(?P<more>\s+and\s+a\s+half|\s+y\s+media)?(?:'s?)?(?:\s+time)?(?!\w)"
)
_FROM_NOW: Final = re.compile(
    rf"(?<!\w)(?P<count>{AMOUNT}|half\s+an?)\s+{_UNIT}\s+"
    r"(?:(?:from|after)\s+(?:now|today|(?P<tomorrow>tomorrow|tmrw))|out)(?!\w)"
)
_WITHIN: Final = re.compile(
    rf"(?<!\w)(?:(?:within|over|during|in|sometime\s+in|en|durante)\s+)?(?:the\s+|los\s+|las\s+)?"
    rf"(?:next|coming|proximos|proximas)\s+(?P<count>{AMOUNT})\s+{_UNIT}(?!\w)"
    rf"|(?<!\w)within\s+(?:a|the|(?P<count2>{AMOUNT}))\s+(?P<unit2>days?|weeks?|months?)(?!\w)"
)
# "haven't slept in three days", "first night off in two weeks": time that went by, not a wish.
_WENT_BY: Final = re.compile(
    r"(?:n't|\bhavent|\bhasnt|\bdidnt|\bnot|\bnever|\bno|\bfirst|\bonce|\btwice|\bonly|\bslept|\bate|"
    r"\beaten|\blost|"
    r"\bworked|\bcalls|\bshootings?|\bsecond|\bthird|\bworst|\bbest|\bdormi|\bdormido|\bnunca|\btimes?|"
    r"\bveces|\bvez|"
    r"\bprimera)\b[^.!?]{0,40}$"
)


def find(text: str, now: datetime) -> list[Piece]:
    """Find days, spans and instants counted from `now` (an aware instant in the officer's zone)."""
    return [*_named(text, now.date()), *_counted(text, now), *_spans(text, now.date())]


def _named(text: str, today: date) -> list[Piece]:
    return [
        Piece(found.start(), found.end(), day=today + timedelta(days=days), part=part)
        for pattern, days, part in _NAMED_PATTERNS
        for found in pattern.finditer(text)
    ]


def _counted(text: str, now: datetime) -> list[Piece]:
    pieces = []
    for pattern in (_IN, _FROM_NOW):
        for found in pattern.finditer(text):
            if not _WENT_BY.search(run_up(text, found.start())):
                count = 0.5 if found["count"].startswith(("half", "media")) else amount(found["count"])
                count += 0.5 if found.groupdict().get("more") else 0
                begins = now + timedelta(days=1) if found.groupdict().get("tomorrow") else now
                pieces.append(_later(found, count, found["unit"], begins))
    return pieces


def _later(found: re.Match[str], count: float, unit: str, now: datetime) -> Piece:
    if unit.startswith(("h", "min")):
        # Across a change of the clocks an hour is still an hour: count in UTC, read in the zone.
        minutes = count * 60 if unit.startswith("h") else count
        then = (now.timestamp() + minutes * 60) // 60 * 60
        local = datetime.fromtimestamp(then, now.tzinfo)
        clock = Clock(local.hour, local.minute, "exact")
        return Piece(found.start(), found.end(), day=local.date(), at=clock)
    weekly = unit.startswith(("w", "s"))
    return Piece(found.start(), found.end(), day=_day_later(count, unit, now.date()), is_in_week=weekly)


def _day_later(count: float, unit: str, today: date) -> date:
    if unit.startswith(("mo", "me")):
        return months_later(today, int(count) or 1)
    days = {"d": 1, "w": 7, "s": 7, "f": 14, "q": 15}[unit[0]]
    return today + timedelta(days=max(1, int(count * days)))


def _spans(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _WITHIN.finditer(text):
        count = amount(found["count"] or found["count2"] or "1")
        unit = found["unit"] or found["unit2"]
        if unit.startswith(("h", "min")) or _WENT_BY.search(run_up(text, found.start())):
            continue
        pieces.append(Piece(found.start(), found.end(), day=today, last=_day_later(count, unit, today)))
    return pieces
