"""Tests whether a guard holds at a match: phrases in their places, and who is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from language.patterns.family import Guard, Place
from language.patterns.phrase import Groups, parse

_FARTHEST_SUBJECT: Final = 9
_SELF: Final = frozenset(["i", "my", "myself", "me", "im", "mi", "yo", "mis", "conmigo"])
_NEAR: Final = frozenset(
    [
        "he",
        "she",
        "they",
        "who",
        "him",
        "her",
        "them",
        "his",
        "himself",
        "herself",
        "themselves",
        "partner",
        "wife",
        "husband",
        "spouse",
        "girlfriend",
        "boyfriend",
        "fiance",
        "son",
        "daughter",
        "kid",
        "child",
        "brother",
        "sister",
        "mom",
        "mother",
        "dad",
        "father",
        "cousin",
        "nephew",
        "niece",
        "uncle",
        "aunt",
        "ex",
        "roommate",
        "friend",
        "buddy",
        "bro",
        "sergeant",
        "lieutenant",
        "captain",
        "chief",
        "deputy",
        "trooper",
        "officer",
        "coworker",
        "colleague",
        "detective",
        "rookie",
        "trainee",
        "recruit",
        "classmate",
        "dispatcher",
        "corporal",
        "boss",
        "supervisor",
        "neighbor",
        "someone",
        "somebody",
        "anyone",
        "el",
        "ella",
        "ellos",
        "companero",
        "companera",
        "esposa",
        "esposo",
        "marido",
        "mujer",
        "novia",
        "novio",
        "hijo",
        "hija",
        "hermano",
        "hermana",
        "mama",
        "papa",
        "madre",
        "padre",
        "primo",
        "prima",
        "amigo",
        "amiga",
        "sargento",
        "teniente",
        "capitan",
        "jefe",
        "oficial",
        "colega",
        "alguien",
    ]
)
_ON_CALL: Final = frozenset(
    [
        "suspect",
        "subject",
        "caller",
        "victim",
        "decedent",
        "deceased",
        "jumper",
        "inmate",
        "prisoner",
        "arrestee",
        "perp",
        "shooter",
        "driver",
        "patient",
        "complainant",
        "detainee",
        "gunman",
        "guy",
        "man",
        "woman",
        "lady",
        "girl",
        "boy",
        "teen",
        "teenager",
        "dude",
        "male",
        "female",
        "veteran",
        "vet",
        "person",
        "citizen",
        "defendant",
        "offender",
        "people",
        "cops",
        "officers",
        "someones",
        "shoplifter",
        "drunk",
        "sospechoso",
        "detenido",
        "victima",
        "llamada",
        "senor",
        "senora",
        "hombre",
        "joven",
        "muchacho",
        "muchacha",
        "chavo",
        "chico",
        "chica",
        "tipo",
        "interno",
        "preso",
        "policias",
        "gente",
    ]
)


@dataclass(frozen=True)
class Span:
    """One match: canonical text of its sentence before it, the match, after it, and of the whole message."""

    before: str
    matched: str
    after: str
    whole: str


@dataclass(frozen=True)
class GuardTest:
    """A guard and the function that tells whether it holds at a match."""

    guard: Guard
    holds: Callable[[Span], bool]


def guard_test(guard: Guard, groups: Groups) -> GuardTest:
    """Compile a guard with the groups of its language. Raises PhraseError."""
    parts = [_in_place(place, texts, groups) for place, texts in guard.places.items()]
    if guard.who is not None:
        who = guard.who
        parts.append(lambda span: _SELF.isdisjoint(span.matched.split()) and subject_before(span.before) == who)
    return GuardTest(guard, lambda span: any(part(span) for part in parts))


def subject_before(before: str) -> str:
    """Return who a phrase without a subject is about ("self", "near", "on call"): the nearest person before it."""
    for word in reversed(before.split()[-_FARTHEST_SUBJECT:]):
        if word in _SELF:
            return "self"
        if word in _NEAR:
            return "near"
        if word in _ON_CALL:
            return "on call"
    return "self"


def _in_place(place: Place, texts: tuple[str, ...], groups: Groups) -> Callable[[Span], bool]:
    start = r"\A" if place == "after" else ""
    end = r" \Z" if place == "before" else "(?= )"
    expression = re.compile("|".join(start + parse(text, groups).source + end for text in texts))
    return lambda span: expression.search(_text_at(place, span)) is not None


def _text_at(place: Place, span: Span) -> str:
    match place:
        case "before" | "near_before":
            return span.before
        case "after" | "near_after":
            return span.after
        case "inside":
            return span.matched
        case "around":
            return (span.before + span.matched + span.after).replace("  ", " ")
        case "anywhere":
            return span.whole
