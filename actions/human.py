"""A person: the lines that answer now, then the partners that can be called."""

from actions.counter import Tools
from actions.turn import Turn
from care.directory import Modality, ProviderKind, Service
from care.search import Wanted, services_for

SHOWN = 3


def human(turn: Turn, tools: Tools) -> None:
    """Give the lines, the partners' numbers, and a peer's free times when there are some."""
    turn.say("utter_human")
    callable_ = [service for service in services_for(Wanted(), tools.counter.services()) if _number(service)]
    peers_first = sorted(callable_, key=lambda each: each.provider_kind is not ProviderKind.PEER_SUPPORTER)
    if peers_first:
        rows = "\n".join(service_row(turn, service) for service in peers_first[:SHOWN])
        turn.say("utter_human_partners", (), {"list": rows})
    buttons = [turn.button("crisis.help", "button_crisis", "gateway:crisis.help")]
    if turn.form is None and tools.counter.find(_peers(), ()).offers:
        buttons.insert(0, turn.button("human.peer", "button_peer_times", "/ask_peer_support"))
    turn.say("utter_human_note", buttons)


def service_row(turn: Turn, service: Service) -> str:
    """Return a row that names a service and its number."""
    values = {"service": service.name.say(turn.locale), "organisation": service.organisation.name}
    return turn.phrase("service_line", phone=_number(service), **values)


def _peers() -> Wanted:
    return Wanted(provider_kinds=(ProviderKind.PEER_SUPPORTER,))


def _number(service: Service) -> str:
    return (
        service.phone if Modality.PHONE in service.modalities or service.phone else service.organisation.phone
    )
