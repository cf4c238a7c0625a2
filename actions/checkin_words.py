"""What officers say inside a check besides an answer, and which check they name."""

import re

from care.instruments.answers import fold

_STOP = re.compile(
    r"(please )?(stop|quit|exit|cancel|end|enough|never ?mind|para|parar|basta|salir|dejalo|terminar)( .{0,20})?"
)
_BACK = re.compile(r"(go )?back|previous( one| question)?|last one again|atras|volver|anterior|la anterior|regresar")
_SKIP = re.compile(
    r"skip( it| this| that)?( one)?|pass|next( one)?|rather not( say)?|i'd rather not( say)?|no answer|"
    r"saltar|salto|paso|siguiente|prefiero no( decir(lo)?)?|omitir"
)
_KEEP = re.compile(
    r"(yes )?(please )?(keep|save|store)( it| this| that)?( please)?|(si )?guard(ar|alo|a|e|elo)( por favor)?"
)
_DROP = re.compile(
    r"(no )?(do not|don't) (keep|save|store)( it| this)?|(drop|discard|delete|throw)( it| this)?( away)?|"
    r"no (lo )?guard(ar|es|e|alo)|no guardarlo|borralo|descartar(lo)?"
)
# The first that a text names; "after an incident" is the screen, for which a month must have passed.
_NAMED = (
    ("phq4", re.compile(r"\b(phq|anxiety|anxious|depress\w*|worry|worries|ansiedad|depresi\w+|preocupaci\w+)\b")),
    ("pcptsd5", re.compile(r"\b(ptsd|pc ?ptsd|trauma\w*|tept)\b")),
    ("auditc", re.compile(r"\b(audit|alcohol\w*|drink\w*|beb\w+)\b")),
    ("burnout", re.compile(r"\b(burn(ed|t)? ?out|burnout|desgaste|quemad[oa])\b")),
    ("quick", re.compile(r"\b(quick|short|rapid[oa]|corto|one minute|mood|sleep|animo)\b")),
)
_REMINDERS = re.compile(
    r"\b(remind\w*|recuerd\w+|recordar\w*|recordatorio\w*|avis[aeo]\w*|(ping|nudge) me|regular|"
    r"(every|each|once a|one a) (other )?(week|month|day|(two|2) weeks|(mon|tues|wednes|thurs|fri|satur|sun)day)s?|"
    r"my days off|cada (semana|mes|dia|dos semanas|lunes|martes|miercoles|jueves|viernes|sabado|domingo))\b"
)
_SILENCE = re.compile(r"\b(silence|silent|quiet mode|stop (writing|messaging|texting)|silencio|no me escrib\w+)\b")
_DELETE = re.compile(r"\b(delete|erase|remove|wipe|clear|borr\w+|elimin\w+|quit(ar|a|e|alo))\b")
_ALL = re.compile(r"\b(all|every\w*|whole|history|todo?s?|todas?|historial)\b")
_BARE_DELETE = re.compile(
    r"(please )?(delete|erase|remove|wipe) "
    r"(all|them all|all of them|it all|that one|that|it|this one|the last one)( please)?|"
    r"(por favor )?(borr\w+|elimin\w+) ?(todos|todas|todo|ese|esa|este|esta|el ultimo|la ultima)?( por favor)?"
)


def control(text: str) -> str | None:
    """Return stop, back or skip when a text says just that."""
    said = fold(text)
    ways = (("stop", _STOP), ("back", _BACK), ("skip", _SKIP))
    return next((name for name, pattern in ways if pattern.fullmatch(said)), None)


def keeps(text: str) -> bool | None:
    """Tell whether a text says to keep the result, or not to; none when it says neither."""
    said = fold(text)
    if _DROP.fullmatch(said):
        return False
    return True if _KEEP.fullmatch(said) else None


def named_check(text: str) -> str | None:
    """Return the check that a text names."""
    said = fold(text)
    return next((name for name, pattern in _NAMED if pattern.search(said)), None)


def is_about_reminders(text: str) -> bool:
    """Tell whether a text asks for reminders or against them."""
    said = fold(text)
    return bool(_REMINDERS.search(said) or _SILENCE.search(said))


def deletes(text: str) -> str | None:
    """Return "all" or "one" when a text asks to delete check-ins."""
    said = fold(text)
    if not _DELETE.search(said):
        return None
    return "all" if _ALL.search(said) else "one"


def is_bare_delete(text: str) -> bool:
    """Tell whether a text deletes without saying what: just after a list it means what is on it."""
    return _BARE_DELETE.fullmatch(fold(text)) is not None
