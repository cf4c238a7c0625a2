"""How officers write their shifts and quiet hours: "2 days, 2 nights, 4 off", "22 to 7", "10 pm - 6:30 am"."""

import re
import unicodedata
from datetime import time
from zoneinfo import available_timezones

from care.reminders import LONGEST_CYCLE, PlanError, Quiet, Shift

_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "un": 1,
    "una": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
}
_KINDS = (
    (Shift.OFF, r"off|free|rest|libres?|descansos?|francos?"),
    (Shift.NIGHT, r"nights?|noches?|graveyards?|mids?"),
    (Shift.EVENING, r"evenings?|swings?|afternoons?|tardes?"),
    (Shift.DAY, r"days?|dias?|mornings?|mananas?"),
)
_KIND = "|".join(pattern for _, pattern in _KINDS)
_RUN = re.compile(
    rf"(\d{{1,2}}|{'|'.join(_WORDS)})\s*(?:x\s*)?"
    rf"(?:(?:days?|dias?|shifts?)\s+(?:of\s+|de\s+)?(?={_KIND}))?({_KIND})\b"
)
_TIME = re.compile(r"(?<![\d:])(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?![\d:])")


def fold(text: str) -> str:
    """Return lower-case text without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in bare if not unicodedata.combining(each))


def read_cycle(text: str) -> tuple[Shift, ...]:
    """Return a rotation day by day; raises PlanError for what is none or longer than eight weeks."""
    days: list[Shift] = []
    for count, word in _RUN.findall(fold(text)):
        kind = next(shift for shift, pattern in _KINDS if re.fullmatch(pattern, word))
        days += [kind] * (int(count) if count.isdigit() else _WORDS[count])
        if len(days) > LONGEST_CYCLE:
            raise PlanError("cycle")
    if len(days) < 2 or set(days) == {Shift.OFF}:
        raise PlanError("cycle")
    return tuple(days)


def read_quiet(text: str) -> Quiet:
    """Return the quiet hours of two times of day, which may cross midnight; raises PlanError."""
    found = _TIME.findall(fold(text))
    if len(found) != 2:
        raise PlanError("quiet")
    start, end = (_time(*each) for each in found)
    if start == end:
        raise PlanError("quiet")
    return Quiet(start, end)


def read_zone(text: str) -> str:
    """Return the time zone of a name or of a city in its name; raises PlanError for one that does not exist."""
    wanted = fold(text).strip().strip(".").replace(" ", "_")
    names = sorted(available_timezones())
    exact = [name for name in names if name.casefold() == wanted]
    cities = [name for name in names if "/" in name and name.rsplit("/", 1)[1].casefold() == wanted]
    found = exact or [name for name in cities if name.split("/")[0] not in ("US", "Etc", "SystemV")]
    if not found:
        raise PlanError("zone")
    return found[0]


def _time(hour: str, minute: str, half: str) -> time:
    hours, minutes = int(hour), int(minute or 0)
    if half and not 1 <= hours <= 12:
        raise PlanError("quiet")
    if half:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    if hours == 24 and not minutes:
        hours = 0
    if hours > 23 or minutes > 59:
        raise PlanError("quiet")
    return time(hours, minutes)
