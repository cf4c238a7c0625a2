"""The form that moves a booking to another time of the same service."""

from actions.bookings import chosen_booking, end_form, note_choice
from actions.counter import Tools
from actions.lists import named_slot, say_list, wished
from actions.saying import booked_parts
from actions.turn import Turn
from actions.wishes import asks
from care.bookings import Booked
from care.desk import Refusal
from care.names import BookingReference, SlotId


def validate(turn: Turn, tools: Tools) -> None:
    """Take which booking, which time, and the yes or no."""
    if turn.slot("booking_choice") is None or turn.asked is None:
        note_choice(turn, tools)
        times = asks(turn).get("times")
        if times and turn.slot("booking_choice"):
            turn.set(wanted={"times": times})
    elif turn.asked == "move_slot":
        _take_slot(turn, tools)
    elif turn.asked == "move_confirmation":
        _take_confirmation(turn, tools)


def ask_move_slot(turn: Turn, tools: Tools) -> None:
    """List the other free times of the same service; without any the booking stays."""
    chosen = chosen_booking(turn, tools)
    if chosen is None:
        return
    booking, offer = chosen
    if turn.slot("notice"):
        turn.say("utter_taken")
    found = tools.counter.others(offer.service.id, wished(turn), (booking.slot.id,))
    old = {"old": turn.when(booking.slot.start)}
    if not found.offers:
        turn.say("utter_move_none", (), old)
        end_form(turn)
        return
    turn.set(notice=None)
    say_list(turn, tools, "utter_move_slots", found, old)


def ask_move_confirmation(turn: Turn, tools: Tools) -> None:
    """Ask whether to move from the old time to the new one."""
    chosen, offer = chosen_booking(turn, tools), tools.counter.offer(SlotId(str(turn.slot("move_slot"))))
    if chosen is None:
        return
    if offer is None:
        turn.set(move_slot=None, notice=Refusal.UNKNOWN.value, requested_slot="move_slot")
        ask_move_slot(turn, tools)
        return
    buttons = [
        turn.button("move.confirm", "button_move_yes", "/confirm_move"),
        turn.button("booking.back", "button_back", "/go_back"),
        turn.button("move.keep", "button_move_no", "/keep_it"),
    ]
    values = {"reference": chosen[0].reference, "old": turn.when(chosen[0].slot.start)}
    turn.say("utter_ask_move_confirmation", buttons, values | {"when": turn.when(offer.slot.start)})


def _take_slot(turn: Turn, tools: Tools) -> None:
    wishes = asks(turn)
    named = named_slot(turn, wishes)
    if turn.intent == "choose_slot" or named:
        turn.set(move_slot=named or str(turn.given("slot")))
    elif turn.intent in ("keep_it", "deny") and not wishes:
        _keep(turn, tools)
    elif wishes.get("times"):
        turn.set(wanted={"times": wishes["times"]})


def _take_confirmation(turn: Turn, tools: Tools) -> None:
    if turn.intent in ("confirm_move", "affirm"):
        _move(turn, tools)
    elif turn.intent in ("keep_it", "deny"):
        _keep(turn, tools)
    elif turn.intent == "go_back":
        turn.set(move_slot=None)


def _move(turn: Turn, tools: Tools) -> None:
    reference, slot = BookingReference(str(turn.slot("booking_choice"))), SlotId(str(turn.slot("move_slot")))
    offer = tools.counter.offer(slot)
    result = tools.counter.move(turn.officer, reference, slot, turn.inbox) if turn.officer else Refusal.NO_CONSENT
    if isinstance(result, Booked) and offer:
        document = {"kind": "appointment", "booking": str(reference)}
        turn.say("utter_moved", turn.menu_button(), booked_parts(turn, result.booking, offer.service), document)
        end_form(turn)
    else:
        turn.set(move_slot=None, notice=Refusal.TAKEN.value)


def _keep(turn: Turn, tools: Tools) -> None:
    chosen = chosen_booking(turn, tools)
    if chosen:
        turn.say("utter_not_moved", turn.menu_button(), {"old": turn.when(chosen[0].slot.start)})
        end_form(turn)
