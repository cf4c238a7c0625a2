"""What an officer leaves for a booking: nothing, a number, or a name; the last two only as sealed tokens."""

import re
from typing import Literal

from actions.counter import Tools
from actions.turn import ASKED, Turn
from care.contact import is_number

Contact = Literal["none", "number", "alias"]

_NONE = re.compile(
    r"\b(nothing|none|anonymous\w*|no (?:contact|number|name|phone)|without (?:a )?(?:number|name)|i'?ll call|i call"
    r"|nada|ningun[oa]?|llamo|sin (?:n[uú]mero|nombre))\b",
    re.I,
)
_NUMBER = re.compile(r"\b(number|phone|cell|call me|n[uú]mero|tel[eé]fono|celular|ll[aá]m[ae]n?me)\b", re.I)
_ALIAS = re.compile(r"\b(names?|alias|nickname|nombre|apodo)\b", re.I)
LONGEST_NAME = 60
MOST_WORDS = 8  # longer texts are about something else


def take_contact(turn: Turn, tools: Tools, corrects: bool = False) -> bool:
    """Take the answer to "what do you leave?"; tell whether it was one.

    `corrects`: it was answered before, and a no is one to the booking itself.
    """
    if turn.intent == "private_answer":
        return take_private(turn, tools, "contact_number")
    if corrects and turn.intent == "deny":
        return False
    kind = _said(turn)
    if kind is None:
        return False
    leave_kind(turn, kind)
    return True


def leave_kind(turn: Turn, kind: str) -> None:
    """Note what is left; a number or a name is asked for next."""
    turn.set(contact=kind, asked_last=None)
    if kind != "none":
        turn.set(**{f"contact_{kind}": None, ASKED: f"contact_{kind}"})


def leave_nothing(turn: Turn, _tools: Tools) -> None:
    """Note that nothing is left."""
    leave_kind(turn, "none")


def take_private(turn: Turn, tools: Tools, asked: str) -> bool:
    """Take the token of a sealed answer, when what was sealed can be what was asked for."""
    if turn.intent == "choose_contact":
        return take_contact(turn, tools)
    if turn.intent == "deny":
        turn.set(contact="none")
        return True
    token = str(turn.given("token") or "")
    if turn.intent != "private_answer" or turn.officer is None:
        return False
    kind = asked.removeprefix("contact_")
    answer = tools.counter.answer_of(turn.officer, token)
    if answer is None or not _fits(kind, answer):
        turn.set(contact=kind, notice="bad", **{ASKED: asked})
    else:
        turn.set(contact=kind, notice=None, **{asked: token})
    return True


def contact_of(turn: Turn) -> Contact:
    """Return what the officer decided to leave."""
    kind = turn.slot("contact")
    return kind if kind in ("number", "alias") else "none"


def _said(turn: Turn) -> Contact | None:
    given = turn.given("contact")
    if turn.intent == "choose_contact":
        return given if given in ("none", "number", "alias") else None
    if not turn.is_typed or turn.text.endswith("?") or len(turn.text.split()) > MOST_WORDS:
        return None
    if turn.intent == "deny" or _NONE.search(turn.text):
        return "none"
    if _NUMBER.search(turn.text):
        return "number"
    return "alias" if _ALIAS.search(turn.text) else None


def _fits(kind: str, answer: str) -> bool:
    return is_number(answer) if kind == "number" else 0 < len(answer.strip()) <= LONGEST_NAME and "?" not in answer
