"""Parts of the day: "mornings", "late afternoon", "first thing", "after my shift", "por la tarde".

Nobody knows an officer's hours, so "after my shift" or "after work" is read as the evening and
    "before my shift" as
the morning; a named shift says more: after nights is the morning, after swings the night. Greetings (
    "good morning"),
shifts ("night shift",
    "i work nights") and what went by ("last night", "every morning") are no wish for a time.
"""

import re
from typing import Final

from language.entities.folded import next_word, run_up, words, words_before
from language.entities.following import may_follow
from language.entities.piece import PartOfDay, Piece
from language.entities.weekdays import WEEKDAY

_LEAD: Final = r"(?:(?:in\s+the|any|at|some|early|late|mid)[\s-]+){0,3}"
_PATTERNS: Final[tuple[tuple[str, PartOfDay], ...]] = (
    (
        rf"{_LEAD}(?:mornings?|mornin|morn|mid-?mornings?|am(?=\s+(?:appointment|slot|session|works|please))|"
        rf"(?<=in the )a\.?m\.?)",
        "morning",
    ),
    (rf"{_LEAD}(?:afternoons?|aftrnoon|afternon|arvo)|(?<=in the )pm|last\s+thing", "afternoon"),
    (rf"{_LEAD}(?:evenings?|evning|evenin)", "evening"),
    (rf"{_LEAD}(?:nights?|nite|nighttime)", "night"),
    (
        rf"early(?=\s+(?:on\s+)?(?:{WEEKDAY}|tomorrow)(?!\w))|(?:first|1st)\s+thing(?:\s+in\s+the\s+morning)?|a\s+primera\s+hora(?:\s+de\s+la\s+manana)?|temprano",
        "morning",
    ),
    (r"(?:at\s+the\s+)?end\s+of\s+(?:the\s+)?day|eod|cob|a\s+ultima\s+hora", "afternoon"),
    (
        r"(?:por|x|en|de|a)\s+las?\s+(?:mananas?|mananita)|la\s+manana(?=\s+del?\b)|las\s+mananas(?=\s+(?:me|esta|estan|son)\b)|cualquier\s+manana|manana\s+temprano(?=\s+no)",
        "morning",
    ),
    (
        r"(?:(?:por|x|en|de|a)\s+las?|cualquier)\s+tardes?|la\s+tarde(?=\s+del?\b)|(?:las\s+)?tardes?(?=\s+(?:esta\s+bien|mejor|por\s+favor|me\s+(?:queda|conviene|sirve)))",
        "afternoon",
    ),
    (r"(?:(?:por|x|en|de|a)\s+las?|cualquier)\s+noches?|la\s+noche(?=\s+del?\b)", "night"),
    (
        r"(?:after|when|once|whenever)\s+(?:i\s+(?:get|am|come)\s+off|i'?m\s+off\s+(?:work|shift|duty)|"
        r"my\s+(?:shift|tour|watch)|"
        r"(?:the\s+)?(?:day\s+)?shift|work|days|end\s+of\s+watch|eow)(?:\s+(?:shift|work|ends|is\s+over))?"
        r"|(?:despues|luego)\s+(?:de(?:l)?)\s+(?:mi\s+)?(?:turno|trabajo|trabajar)|"
        r"(?:al?\s+salir|saliendo)\s+del?\s+(?:mi\s+)?(?:turno|trabajo)|"
        r"(?:at\s+)?the\s+end\s+of\s+(?:my\s+)?(?:shift|tour)|al\s+final\s+de\s+mi\s+turno|"
        r"cuando\s+salga(?:\s+del?\s+(?:turno|trabajo))?",
        "evening",
    ),
    (r"(?:after|past)\s+lunch|despues\s+(?:de\s+comer|del\s+almuerzo)", "afternoon"),
    (r"before\s+lunch|antes\s+(?:de\s+comer|del\s+almuerzo)", "morning"),
    (r"after\s+(?:dinner|supper)|despues\s+de\s+(?:cenar|la\s+cena)", "evening"),
    (
        r"(?:after|(?:when|once|whenever)\s+i\s+(?:come|get|am)\s+off(?:\s+of)?|coming\s+off|getting\s+off)\s+"
        r"(?:my\s+|a\s+|the\s+)?(?:night\s?shift|nights|graveyard(?:\s+shift)?|graves|mids|"
        r"midnights|overnight|"
        r"overnight\s+shift)|despues\s+de(?:l)?\s+(?:mi\s+)?turno\s+de\s+(?:la\s+)?noche",
        "morning",
    ),
    (r"after\s+(?:my\s+)?(?:swings?(?:\s+shift)?|evening\s+shift|evening\s+watch)", "night"),
    (
        r"before\s+(?:my\s+|the\s+)?(?:shift|work|tour|watch|i\s+go\s+in|i\s+start|roll\s?call)|"
        r"antes\s+de(?:l)?\s+(?:mi\s+)?(?:turno|trabajo)",
        "morning",
    ),
    (
        r"before\s+(?:my\s+)?(?:night\s?shift|nights|graveyard(?:\s+shift)?|graves|mids|midnights)",
        "afternoon",
    ),
)
_COMPILED: Final = tuple((re.compile(rf"(?<![\w'-])(?:{words})(?![\w'-])"), part) for words, part in _PATTERNS)

# "tuesday pm", "friday am", "thurs eve": only beside a day.
_HALVES: Final[dict[str, PartOfDay]] = {"am": "morning", "pm": "afternoon", "aft": "afternoon", "eve": "evening"}
_HALF_DAY: Final = re.compile(
    rf"(?:{WEEKDAY}|tomorrow|tmrw|tmw|tmr|today|\d(?:st|nd|rd|th))\s+(?P<half>am|pm|aft|eve)(?![\w.])"
)

_NOT_AFTER: Final = words(
    """
    good gd last every each all yesterday since one that other god buenos buenas buena toda todas
    cada date work working worked works pull pulling pulls on weeknight the rough long another bad
    whole sunday's his her my our two three four five six seven 2 3 4 5 6 7 wee doing steady
    permanent straight rotating to poker game girls boys guys ladies opening closing wedding trabajo
    trabajando turno turnos hago de es mas muy doy
    """
)
_NOT_BEFORE: Final = words(
    """
    shift shifts watch briefing lineup crew tour tours squad sweats terrors owl out routine show
    duty mare stick vision time guys owls fever differential platoon car
    """
)
_WISH_FIRST: Final = words(
    """
    in the any at some early late mid
    """
)
_SLOTS: Final = words("next this on tomorrow slot session appointment appt time one works or call meeting please would")
_TIED: Final = words("after before when once whenever first despues luego antes cuando")
# What people do at night, or feel before work, is no wish for a time.
_ASLEEP: Final = re.compile(
    r"\b(?:sleep|sleeping|asleep|slept|awake|wake|waking|woke|wakes|insomnia|dormir|duermo|despierto|"
    r"drink|drinking|drank|beers?|cry|decompress|wind(?:ing)? down|unwind|relax|calm|races?|racing|"
    r"nervous|anxious|"
    r"anxiety|dread|panic|shaky|shaking|tomo|bebo|relajarme|desahogar|ansiedad|nervios)\b[^.!?]{0,30}$"
)
_OF_DAY: Final = re.compile(r"\s+of\s+(?:the\s+)?\d")
_MADE: Final = re.compile(r"\bmake\s+(?:it|that)\s+(?:the\s+|an?\s+)?$")


def find(text: str) -> list[Piece]:
    """Find parts of the day in folded text."""
    halves = [
        Piece(found.start("half"), found.end(), part=_HALVES[found["half"]]) for found in _HALF_DAY.finditer(text)
    ]
    return halves + [
        Piece(found.start(), found.end(), part=part)
        for pattern, part in _COMPILED
        for found in pattern.finditer(text)
        if _is_wish(text, found)
    ]


def _is_wish(text: str, found: re.Match[str]) -> bool:
    said = found.group().split()
    if _ASLEEP.search(run_up(text, found.start())):
        return False
    after = next_word(text, found.end())
    if said[0] in _TIED:
        return after not in {"drinks", "beers", "briefing", "party"}
    before = words_before(text, found.start(), 1)
    if not before and len(said) == 1 and not may_follow(text, found.end()):
        return False
    if before and before[0] in ("a", "per") and after not in _SLOTS:
        return False
    if _MADE.search(run_up(text, found.start())) or _OF_DAY.match(text, found.end()):
        return True
    if before and before[0] in _NOT_AFTER and said[0] not in _WISH_FIRST | {"por", "en"}:
        return False
    return not (before and before[0] in {"all", "toda", "middle", "late"}) and after not in _NOT_BEFORE
