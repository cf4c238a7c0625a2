"""Hours and stretches of hours: "at 3", "after 5pm", "between 5 and 8", "no antes del mediodía"."""

import re
from typing import Final

from language.entities.clocks import clock_pattern, is_evident, read_clock, resolve
from language.entities.folded import next_word, run_up, words, words_before
from language.entities.following import may_follow
from language.entities.piece import Clock, Piece
from language.entities.refusals import is_change_from
from language.entities.weekdays import WEEKDAY
from language.entities.written import MONTH

_LAS: Final = r"(?:(?:a\s+)?las?\s+|el\s+|l\s+|de\s+las?\s+)?"
_AFTER: Final = (
    r"(?:any\s?time\s+|some\s?time\s+)?(?:(?:not|no|nothing)\s+(?:before|earlier\s+than|sooner\s+than|until|till|"
    r"til)|after|past|"
    r"later\s+than|starting\s+(?:at|from|around)|aft|from|as\s+of|(?:no|nada)\s+antes\s+del?|despues\s+del?|"
    r"luego\s+del?|"
    r"pasadas|pasado|a\s+partir\s+del?|desde|mas\s+tarde\s+del?)"
)
_BEFORE: Final = (
    r"(?:any\s?time\s+|some\s?time\s+)?(?:(?:no|not|nothing)\s+(?:later\s+than|after|past)|before|b4|by|until|till|"
    r"til|earlier\s+than|"
    r"prior\s+to|a\s+mas\s+tardar(?:\s+a)?|(?:no|nada)\s+despues\s+del?|no\s+mas\s+tarde\s+del?|antes\s+del?|hasta|maximo)"
)
_AT: Final = (
    r"(?:at\s+about|at\s+around|at|@|(?:make|do)\s+(?:it|that)|(?:can|could|let'?s|gonna|to)\s+do|how\s+about|(?:let'?s\s+)?say|around|"
    r"approximately|approx|a\s+eso\s+de|como\s+a|tipo|"
    r"sobre|hacia|por\s+ahi\s+de|alrededor\s+de|cerca\s+de|a)"
)
_ONE: Final = re.compile(
    rf"(?<![\w$#:./-])(?:(?P<after>{_AFTER})\s+(?:at\s+|around\s+|like\s+|about\s+)?|"
    rf"(?P<before>{_BEFORE})\s+"
    rf"(?:at\s+|around\s+|like\s+|about\s+)?|(?P<at>{_AT})\s*(?:like\s+|"
    rf"about\s+)?)?(?P<las>(?:a\s+)?las?\s+|del?\s+las?\s+|el\s+)?{clock_pattern('c')}"
    r"(?P<later>\s*(?:or\s+(?:later|after)(?!\s+(?:\d|noon))|and\s+(?:later|after)|onwards?|on(?=$|[,.!?])|\+|en\s+adelante|"
    r"o\s+(?:despues|mas\s+tarde)|and\s+on\b))?"
    r"(?P<earlier>\s*(?:or\s+(?:earlier|before)(?!\s+(?:\d|noon))|at\s+the\s+latest|a\s+mas\s+tardar|o\s+antes))?"
)
_RANGE: Final = re.compile(
    rf"(?<![\w$#:./-])(?:(?P<between>(?:any\s?time\s+|some\s?time\s+)?(?:between|entre|btwn|b/w|from|"
    rf"desde|de))\s+)?"
    rf"(?P<las>las?\s+|el\s+)?{clock_pattern('f')}\s*(?P<to>-|to|til|till|until|thru|through|and|&|a|y|"
    rf"hasta)\s*"
    rf"(?:las?\s+|el\s+)?{clock_pattern('u')}"
)
_LUNCH: Final = re.compile(
    r"(?<!\w)(?:(?:at|around|over|during|on\s+my|for)\s+)?(?:lunch\s?time|lunch\s+(?:hour|break)|"
    r"(?<=at )lunch|(?<=around )lunch|"
    r"(?<=during )lunch|(?<=over )lunch|a\s+la\s+hora\s+(?:del\s+almuerzo|de\s+comer|"
    r"de\s+la\s+comida))(?!\w)"
)
_OR: Final = re.compile(
    rf"\s*[,.]*\s*(?:(?:or|o|and|y|maybe|no|wait|actually|rather|sorry|hmm+|um|make\s+(?:it|that)|i\s+mean|digo|"
    rf"scratch\s+that|my\s+bad|mejor|perdon)\b[,.]*\s*)+"
    rf"(?:at\s+|a\s+)?(?:las?\s+)?{clock_pattern('c')}"
)
_PAIR: Final = re.compile(
    rf"(?<![\w$#:./-])(?P<firsts>(?:(?:1[0-2]|[1-9])\s*,\s*)*)(?P<first>1[0-2]|[1-9])\s*,?\s+(?:or|o)\s+{clock_pattern('c')}"
)
_DAY_BEFORE: Final = re.compile(
    rf"(?:{WEEKDAY}|tomorrow|tmrw|today|tonight|manana|hoy|morning|afternoon|evening|\dth|weekend|"
    rf"(?:{MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?|\d(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{MONTH})|christmas|xmas|thanksgiving|easter|halloween|eve|navidad|nochebuena)\s*,?\s*(?:(?:maybe|like|ideally)\s+)?$"
)
_DAY_AFTER: Final = re.compile(rf"(?:\s+(?:on\s+|el\s+|del?\s+)|,\s+(?:on\s+|el\s+)?)(?:{WEEKDAY})(?!\w)")
_THEN: Final = re.compile(rf"\s+(?:on\s+)?(?:{WEEKDAY}|tomorrow|tmrw|today|tonight|manana|hoy)(?!\w)")
# What a number of four digits counts when it is no hour: "unit 1412", "apt 1204", "in 2015".
_NUMBERED: Final = words(
    """
    unit car badge apt room suite code signal ext extension case number no box lot in since year of
    route channel radio adam badge# hwy highway beat post station squad report call pin por unidad
    patrulla placa cuarto caso
    """
)
_NUMBER_IS: Final = re.compile(r"\b(?:badge|unit|case|car|room|apt|placa|unidad|patrulla|caso)\s+(?:\w+\s+){0,2}$")
_COUNTABLE: Final = words("semanas dias horas meses anos veces personas llamadas minutos ordenes por")
# "After 8" and "until 8" say something only of the evening; "not before 8" and "by 8" of the morning.
_LATE: Final = re.compile(r"(?:any\s?time |some\s?time )?(?:after|past|later|despues|luego|pasad|mas)")
_LATEST: Final = re.compile(r"until|till|til|no|not|hasta")
_SCALE: Final = re.compile(
    r"\b(?:scale|score|scored|mood|stress\s+level|escala|puntaje)\b|\b(?:i'?m|"
    r"am)\s*$"
)
_AWAKE: Final = re.compile(
    r"\b(?:sleep|asleep|sleeping|slept|awake|wake|waking|woke|wakes|despierto|desperte|duermo|"
    r"dormi)\b[^.!?]{0,12}$"
)
_YEAR: Final = re.compile(r"(?:19[5-9]\d|20[0-4]\d)$")


def find(text: str) -> list[Piece]:
    """Find hours in folded text."""
    ranges = _ranges(text)
    singles = [
        piece for found in _ONE.finditer(text) if (piece := _single(text, found)) and not _overlaps(piece, ranges)
    ]
    return [*ranges, *singles, *_alternatives(text, [*ranges, *singles]), *_pairs(text), *_lunches(text)]


def _overlaps(piece: Piece, others: list[Piece]) -> bool:
    return any(piece.start < other.end and piece.end > other.start for other in others)


def _single(text: str, found: re.Match[str]) -> Piece | None:
    evident = is_evident(found, "c")
    introduced = bool(
        found["after"] or found["before"] or found["at"] or found["las"] or found["later"] or found["earlier"]
    )
    if (not evident and not _is_introduced(text, found, introduced)) or _AWAKE.search(run_up(text, found.start())):
        return None
    if found["c_military"] and _is_number(text, found):
        return None
    if found["c_named"] and re.match(r"\s*s?\s*(?:shift|shifts|watch|oil|snack)", text[found.end() :]):
        return None
    if (found["las"] or "").strip() == "el" and not (found["c_named"] or found["c_minute"]):
        # "El 2 por la noche" is a day.
        return None
    clock = read_clock(found, "c")
    start = found.start("c_named") if found["c_named"] else _clock_start(found)
    if found["after"] and _LATE.match(found["after"]) and not clock.half:
        clock = clock._replace(half="late")
    if found["after"] or found["later"]:
        return Piece(found.start() if found["after"] else start, found.end(), after=clock)
    if found["before"] or found["earlier"]:
        if found["before"] and _LATEST.match(found["before"]) and not clock.half:
            clock = clock._replace(half="late")
        return Piece(found.start() if found["before"] else start, found.end(), before=clock)
    return (
        Piece(found.start(), found.end(), at=clock)
        if found["at"] or found["las"]
        else Piece(start, found.end(), at=clock)
    )


def _clock_start(found: re.Match[str], prefix: str = "c") -> int:
    names = [name for name in found.groupdict() if name.startswith(f"{prefix}_")]
    starts = [found.start(name) for name in names if found[name] is not None]
    return min(starts)


def _is_introduced(text: str, found: re.Match[str], introduced: bool) -> bool:
    """Tell whether a bare number is an hour: a word before it says so and the word after it allows it."""
    if (found["las"] or "").startswith("a las") and next_word(text, found.end()) not in _COUNTABLE:
        return True
    if not may_follow(text, found.end()) or (found["at"] and _SCALE.search(run_up(text, found.start()))):
        return False
    beside = bool(_DAY_BEFORE.search(run_up(text, found.start())) or _DAY_AFTER.match(text, found.end()))
    if found["c_military"]:
        return (
            introduced
            or beside
            or _THEN.match(text, found.end()) is not None
            or (text.strip() == found["c_military"] and int(found["c_military"]) % 100 % 15 == 0)
        )
    spanish = found["las"] or ""
    if found["c_counted"] and not (spanish or found["at"]):
        # "After 12 hours", "turno de 12 horas": how long, not when.
        return False
    if spanish.split()[-1:] in (["la"], ["las"]):
        return bool(found["c_hour"] or found["c_word"]) and (spanish.split()[-1] == "las" or _is_one(found))
    if found["at"] == "a" or found["at"] in ("sobre", "hacia") or spanish:
        return False
    numbered = set(words_before(text, found.start(), 1)) & _NUMBERED
    if found["c_wordminute"] and (_THEN.match(text, found.end()) or text.strip() == found.group()):
        return True
    return introduced or (beside and bool(found["c_hour"] or found["c_halved"] or found["c_past"]) and not numbered)


def _is_one(found: re.Match[str]) -> bool:
    return found["c_hour"] == "1" or found["c_word"] == "una"


def _is_number(text: str, found: re.Match[str]) -> bool:
    if found["c_hrs"]:
        return False
    before = words_before(text, found.start(), 1)
    if set(before) & _NUMBERED or _NUMBER_IS.search(run_up(text, found.start())) or not may_follow(text, found.end()):
        return True
    military = found["c_military"]
    bounded = found["after"] or found["before"] or not found["at"]
    return bool(_YEAR.match(military)) and bool(bounded) and military[2:] not in ("00", "30")


def _ranges(text: str) -> list[Piece]:
    pieces = []
    for found in _RANGE.finditer(text):
        if not _is_range(text, found):
            continue
        first, last = read_clock(found, "f"), read_clock(found, "u")
        if is_change_from(text, found.start("las") if found["las"] else _clock_start(found, "f")):
            pieces.append(Piece(found.start(), found.end(), at=last))
            continue
        pieces.append(Piece(found.start(), found.end(), after=_first_half(first, last), before=last))
    return pieces


def _is_range(text: str, found: re.Match[str]) -> bool:
    opened = found["between"] or ""
    to = found["to"]
    if to in ("and", "&", "y") and not re.search(r"(?:between|entre|btwn|b/w|from)$", opened):
        return False
    if not may_follow(text, found.end()) or ((found["las"] or "").startswith("el") and not found["f_named"]):
        return False
    if to == "a" and not opened and not found["las"] and not is_evident(found, "f"):
        return False
    evident = is_evident(found, "u") or is_evident(found, "f") or bool(found["f_military"] and found["u_military"])
    if evident or (opened and opened != "de") or found["las"]:
        return True
    day_before = bool(_DAY_BEFORE.search(run_up(text, found.start())))
    day_after = _DAY_AFTER.match(text, found.end()) or _THEN.match(text, found.end())
    beside = day_before or bool(day_after) or text.strip() == found.group()
    return beside and (
        bool(opened) or (found["f_hour"] != "10" or to != "-" or (day_before and found["u_hour"] != "4"))
    )


def _first_half(first: Clock, last: Clock) -> Clock:
    """Give the start of "5-8pm" the end's half of the day, unless that would put it after the end."""
    if first.half or last.half not in ("am", "pm", "night"):
        return first
    ends = resolve(last)
    same = resolve(first._replace(half=last.half))
    return first._replace(half=last.half) if same < ends else first._replace(half="am")


def _alternatives(text: str, pieces: list[Piece]) -> list[Piece]:
    """Find the second hour of "at 3 or 4"."""
    found_pieces = []
    for piece in pieces:
        found = _OR.match(text, piece.end)
        if piece.at and found and not piece.before and may_follow(text, found.end()):
            clock = read_clock(found, "c")
            half = clock.half or (piece.at.half if piece.at.half in ("am", "pm", "night") else "")
            found_pieces.append(Piece(_clock_start(found), found.end(), at=clock._replace(half=half)))
    return found_pieces


def _pairs(text: str) -> list[Piece]:
    """Find both hours of "6 or 7 tonight" and of "6 or 7pm"."""
    pieces = []
    for found in _PAIR.finditer(text):
        last = read_clock(found, "c")
        if (
            is_evident(found, "c")
            or _THEN.match(text, found.end())
            or (_DAY_BEFORE.search(run_up(text, found.start())) and may_follow(text, found.end()))
        ):
            first = Clock(int(found["first"]), 0, last.half if last.half in ("am", "pm", "night") else "")
            for number in re.finditer(r"\d+", found["firsts"]):
                start = found.start("firsts") + number.start()
                pieces.append(Piece(start, start + len(number.group()), at=first._replace(hour=int(number.group()))))
            pieces.append(Piece(found.start("first"), found.end("first"), at=first))
            pieces.append(Piece(_clock_start(found), found.end(), at=last))
    return pieces


def _lunches(text: str) -> list[Piece]:
    return [
        Piece(found.start(), found.end(), after=Clock(12, 0, "exact"), before=Clock(13, 0, "exact"))
        for found in _LUNCH.finditer(text)
    ]
