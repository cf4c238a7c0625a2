"""The form that cancels a booking, after one question."""

from actions.bookings import chosen_booking, end_form, note_choice, say_none
from actions.counter import Tools
from actions.saying import booked_parts
from actions.turn import Turn
from care.bookings import Cancelled
from care.names import BookingReference
from language.short import meaning_of, plain

KEEPS = ("stop", "back", "nothing")
STOPS_OR_CANCELS = ("cancel", "cancel this", "cancel that", "cancelar", "cancela", "cancele")


def validate(turn: Turn, tools: Tools) -> None:
    """Take which booking, and the yes or no."""
    if turn.slot("booking_choice") is None or turn.asked is None:
        note_choice(turn, tools)
    elif _says_yes(turn):
        _cancel(turn, tools)
    elif turn.intent in ("keep_it", "deny", "go_back") or (turn.is_typed and meaning_of(turn.text) in KEEPS):
        _keep(turn, tools)


def _says_yes(turn: Turn) -> bool:
    """Tell whether the officer means to cancel: "cancel it" says so here, and is no wish to stop."""
    if turn.intent in ("confirm_cancel", "affirm"):
        return True
    orders = turn.intent == "cancel_booking" or plain(turn.text) in STOPS_OR_CANCELS
    return turn.is_typed and (meaning_of(turn.text) == "yes" or orders)


def ask_cancel_confirmation(turn: Turn, tools: Tools) -> None:
    """Ask once whether to cancel."""
    chosen = chosen_booking(turn, tools)
    if chosen is None:
        return
    buttons = [
        turn.button("cancel.confirm", "button_cancel_yes", "/confirm_cancel"),
        turn.button("cancel.keep", "button_keep", "/keep_it"),
    ]
    turn.ask("utter_ask_cancel_confirmation", buttons, booked_parts(turn, chosen[0], chosen[1].service))


def _cancel(turn: Turn, tools: Tools) -> None:
    reference = BookingReference(str(turn.slot("booking_choice")))
    result = tools.counter.cancel(turn.officer, reference, turn.inbox) if turn.officer else None
    if isinstance(result, Cancelled):
        turn.say("utter_cancelled", turn.menu_button(), {"reference": reference})
    else:
        say_none(turn)
    end_form(turn)


def _keep(turn: Turn, tools: Tools) -> None:
    chosen = chosen_booking(turn, tools)
    if chosen:
        values = {"reference": chosen[0].reference, "when": turn.when(chosen[0].slot.start)}
        turn.say("utter_not_cancelled", turn.menu_button(), values)
        end_form(turn)
