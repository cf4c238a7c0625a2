"""What is to be done with a message: the gateway's own words, the dialogue, Start, or what waits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.crisis.words import ACTS, BY_BUTTON, COMMAND
from bot.messages import Button, Incoming, Kind
from bot.presses import Stale, pressed, typed
from bot.session import Session
from language.clean import clean
from language.short import is_no, meaning_of, number_of

NOT_UNDERSTOOD = "/nlu_fallback"
LIMIT = 4_096  # characters, what Telegram takes in one message

DECIDED: dict[Kind, str] = {
    "sticker": "utter_sticker",
    "voice": "utter_voice",
    "photo": "utter_photo",
    "location": "utter_location",
    "contact": "utter_contact_card",
    "edited": "utter_edited",
    "other": "utter_photo",
}


@dataclass(frozen=True)
class Say:
    """Say a response of domain.yml; `again` shows the current question's buttons with it."""

    name: str
    again: bool = False


@dataclass(frozen=True)
class Ask:
    """Ask the dialogue, with words or with a button's payload."""

    text: str = field(default="", repr=False)
    payload: str = ""


@dataclass(frozen=True)
class Start:
    """The person pressed Start: consent is given."""


@dataclass(frozen=True)
class Show:
    """Show what waits behind "New message"."""


@dataclass(frozen=True)
class Act:
    """Do what a button of the path of a crisis asks for."""

    name: str


# "My plan": a request that must not depend on what Rasa understands.
_PLAN_ASKED = re.compile(
    r"(?:(?:show|see|open|read|delete|change|make)(?: me)? )?(?:(?:my|the|a) )?(?:safety plan|plan)"
    r"|(?:(?:ver|muestre|mostrar|abrir|leer|borrar|cambiar|hacer) )?(?:(?:mi|el|un) )?plan(?: de seguridad)?"
)

Step = Say | Ask | Start | Show | Act


def plan(incoming: Incoming, session: Session, lasting: Mapping[str, Button]) -> Step:
    """Return the step for a message, as the session stands."""
    if incoming.kind == "press":
        try:
            return _step_of(pressed(incoming.text, session, lasting))
        except Stale:
            return Say("utter_stale_button", again=True)
    if incoming.kind in DECIDED:
        return Say(DECIDED[incoming.kind])
    return _plan_text(clean(incoming.text), session, lasting)


def _plan_text(text: str, session: Session, lasting: Mapping[str, Button]) -> Step:
    if len(text) > LIMIT:
        return Say("utter_too_long")
    if button := typed(text, session, lasting):
        return _step_of(button)
    if _PLAN_ASKED.fullmatch(text.rstrip(" .?!").lower()):
        return _COMMANDS["/plan"]
    if step := _nothing_to_answer(text, session):
        return step
    if text.startswith("/"):
        command = text.split()[0].split("@")[0].lower()
        if command in _COMMANDS:
            return _COMMANDS[command]
        text = text.lstrip("/ \n")
    return Ask(text=text) if text else Say("utter_empty")


def _nothing_to_answer(text: str, session: Session) -> Step | None:
    """Return the step for "yes", "2" or "back" when no question is open: after a pause, or out of range."""
    if session.asked is not None:
        return None
    number = number_of(text)
    if session.officer is not None and session.turns == 0 and session.latest is None:
        points_back = number is not None or meaning_of(text) is not None or is_no(text)
        return Say("utter_been_away") if points_back else None
    return Ask(payload=NOT_UNDERSTOOD) if number is not None and session.latest is not None else None


def _step_of(button: Button) -> Step:
    """Return what a button does; a payload `gateway:NAME` is the gateway's own."""
    owner, _, name = button.payload.partition(":")
    if owner == "gateway":
        if name == "consent.yes":
            return Start()
        if name in ACTS:
            return Act(name)
        return Say(BY_BUTTON[name]) if name in BY_BUTTON else Say("utter_stale_button", again=True)
    return Show() if button.payload == "/show_due" else Ask(payload=button.payload)


_MENU = Ask(payload="/help_menu")
_COMMANDS: dict[str, Step] = {
    "/start": _MENU,
    "/help": _MENU,
    COMMAND: Say(BY_BUTTON["crisis.help"]),
    "/plan": Ask(payload="/safety_plan"),
}
