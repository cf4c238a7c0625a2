"""What an officer asks for, kept in the slot `wanted` as canonical values until it is booked or dropped."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from actions.turn import Turn
from care.directory import Audience, Modality, ProviderKind, Service
from care.search import Wanted
from care.windows import PastTime, Window, windows

Kind = ProviderKind
# What an intent alone says about the kind of helper.
KINDS_OF: Mapping[str, tuple[Kind, ...]] = {
    "ask_counseling": (Kind.COUNSELOR, Kind.PSYCHOLOGIST, Kind.TRAUMA_SPECIALIST, Kind.PSYCHIATRIST),
    "ask_peer_support": (Kind.PEER_SUPPORTER,),
    "ask_substance_help": (Kind.SUBSTANCE_SPECIALIST,),
    "ask_family_support": (Kind.COUPLES_THERAPIST, Kind.FAMILY_THERAPIST),
    "ask_financial_legal_help": (Kind.FINANCIAL_COUNSELOR, Kind.LEGAL),
}
TALKERS = (
    Kind.PEER_SUPPORTER,
    Kind.COUNSELOR,
    Kind.PSYCHOLOGIST,
    Kind.TRAUMA_SPECIALIST,
    Kind.CHAPLAIN,
)
# What the name of a service says when it is a class rather than a talk.
CLASSES = ("workshop", "training", "class", "seminar", "course")
WORDS = ("modality", "language", "location")  # entities whose value is the wish
AUDIENCES = {"civilian_staff": Audience.CIVILIAN.value}  # where the directory says it otherwise
_SHIFT_WORK = re.compile(
    r"\b(?:gets?|knows?|understands?|familiar|works?|worked|used to|entiend\w+|conoz\w+|conoc\w+|sep\w+)\b"
    r".{0,20}\b(?:shift ?work|shifts?|nights|turnos?)\b",
    re.IGNORECASE,
)
TAGS = ("woman", "ex_officer", "shift_work")
DAY = ("date", "date_end")
HOUR = ("time", "time_from", "time_to", "part_of_day")


def asks(turn: Turn) -> dict[str, Any]:
    """Return the wishes in this message; empty when it holds none."""
    kinds = turn.all_given("provider_kind") or KINDS_OF.get(turn.intent, ())
    wishes: dict[str, Any] = {"kinds": [str(kind) for kind in kinds]} if kinds else {}
    wishes |= {name: turn.given(name) for name in WORDS if turn.given(name) is not None}
    if audience := turn.given("audience"):
        wishes["audience"] = AUDIENCES.get(audience, audience)
    wishes |= {tag: True for tag in TAGS if _is_wished(turn, tag)}
    wishes |= {"classes": True} if turn.given("classes") else {}
    times = [dict(value) for value in turn.all_given("datetime") if isinstance(value, Mapping)]
    return wishes | ({"times": times} if times else {})


def merged(before: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wishes after a correction: a new day keeps the hour said before, a new hour the day."""
    after = {**(before or {}), **new}
    earlier = (before or {}).get("times") or []
    if "times" in new and len(earlier) == 1:
        after["times"] = [_completed(value, earlier[0]) for value in new["times"]]
    return after


def wanted(wishes: Mapping[str, Any], now: datetime, timezone: str, locale: str) -> Wanted:
    """Return the wishes as care/ searches by them; raises PastTime when all the named time has passed.

    Who names no kind of helper wants somebody to talk to; who names no language, the one they write in.
    """
    plain = as_said(wishes, now, timezone)
    kinds = plain.provider_kinds or (() if wishes.get("classes") else TALKERS)
    return replace(plain, provider_kinds=kinds, language=plain.language or locale)


def as_said(wishes: Mapping[str, Any], now: datetime, timezone: str) -> Wanted:
    """Return the wishes without anything assumed; raises PastTime."""
    return Wanted(
        provider_kinds=tuple(Kind(kind) for kind in wishes.get("kinds") or () if kind in set(Kind)),
        modality=Modality(wishes["modality"]) if wishes.get("modality") in set(Modality) else None,
        windows=_windows(wishes.get("times") or [], now, timezone),
        language=wishes.get("language"),
        place=wishes.get("location"),
        audience=Audience(wishes["audience"]) if wishes.get("audience") in set(Audience) else Audience.OFFICER,
        **{tag: bool(wishes.get(tag)) for tag in TAGS},
    )


def _is_wished(turn: Turn, tag: str) -> bool:
    if tag == "woman":
        return "woman" in turn.all_given("gender_wish")
    if tag == "ex_officer":
        return turn.given("ex_officer") is not None
    return bool(_SHIFT_WORK.search(turn.text))


def is_class(service: Service) -> bool:
    """Tell whether a service is a class with seats, not somebody to talk to."""
    return any(word in service.name.en.casefold() for word in CLASSES)


def _windows(times: list[Mapping[str, Any]], now: datetime, timezone: str) -> tuple[Window, ...]:
    found: list[Window] = []
    past: PastTime | None = None
    for known in times:
        try:
            found += windows(known, now, timezone)
        except PastTime as error:
            past = error
    if past and not found:
        raise past
    return tuple(found)


def _completed(new: dict[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    for said, missing in ((DAY, HOUR), (HOUR, DAY)):
        if any(new.get(key) for key in said) and not any(new.get(key) for key in missing):
            return {**{key: earlier[key] for key in missing if earlier.get(key)}, **new}
    return new
