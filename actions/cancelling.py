"""The form that cancels a booking, after one question."""

from actions.bookings import chosen_booking, end_form, note_choice, say_none
from actions.counter import Tools
from actions.saying import booked_parts
from actions.turn import Turn
from care.bookings import Cancelled
from care.names import BookingReference


def validate(turn: Turn, tools: Tools) -> None:
    """Take which booking, and the yes or no."""
    if turn.slot("booking_choice") is None or turn.asked is None:
        note_choice(turn, tools)
    elif turn.intent in ("confirm_cancel", "affirm"):
        _cancel(turn, tools)
    elif turn.intent in ("keep_it", "deny"):
        _keep(turn, tools)


def ask_cancel_confirmation(turn: Turn, tools: Tools) -> None:
    """Ask once whether to cancel."""
    chosen = chosen_booking(turn, tools)
    if chosen is None:
        return
    buttons = [
        turn.button("cancel.confirm", "button_cancel_yes", "/confirm_cancel"),
        turn.button("cancel.keep", "button_keep", "/keep_it"),
    ]
    turn.say("utter_ask_cancel_confirmation", buttons, booked_parts(turn, chosen[0], chosen[1].service))


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
