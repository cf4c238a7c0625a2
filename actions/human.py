"""A person: the lines that answer now, then the partners that can be called."""

from actions.counter import Tools
from actions.saying import number_of, service_row
from actions.turn import Turn
from care.directory import ProviderKind
from care.search import Wanted, services_for

SHOWN = 3


def human(turn: Turn, tools: Tools) -> None:
    """Give the lines, the partners' numbers, and a peer's free times when there are some."""
    turn.say("utter_human")
    callable_ = [service for service in services_for(Wanted(), tools.counter.services()) if number_of(service)]
    peers_first = sorted(callable_, key=lambda each: each.provider_kind is not ProviderKind.PEER_SUPPORTER)
    if peers_first:
        rows = "\n".join(service_row(turn, service) for service in peers_first[:SHOWN])
        turn.say("utter_human_partners", (), {"list": rows})
    if turn.form:
        turn.say("utter_human_note")
        return
    buttons = [turn.button("crisis.help", "button_crisis", "gateway:crisis.help")]
    if tools.counter.next_free({ProviderKind.PEER_SUPPORTER}):
        buttons.insert(0, turn.button("human.peer", "button_peer_times", "/ask_peer_support"))
    turn.say("utter_human_note", buttons)
