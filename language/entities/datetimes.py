"""Dates and times: finds the pieces, puts together what belongs together, and says it in ISO."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Final

from language.entities import holidays, hours, monthly, parts, relative, weekdays, weeks, written
from language.entities.clocks import resolve
from language.entities.entity import Entity
from language.entities.folded import run_up
from language.entities.joining import gathered, join_all
from language.entities.piece import Clock, Piece, without_overlaps
from language.entities.refusals import is_doubtful, is_moved_from, is_refused, is_taken_back

_BOUND: Final = re.compile(
    r"(?:(?P<until>\bby|\bbefore|\bno\s+later\s+than|\buntil|\btill|\bantes\s+del?|\bhasta)|"
    r"(?P<since>\bafter|\bany\s?time\s+after|\blater\s+than|\bnot\s+before|\bno\s+(?:earlier|sooner)\s+than|"
    r"\bstarting|\bdespues\s+del?|"
    r"\ba\s+partir\s+del?|\bno\s+antes\s+del?|\bdesde))\s+(?:on\s+|the\s+|el\s+|la\s+|los\s+)?$"
)
# Whoever is away until a day is free from it on.
_AWAY: Final = re.compile(
    r"\b(?:leave|vacation|holiday|away|gone|out|out\s+of\s+town|busy|booked(?:\s+up)?|tied\s+up|working|deployed|"
    r"de\s+vacaciones|fuera|de\s+viaje|de\s+licencia|de\s+baja|ocupad[oa])\s*$"
)
_UNTIL: Final = re.compile(r"\b(?:by|before|no\s+later\s+than|antes\s+del?)\s+(?:on\s+|the\s+|el\s+)?$")
_WORK: Final = re.compile(
    r"\b(?:shift|tour|watch|work|turno)?\s*(?:starts?|begins?|ends?|off|out|done|go\s+in|get\s+off|entro|empiezo|salgo|termino)"
    r"\s+(?:work\s+|at\s+)?$"
)
_SIDE_OF_WORK: Final = re.compile(
    r"[^.!?]{0,30}\b(?:(?P<before>before(?:\s+(?:that|then|it))?|antes)|(?P<after>after(?:\s+(?:that|then|it))?|despues))"
    r"(?:\s+de\s+eso)?\s*(?:$|[.,!?])"
)
_END: Final = re.compile(r"\b(?:end|fin|finales)\b")
_ANOTHER: Final = re.compile(
    r"\b(?:(?:another|different|other|better|new) (?:day|time|date|slot)|some(?: other)? ?time else|"
    r"otr[oa] (?:dia|fecha|hora))\b"
)
_PART_ENDS: Final = {"morning": 12, "afternoon": 18, "evening": 22, "night": 24}
_LOOKING: Final = timedelta(days=6)


def find(text: str, now: datetime, locale: str) -> list[Entity]:
    """Find every date and time in folded text; `now` is an aware instant in the officer's zone."""
    today = now.date()
    pieces = without_overlaps(
        [
            *weekdays.find(text, today),
            *relative.find(text, now),
            *weeks.find(text, today),
            *written.find(text, today, locale),
            *monthly.find(text, today),
            *holidays.find(text, today),
            *hours.find(text),
            *parts.find(text),
        ]
    )
    wanted = [weeks.around(text, piece) for piece in _wanted(text, pieces)]
    joined = join_all(text, [_bounded(text, piece, after, today) for piece, after in zip_longest(wanted, wanted[1:])])
    told = [_turned(text, piece) for piece in gathered(text, _settled(text, joined))]
    found = [entity for piece in told if (entity := _entity(piece, now))]
    return [each for at, each in enumerate(found) if all(each.value != other.value for other in found[:at])]


def _wanted(text: str, pieces: list[Piece]) -> list[Piece]:
    """Drop what is refused; what merely does not suit counts only where nothing else is said."""
    kept = [piece for piece in pieces if not is_refused(text, piece.start, piece.end)]
    suited = [piece for piece in kept if not is_doubtful(text, piece.start, piece.end)]
    return suited if suited or _ANOTHER.search(text) else kept


def _turned(text: str, piece: Piece) -> Piece:
    """Read the hour of "by monday 0900" and "i start at 3, so before" as an end, of "off at 3, so after" as a start."""
    if piece.at is None:
        return piece
    lead = run_up(text, piece.start)
    if piece.day and _UNTIL.search(lead):
        return replace(piece, at=None, before=piece.at)
    side = _SIDE_OF_WORK.match(text, piece.end) if _WORK.search(lead) else None
    if side is None:
        return piece
    return replace(piece, at=None, before=piece.at) if side["before"] else replace(piece, at=None, after=piece.at)


def _bounded(text: str, piece: Piece, after: Piece | None, today: date) -> Piece:
    """Read "by friday" as the days up to it and "after tuesday" as a week of looking from the day after."""
    if piece.day is None or piece.has_time or (after and after.at and not text[piece.end : after.start].strip()):
        return piece
    bound = _BOUND.search(run_up(text, piece.start))
    if bound is None:
        return piece
    start = piece.start - len(bound.group())
    said = bound.group().split()
    if bound["until"] and not _AWAY.search(run_up(text, start)):
        exclusive = said[0] in ("before", "antes") and not _END.search(text[piece.start : piece.end])
        last = piece.day - timedelta(days=1) if exclusive else piece.last or piece.day
        return replace(piece, start=start, day=min(today, last), last=last, weekday=None, monthday=None)
    inclusive = bool(bound["until"]) or said[0] in ("not", "no", "starting", "a", "desde")
    first = piece.day if inclusive else (piece.last or piece.day) + timedelta(days=1)
    return replace(piece, start=start, day=first, last=first + _LOOKING, weekday=None, monthday=None)


def _settled(text: str, pieces: list[Piece]) -> list[Piece]:
    """Apply corrections, then share a day or an hour between alternatives."""
    settled: list[Piece] = []
    for piece in pieces:
        if settled and is_taken_back(text, settled[-1].end, piece.start):
            settled[-1] = _corrected(settled[-1], piece)
        elif settled and is_moved_from(text, settled[-1].start, piece.start, settled[-1].end):
            settled[-1] = piece
        else:
            settled.append(piece)
    return _shared(text, settled)


def _corrected(before: Piece, after: Piece) -> Piece:
    """Let what is said last win; what it leaves open stays as said first."""
    day = after if after.day else before
    time = after if after.has_time else before
    return replace(
        day,
        start=after.start,
        end=after.end,
        at=time.at,
        after=time.after,
        before=time.before,
        part=time.part,
    )


_ALTERNATIVE: Final = re.compile(
    r"(?:[\s,/&]|\b(?:or|and|o|u|y|maybe|even|el|the|on|at|either|las?|a|in|en|por|also|tambien)\b)*"
)


def _shared(text: str, pieces: list[Piece]) -> list[Piece]:
    """Give "tuesday or thursday after 5" the hour twice, and "tuesday at 3 or 4" the day twice."""
    shared = list(pieces)
    for index in range(len(shared) - 1, 0, -1):
        one, two = shared[index - 1], shared[index]
        if not _ALTERNATIVE.fullmatch(text[one.end : two.start]):
            continue
        if one.at and not one.day and two.at and two.day:
            shared[index - 1] = replace(one, day=two.day, last=two.last, part=two.part)
        elif one.day and not one.has_time and two.day and two.has_time:
            shared[index - 1] = replace(one, at=two.at, after=two.after, before=two.before, part=two.part)
    for index in range(1, len(shared)):
        one, two = shared[index - 1], shared[index]
        if one.day and two.day is None and _ALTERNATIVE.fullmatch(text[one.end : two.start]):
            shared[index] = replace(two, day=one.day, last=one.last, part=two.part or (one.part if two.at else None))
    return shared


def _entity(piece: Piece, now: datetime) -> Entity | None:
    today = now.date()
    last = piece.last
    if (last or piece.day or today) < today or _is_over(piece, now):
        return None
    value: dict[str, str] = {}
    if piece.day:
        value["date"] = max(piece.day, today).isoformat()
    if last:
        value["date_end"] = last.isoformat()
    value |= _times(piece, now)
    if piece.part:
        value["part_of_day"] = piece.part
    return Entity("datetime", value, piece.start, piece.end)


def _is_over(piece: Piece, now: datetime) -> bool:
    """Tell "this morning" in the evening: what happened, not what is wished."""
    if piece.day != now.date() or piece.last or not piece.part or piece.at or piece.after or piece.before:
        return False
    return now.hour >= _PART_ENDS[piece.part]


def _times(piece: Piece, now: datetime) -> dict[str, str]:
    minute_now = now.hour * 60 + now.minute if piece.day == now.date() and not piece.last else None
    value = {}
    if piece.at:
        value["time"] = _say(resolve(piece.at, piece.part, minute_now))
    if piece.after:
        value["time_from"] = _say(resolve(piece.after, piece.part, minute_now))
    if piece.before:
        value["time_to"] = _say(_end(piece, piece.before, minute_now))
    return value


def _end(piece: Piece, before: Clock, minute_now: int | None) -> tuple[int, int]:
    """Resolve the end of a stretch: the first reading after its beginning."""
    ends = resolve(before, piece.part, minute_now)
    if piece.after is None or before.half:
        return ends
    begins = resolve(piece.after, piece.part, minute_now)
    hour = before.hour % 12
    return next(((h, before.minute) for h in (hour, hour + 12) if (h, before.minute) > begins), ends)


def _say(time: tuple[int, int]) -> str:
    return f"{time[0]:02d}:{time[1]:02d}"
