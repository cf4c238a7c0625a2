"""Places: names of the directory first (`places`)"
", then "near X", "in X", "downtown", "the north side", a ZIP code."""

import re
from collections.abc import Iterable
from typing import Final

from language.entities import facilities, towns
from language.entities.entity import Entity
from language.entities.folded import fold, run_up, words
from language.entities.refusals import is_refused, is_taken_back
from language.entities.tables import longest
from language.entities.weekdays import NAMES as WEEKDAYS
from language.entities.written import MONTH

_SIDE: Final = re.compile(
    r"(?<![\w'])(?:(?:the\s+)?(?P<side>(?:far\s+)?(?:north|south|east|west|northeast|northwest|southeast|"
    r"southwest)[\s-]?(?:side|end)|[nsew]\s?side|"
    r"(?:north|south|east|west)\s+part\s+of\s+town|downtown|down\s+town|midtown|uptown|city\s+center|"
    r"town\s+center|"
    r"(?:outside|out)(?:\s+of)?\s+(?:the\s+)?(?:city|county|town)|(?:across|"
    r"the\s+other\s+side\s+of)\s+town)|"
    r"(?:(?:el\s+|al\s+)?(?P<lado>centro(?:\s+de\s+la\s+ciudad)?|lado\s+(?:norte|sur|este|oeste)|"
    r"zona\s+(?:norte|sur|este|oeste)|"
    r"(?:norte|sur|este|oeste)\s+de\s+la\s+ciudad|fuera\s+(?:de\s+la\s+ciudad|del\s+condado))))(?!\w)"
)
_LED: Final = re.compile(
    r"(?<!\w)(?:(?P<near>near|nearby|round|close\s+to|not\s+far\s+from|next\s+to|around|by|over\s+by|"
    r"cerca\s+del?|por|junto\s+a)|"
    r"(?P<in>in|at|from|around|outside|outside\s+of|en|de)|"
    r"(?P<to>(?:drive|driving|commute|commuting|travel|get|come|make\s+it|moved|moving|ir|llegar|manejar|ire|mandeme|mandame|mandenme)\s+"
    r"(?:out\s+|over\s+|up\s+|down\s+|hasta\s+)?(?:to|a|hasta)|out\s+of|(?:office|clinic|one|place|center)\s+on|"
    r"(?<=,\s)say|try|(?:i\s+)?meant|mejor))\s+(?P<the>the\s+|el\s+|la\s+|los\s+|las\s+)?"
)
_NAME: Final = re.compile(r"[^\W\d_][\w.'’&-]*(?:[ ](?:(?:de|del|la|las|los|of|the)[ ])?[^\W\d_][\w.'’&-]*){0,3}")
# "El Paso", "Los Angeles", "La Mesa": the article belongs to the name.
_OF_NAME: Final = re.compile(r"(?:El|La|Los|Las)\s+[A-ZÁÉÍÓÚÑ]")
_ZIP: Final = re.compile(
    r"(?<!\w)(?:near|in|around|zip(?:\s+code)?|cerca\s+del?|codigo\s+postal|area|"
    r"by)\s+(?:the\s+)?(?P<zip>\d{5})(?![\w-])|(?<!\w)(?P<coded>\d{5})(?=\s+zip\b)"
)
_SEEKING: Final = re.compile(
    r"\b(?:counsel\w+|therap\w+|psych\w+|shrink|someone|somebody|anyone|anybody|office|offices|"
    r"appointment|slot|session|somewhere|place|"
    r"places|chaplain|lawyer|attorney|peer|group|meetings?|anything|provider|services?|help|resources|"
    r"live|located|based|be|something|"
    r"consejer\w+|terap\w+|psicolog\w+|alguien|cita|oficina|abogad\w+|algo|lugar|vivo|grupo|servicios?|"
    r"one|ones|aa)\s+(?:\w+\s+){0,2}$"
)
_AREA_NAMED: Final = re.compile(r"(?<![\w'])(?P<area>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,2})\s+area(?!\w)")
_AREA: Final = re.compile(
    r"(?<!\w)in\s+the\s+(?P<area>(?!same|whole|gray|"
    r"grey)[a-z]\w+(?:\s[a-z]\w+)?)\s+area(?!\w)"
)
# What follows "near", "in" or "at" without being a place on the map.
_COMMON: Final = words(
    """
    miss misses me my mine here there home work us you him her it this that them these those a an any all some
    each every no not our your his their its the and or but if so person general crisis trouble pain
    need case fact time town order charge court church jail prison school college hospital bed love
    debt private public confidence therapy counseling recovery rehab treatment detox uniform
    uniforms plain clothes service office line touch english spanish french front back between case
    advance addition morning mornings afternoon evening night nights noon midnight least best last
    first once most all days weeks months years hours minutes patrol traffic investigations
    narcotics homicide records dispatch booking training academy central command internal ia swat k9
    fto dv ois cit emdr ptsd aa na va law le house car unit cars station precinct district
    department hq headquarters roll shift shifts weekends weekdays weekend week month tomorrow today
    tonight video phone zoom online telegram text chat real life theory danger shock tears hell bits
    pieces telephone person's therapy's law mind heart head charge mandatory group couples marriage
    family peer peers support casa trabajo linea persona general crisis problemas mi tu su la el los
    las un una unos este esta ese esa aqui alli espanol ingles servicio turno noche manana tarde
    favor telefono video zoom llamada correo dias semanas meses horas nada todo todos algo alguien
    fin eso esto ti lo que verdad serio cama comisaria estacion oficina consulta now
    then when what where which who how why being getting doing going talking seeing
    """
)
_FIRST: Final = (
    "(?:san|santa|los|las|st|saint|new|north|south|east|west|fort|ft|el|port|lake|mount|mt|cedar|grand|palm|long)"
)
_LOWER_MORE: Final = words(
    """
    park heights hills beach city county falls springs valley lake river creek grove village station
    square mall
    """
)


def find(text: str, original: str, places: Iterable[str] = ()) -> list[Entity]:
    """Find places; `text` is `original` folded, letter for letter."""
    known = _known(text, places)
    found = [
        *known,
        *_sides(text, original),
        *_zips(text, original),
        *_led(text, original),
        *facilities.find(text, original),
        *towns.find(text, original),
    ]
    wanted = longest(found) if not known else longest([*known, *[e for e in found if not _touches(e, known)]])
    wanted = [each for each in wanted if not is_refused(text, each.start, each.end)]
    return [
        towns.with_state(original, each)
        for each, after in zip(wanted, [*wanted[1:], None][: len(wanted)], strict=True)
        if after is None or not is_taken_back(text, each.end, after.start)
    ]


def _touches(entity: Entity, others: list[Entity]) -> bool:
    return any(entity.start < other.end and entity.end > other.start for other in others)


def _known(text: str, places: Iterable[str]) -> list[Entity]:
    return [
        Entity("location", place, found.start(), found.end())
        for place in places
        if place.strip()
        for found in re.finditer(rf"(?<!\w){re.escape(fold(place.strip()))}(?!\w)", text)
    ]


def _sides(text: str, original: str) -> list[Entity]:
    entities = []
    for found in _SIDE.finditer(text):
        group = "side" if found["side"] else "lado"
        value = " ".join(found[group].replace("-", " ").split())
        entities.append(Entity("location", value, found.start(group), found.end(group)))
    return entities


def _zips(text: str, original: str) -> list[Entity]:
    codes = [
        Entity("location", f[name], f.start(name), f.end(name))
        for f in _ZIP.finditer(text)
        for name in ("zip" if f["zip"] else "coded",)
    ]
    areas = [*_AREA.finditer(text), *_AREA_NAMED.finditer(original)]
    return codes + [Entity("location", f["area"], f.start("area"), f.end("area")) for f in areas]


def _led(text: str, original: str) -> list[Entity]:
    """Find what "near" or "in" leads to: capitals show a name; without them only clear requests count."""
    entities = []
    shouting = original.upper() == original
    for lead in _LED.finditer(text):
        start = lead.end()
        if lead["the"] and _OF_NAME.match(original, lead.start("the")):
            start = lead.start("the")
        name = _NAME.match(original, start)
        if not name:
            continue
        span = _capitals(original, name) if not shouting else None
        end = span or _lower(text, lead)
        if end and not _is_common(text[start:end], is_name=bool(span)):
            value = " ".join(original[start:end].split()).rstrip(".'’&-")
            entities.append(Entity("location", value, start, start + len(original[start:end].rstrip(".'’&- "))))
    return entities


def _capitals(original: str, name: re.Match[str]) -> int | None:
    """Return where a run of capitalised words ends."""
    end = None
    for word in re.finditer(r"[^\W_][\w.'’&-]*", name.group()):
        token = word.group()
        if token[0].isupper() and not (token.isupper() and len(token) <= 5):
            end = name.start() + word.end()
            if token.endswith(".") and token.lower() not in {"st.", "ft.", "mt.", "n.", "s.", "e.", "w."}:
                break
        elif token.lower() not in {"de", "del", "la", "las", "los", "of", "the"}:
            break
    return end


def _lower(text: str, lead: re.Match[str]) -> int | None:
    """Return where a place in small letters ends: one word, or two ("maple heights", "san antonio")."""
    word = re.compile(rf"(?:{_FIRST}\s+)?[a-z][a-z'-]{{2,}}").match(text, lead.end())
    if not word:
        return None
    if lead["to"]:
        return None
    near = lead["near"] and lead["near"] not in ("around", "by", "por")
    if not near and (
        lead["in"] not in ("in", "en", "around", "outside") or not _SEEKING.search(run_up(text, lead.start()))
    ):
        return None
    more = re.compile(r"\s+([a-z]+)").match(text, word.end())
    end = more.end() if more and more.group(1) in _LOWER_MORE else word.end()
    followed = re.compile(
        r"\s*(?:$|[.,;?!)]|(?:on|by|at|for|who|that|with|this|next|and|or|please|pls|if|after|before|in|"
        r"tomorrow|today|"
        r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|el|por|para|que|con|a|y|o|manana)\b)"
    ).match(text, end)
    return end if followed else None


_MONTH: Final = re.compile(rf"{MONTH}$")


def _is_common(name: str, is_name: bool) -> bool:
    named = re.findall(r"[\w']+", name)
    if (
        not named
        or named[0] in _COMMON - ({"los", "las", "el", "la"} if is_name else {"los", "las"})
        or named[0] in WEEKDAYS
        or _MONTH.match(named[0])
    ):
        return True
    return not is_name and named[0].endswith(("ing", "ly")) and len(named) == 1
