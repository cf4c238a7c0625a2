"""The optional code of the roll call: the same for all, asked before Start, never in a crisis and never to look around.

It keeps outsiders from taking officers' times. Because it is the same for all it says nothing of who typed it.
"""

import hmac

from bot.plan import Ask, Say, Start, Step
from bot.session import Session
from language.clean import clean

ASKED = "utter_access_code"


def at_the_gate(step: Step, session: Session, code: str | None) -> Step:
    """Return what a visitor's step becomes where a code is set: Start asks for it, and the code itself is Start."""
    if code is None or session.officer is not None:
        return step
    if isinstance(step, Start):
        return Say(ASKED)
    return Start() if isinstance(step, Ask) and _same(step.text, code) else step


def _same(typed: str, code: str) -> bool:
    one, other = (clean(text).strip().casefold().encode() for text in (typed, code))
    return hmac.compare_digest(one, other)
