"""Guards in code: who is meant, which words alone cannot tell."""

from typing import Final

from language.patterns.family import Span

_SELF: Final = frozenset("i my myself me mi yo".split())
_OTHER: Final = frozenset(
    "he she they who him her them his himself herself themselves partner wife husband spouse girlfriend boyfriend fiance son"
    " daughter kid child brother sister mom mother dad father cousin nephew niece uncle aunt ex roommate friend buddy bro"
    " sergeant lieutenant captain chief deputy trooper officer coworker colleague detective rookie trainee recruit"
    " classmate dispatcher corporal boss supervisor neighbor someone somebody anyone"
    " el ella ellos companero companera esposa esposo marido mujer novia novio hijo hija hermano hermana mama papa madre"
    " padre primo prima amigo amiga sargento teniente capitan jefe oficial colega alguien".split()
)
_ON_CALL: Final = frozenset(
    "suspect subject caller victim decedent deceased jumper inmate prisoner arrestee perp shooter driver patient"
    " complainant detainee gunman guy man woman lady girl boy teen teenager dude male female veteran vet person citizen defendant"
    " offender people cops officers sospechoso detenido victima llamada senor senora hombre joven muchacho muchacha"
    " chavo chico chica tipo interno preso policias gente".split()
)
_NEW_SUBJECT: Final = frozenset(["and", "but", "because", "so", ".", "y", "pero", "porque"])


def subject_before(before: str) -> str:
    """Return who a phrase without a subject is about: "self", "other" or "on call", by the nearest person before it."""
    for word in reversed(before.split()[-9:]):
        if word in _SELF:
            return "self"
        if word in _OTHER:
            return "other"
        if word in _ON_CALL:
            return "on call"
        if word == ",":
            continue
    return "self"


def about_somebody_near(span: Span) -> bool:
    """Tell whether the phrase is about a colleague, a relative or a friend."""
    return subject_before(span.before) == "other"


def about_somebody_on_a_call(span: Span) -> bool:
    """Tell whether the phrase is about somebody met on duty, or people at large."""
    return subject_before(span.before) == "on call"
