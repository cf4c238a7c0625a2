"""The booking form's questions after a slot is held: what to leave, and whether to book."""

from actions.contact import contact_of
from actions.counter import Tools
from actions.lists import ask_slot_choice
from actions.saying import parts
from actions.turn import ASKED, Turn
from care.desk import Refusal
from care.directory import Modality
from care.names import SlotId
from care.search import Offer
from words import Button


def ask_contact(turn: Turn, tools: Tools) -> None:
    """Ask what to leave, in the way that fits how the two will meet."""
    offer = _held(turn, tools)
    if offer is None:
        return
    by_phone = offer.slot.modality is Modality.PHONE
    name = "again" if turn.slot("asked_last") == "contact" else offer.slot.modality.value
    buttons = [
        _leave_nothing(turn, "button_contact_call" if by_phone else "button_contact_none"),
        turn.button("contact.number", "button_contact_number", '/choose_contact{"contact": "number"}'),
        turn.button("contact.alias", "button_contact_alias", '/choose_contact{"contact": "alias"}'),
        turn.button("booking.back", "button_back", "/go_back"),
    ]
    turn.ask(f"utter_ask_contact_{name}", buttons)
    turn.set(asked_last="contact")


def ask_contact_number(turn: Turn, tools: Tools) -> None:
    """Ask for the number; what is typed next the gateway seals."""
    _ask_private(turn, tools, "utter_ask_contact_number")


def ask_contact_alias(turn: Turn, tools: Tools) -> None:
    """Ask for a name to be called by; what is typed next the gateway seals."""
    _ask_private(turn, tools, "utter_ask_contact_alias")


def ask_confirmation(turn: Turn, tools: Tools) -> None:
    """Say it all once more and ask whether to book; what was to be left is asked for first, if it is missing."""
    offer = _held(turn, tools)
    if offer is None:
        return
    kind = contact_of(turn)
    if kind != "none" and not turn.slot(f"contact_{kind}"):
        turn.set(**{ASKED: f"contact_{kind}"})
        _ask_private(turn, tools, f"utter_ask_contact_{kind}")
        return
    again = "_again" if turn.slot("asked_last") == "confirmation" else ""
    buttons = [
        turn.button("booking.confirm", "button_confirm", "/confirm_booking"),
        turn.button("booking.back", "button_back", "/go_back"),
        turn.button("leave", "button_stop", "/leave"),
    ]
    left = {"left": turn.phrase(f"left_{contact_of(turn)}")}
    turn.ask(f"utter_ask_confirmation{again}", buttons, parts(turn, offer) | left)
    turn.set(asked_last="confirmation")


def _ask_private(turn: Turn, tools: Tools, name: str) -> None:
    offer = _held(turn, tools)
    if offer is None:
        return
    again = "_again" if turn.slot("notice") == "bad" else ""
    organisation = {"organisation": offer.service.organisation.name}
    turn.ask(f"{name}{again}", [_leave_nothing(turn, "button_contact_none")], organisation)
    turn.set(notice=None, asked_last=turn.asked)


def _leave_nothing(turn: Turn, title: str) -> Button:
    return turn.button("contact.none", title, '/choose_contact{"contact": "none"}')


def _held(turn: Turn, tools: Tools) -> Offer | None:
    """Return what is held; when it has vanished from the directory, the list is shown instead."""
    offer = tools.counter.offer(SlotId(str(turn.slot("slot_choice"))))
    if offer is None:
        turn.set(slot_choice=None, notice=Refusal.UNKNOWN.value, **{ASKED: "slot_choice"})
        ask_slot_choice(turn, tools)
    return offer
