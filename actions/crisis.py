"""The next steps after the fixed words of a crisis, and a path that stays open afterwards."""

from actions.counter import Tools
from actions.lists import hold_button
from actions.turn import Turn
from care.directory import ProviderKind

HELPERS = (
    ProviderKind.PEER_SUPPORTER,
    ProviderKind.COUNSELOR,
    ProviderKind.PSYCHOLOGIST,
    ProviderKind.TRAUMA_SPECIALIST,
)


def crisis_path(turn: Turn, tools: Tools) -> None:
    """Offer a slot today only if there is one, a person, and to go on talking."""
    turn.set(crisis=True)
    free = tools.counter.next_free(HELPERS)
    buttons = [
        turn.button("crisis.talk", "button_talk", "gateway:crisis.talk"),
        turn.button("crisis.lines", "button_numbers", "gateway:crisis.lines"),
        turn.button("human", "button_human", "/talk_to_human"),
    ]
    if free and free.slot.start.astimezone(turn.timezone).date() == turn.today:
        buttons.insert(0, hold_button(turn, 1, free))
    turn.say("utter_crisis_next", buttons)
