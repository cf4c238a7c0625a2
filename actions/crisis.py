"""The next steps after the fixed words of a crisis, and a path that stays open afterwards."""

from actions.counter import Tools
from actions.lists import hold_button
from actions.turn import Turn
from care.directory import ProviderKind
from words import Button

INTENT = "crisis_path"
HELPERS = (
    ProviderKind.PEER_SUPPORTER,
    ProviderKind.COUNSELOR,
    ProviderKind.PSYCHOLOGIST,
    ProviderKind.TRAUMA_SPECIALIST,
)


def crisis_path(turn: Turn, tools: Tools) -> None:
    """Offer what fits the kind of crisis; an open form waits until the officer comes back to it."""
    times = int(turn.slot("crisis") or 0)
    turn.set(crisis=times + 1)
    kind = str(turn.given("kind") or "self")
    buttons = _substance(turn, tools) if kind == "withdrawal" else _own(turn, tools, kind)
    buttons += [
        turn.button("human", "button_human", "/talk_to_human"),
        turn.button("crisis.lines", "button_numbers", "gateway:crisis.lines"),
    ]
    if turn.form:
        buttons.append(turn.button("crisis.resume", "button_resume", "/crisis_resume"))
    turn.say("utter_crisis_next_again" if times % 2 else "utter_crisis_next", buttons)


def resume(turn: Turn, tools: Tools) -> None:
    """Go back to what was open; the form asks its question again by itself."""
    turn.say("utter_crisis_resume", [] if turn.form else turn.menu_button())


def is_waiting(turn: Turn, action: str) -> bool:
    """Tell whether an open form keeps silent: nobody is asked for a phone number next to words of a crisis."""
    return turn.intent == INTENT and action.startswith("action_ask_")


def _own(turn: Turn, tools: Tools, kind: str) -> list[Button]:
    buttons = [
        turn.button("crisis.talk", "button_talk", "gateway:crisis.talk"),
        turn.button("crisis.ground", "button_ground", "gateway:crisis.ground"),
    ]
    free = tools.counter.next_free(HELPERS) if kind == "self" else None
    if free and free.slot.start.astimezone(turn.timezone).date() == turn.today:
        buttons.insert(0, hold_button(turn, 1, free))
    if kind == "self":
        buttons += [
            turn.button("crisis.plan", "button_plan", "/safety_plan"),
            turn.button("crisis.check", "button_check", "gateway:crisis.check"),
        ]
    return buttons


def _substance(turn: Turn, tools: Tools) -> list[Button]:
    if not any(each.provider_kind is ProviderKind.SUBSTANCE_SPECIALIST for each in tools.counter.services()):
        return []
    return [turn.button("kind.substance", "button_substance", "/ask_substance_help")]
