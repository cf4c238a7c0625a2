"""Days of the week as people say them: "next tues", "a week from monday", "el martes que viene"."""

import re
from datetime import date, timedelta
from typing import Final

from language.entities.folded import next_word, run_up, words, words_before
from language.entities.numbers import AMOUNT, amount, one_of
from language.entities.piece import Piece
from language.entities.refusals import is_change_from

_ENGLISH: Final = (
    "mondays monday mon mondy monda munday",
    "tuesdays tuesday tues tue tuseday tuesdy teusday tusday tuesay tuesdya",
    "wednesdays wednesday weds wed wensday wednsday wendsday wednesdy wedsday wednessday",
    "thursdays thursday thurs thur thu thrusday thursdy thirsday thurday thrs thursdya thusday",
    "fridays friday fri firday fridy frday frdy fryday friady",
    "saturdays saturday sat saterday saturdy satuday satruday satday",
    "sundays sunday sun sundy sunay suday",
)
_SPANISH: Final = (
    "lunes",
    "martes",
    "miercoles miercole mierc",
    "jueves jueve juev",
    "viernes viern vienes vierns vier",
    "sabados sabado",
    "domingos domingo",
)
NAMES: Final[dict[str, int]] = {
    name: number for language in (_ENGLISH, _SPANISH) for number, names in enumerate(language) for name in names.split()
}
WEEKDAY: Final = one_of(set(NAMES))

# Short names that are also English words: they need company ("on sat", "sat morning").
_DOUBTFUL: Final = {"sat", "sun", "mon", "wed"}
_COMPANY_BEFORE: Final = words(
    """
    on this next coming or and by til till until from every any for fri thu thurs tue tues mon wed
    sat sun friday saturday sunday monday through thru to between if either no about maybe book week
    not but
    """
)
_COMPANY_AFTER: Final = words(
    """
    morning mornings morn afternoon aftn evening eve night early late nite at or and after aft
    before b4 works is between around noon pm am the thru to through please pls next would instead
    """
)

_EVENTS: Final = words("game games shooting incident briefing funeral wreck crash call paper news pursuit raid")

_ONE: Final = re.compile(
    rf"(?<![\w'-])(?:(?P<lead>this\s+coming|this\s+upcoming|this|next|nxt|coming|upcoming|following|any|every|"
    rf"(?:el\s+)?proximo|este|cualquier|cada)\s+)?(?P<name>{WEEKDAY})(?![\w-]*\w)(?:'s|"
    rf"(?<=[a-z]{{3}})\.(?=\s*\w))?"
    rf"(?P<tail>\s+(?:after\s+next|week|coming|que\s+viene|que\s+entra|proximo|siguiente)\b)?"
)
_FROM: Final = re.compile(
    rf"(?<!\w)(?:(?P<count>{AMOUNT})\s+)?weeks?\s+(?:from|after)\s+(?:this\s+|next\s+)?(?P<name>{WEEKDAY})(?!\w)"
)
# "Two fridays from now" counts from the coming one.
_OF_THEM: Final = re.compile(
    rf"(?<!\w)(?P<count>{AMOUNT})\s+(?P<name>{WEEKDAY})\s+from\s+(?:now|"
    rf"today)(?!\w)"
)
# "Not this friday but next", "este viernes no, el siguiente".
_THE_NEXT: Final = re.compile(
    rf"(?<!\w)(?:not\s+(?:this\s+|on\s+)?(?P<name>{WEEKDAY})\s*,?\s*(?:but\s+)?(?:the\s+)?"
    r"(?:next(?:\s+one)?|one\s+after|following(?:\s+one)?)|"
    rf"(?:no\s+)?este\s+(?P<dia>{WEEKDAY})(?:\s+no)?\s*,?\s*(?:sino\s+)?(?:el\s+)(?:siguiente|proximo|otro))"
    rf"(?!\s+(?:{WEEKDAY}|week|month))(?!\w)"
    rf"|(?<!\w)not\s+tomorrow\s*,?\s*(?:but\s+)?(?:the\s+)?(?P<after>{WEEKDAY})\s+after(?!\s*\w)"
)
_RANGE: Final = re.compile(
    rf"(?<!\w)(?:(?P<between>between|entre(?:\s+el)?)\s+|(?:from|desde|de|"
    rf"del)\s+(?:el\s+)?)?(?P<first>{WEEKDAY})\s*"
    rf"(?P<to>-|to|through|thru|until|till|til|a|al|hasta(?:\s+el)?|and|"
    rf"y(?:\s+el)?)\s*(?P<last>{WEEKDAY})(?!\w)"
)
_THEN_IT: Final = re.compile(r"\s+(?:after|before|when)\s+(?:it|that|he|she|they|we|i)\b")
_GONE: Final = {"last", "past", "since", "previous", "pasado", "pasados"}
# "El próximo viernes" is the coming one; "next friday" that of next week.


def coming(weekday: int, today: date) -> date:
    """Return the next such day; a week-day said on that day means next week."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def in_next_week(weekday: int, today: date) -> date:
    """Return that day of the next calendar week (weeks begin on Monday): what "next friday" says."""
    return today + timedelta(days=7 - today.weekday() + weekday)


def find(text: str, today: date) -> list[Piece]:
    """Find week-days and stretches of them in folded text."""
    return [*_ranges(text, today), *_counted(text, today), *_passed_over(text, today), *_single(text, today)]


def _passed_over(text: str, today: date) -> list[Piece]:
    """Find "not this friday but next": the day a week after the coming one."""
    return [
        Piece(found.start(), found.end(), day=coming(weekday, begins), weekday=weekday)
        for found in _THE_NEXT.finditer(text)
        for weekday in [NAMES[found["name"] or found["dia"] or found["after"]]]
        for begins in [today + timedelta(days=1) if found["after"] else coming(weekday, today)]
    ]


def _single(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _ONE.finditer(text):
        weekday = NAMES[found["name"]]
        lead = " ".join((found["lead"] or "").split())
        tail = " ".join((found["tail"] or "").split())
        if _is_gone(text, found.start(), found.end()) or _is_other_word(text, found) or _is_event(text, found):
            continue
        if tail == "after next":
            day = in_next_week(weekday, today) + timedelta(days=7)
        elif tail == "week":
            day = coming(weekday, today) + timedelta(days=7)
        elif lead in ("next", "nxt"):
            day = in_next_week(weekday, today)
        else:
            day = coming(weekday, today)
        pieces.append(Piece(found.start(), found.end(), day=day, weekday=weekday))
    return pieces


def _counted(text: str, today: date) -> list[Piece]:
    return [
        Piece(found.start(), found.end(), day=coming(NAMES[found["name"]], today) + timedelta(weeks=weeks))
        for pattern, less in ((_FROM, 0), (_OF_THEM, 1))
        for found in pattern.finditer(text)
        for weeks in [amount(found["count"] or "a") - less]
    ]


def _ranges(text: str, today: date) -> list[Piece]:
    pieces = []
    for found in _RANGE.finditer(text):
        both = found["to"] == "and" or found["to"].startswith("y")
        if both and not found["between"]:
            continue
        first = coming(NAMES[found["first"]], today)
        if is_change_from(text, found.start("first")):
            day = coming(NAMES[found["last"]], today)
            pieces.append(Piece(found.start("last"), found.end(), day=day, weekday=day.weekday()))
            continue
        last = first + timedelta(days=(NAMES[found["last"]] - first.weekday()) % 7)
        if not _is_gone(text, found.start(), found.end()):
            pieces.append(Piece(found.start(), found.end(), day=first, last=last))
    return pieces


def _is_gone(text: str, start: int, end: int) -> bool:
    before = words_before(text, start, 2)
    return bool(_GONE & set(before[-1:])) or next_word(text, end) in {"pasado", "pasada"}


def _is_event(text: str, found: re.Match[str]) -> bool:
    """Tell "sunday's game" and "the monday after it happened" from a day to come."""
    if re.search(r"\bthe\s+$", run_up(text, found.start())) and _THEN_IT.match(text, found.end()):
        return True
    return found.group().endswith("'s") and next_word(text, found.end()) in _EVENTS


def _is_other_word(text: str, found: re.Match[str]) -> bool:
    """Tell whether "sat", "sun", "mon" or "wed" stands here without a day's company."""
    if found["name"] not in _DOUBTFUL or found["lead"] or found["tail"]:
        return False
    before = words_before(text, found.start(), 1)
    after = next_word(text, found.end())
    if before and before[0] in {"i", "we", "he", "she", "they", "you", "the", "just", "who", "dog", "got"}:
        return True
    alone = not before or run_up(text, found.start()).rstrip()[-1:] in {",", ".", ";", ":", "/", "("}
    follows_well = not after or after in _COMPANY_AFTER or after.isdecimal()
    if alone:
        return not (follows_well or re.match(r"\s*[,./;\d-]", text[found.end() :]))
    return not (before[0] in _COMPANY_BEFORE or (after in _COMPANY_AFTER or after in NAMES or after[:1].isdecimal()))
