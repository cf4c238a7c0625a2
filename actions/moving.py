"""The form that moves a booking to another time of the same service."""

from actions.bookings import chosen_booking, end_form, note_choice
from actions.counter import Tools
from actions.lists import named_slot, offered_ids, say_list, wished
from actions.saying import booked_parts
from actions.turn import Turn
from actions.wishes import asks
from care.bookings import Booked
from care.desk import Refusal
from care.names import BookingReference, SlotId
from care.search import Wish
from language.short import meaning_of, number_of

KEEPS = ("stop", "nothing", "back")


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
    wishes, seen = wished(turn), [SlotId(each) for each in turn.slot("shown") or []]
    found = tools.counter.others(offer.service.id, wishes, (booking.slot.id, *seen))
    if not found.offers and seen:
        turn.set(shown=None)
        found = tools.counter.others(offer.service.id, wishes, (booking.slot.id,))
    old = {"old": turn.when(booking.slot.start)}
    if not found.offers:
        turn.say("utter_move_none", (), old)
        end_form(turn)
        return
    turn.set(notice=None)
    name = "utter_move_slots_near" if Wish.WINDOW in found.gave_up else "utter_move_slots"
    say_list(turn, tools, name, found, old)


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
    turn.ask("utter_ask_move_confirmation", buttons, values | {"when": turn.when(offer.slot.start)})


def _take_slot(turn: Turn, tools: Tools) -> None:
    wishes = asks(turn)
    named = named_slot(turn, wishes) or _numbered(turn)
    meaning = meaning_of(turn.text) if turn.is_typed else None
    if turn.intent == "choose_slot" or named:
        turn.set(move_slot=named or str(turn.given("slot")))
    elif turn.intent == "more_slots" or meaning == "more":
        turn.set(shown=[*(turn.slot("shown") or []), *offered_ids(turn)])
    elif meaning in KEEPS or (turn.intent in ("keep_it", "deny", "go_back") and not wishes):
        _keep(turn, tools)
    elif wishes.get("times"):
        turn.set(wanted={"times": wishes["times"]}, shown=None)


def _numbered(turn: Turn) -> str | None:
    """Return the offered slot that a short reply names by its place."""
    offered, number = offered_ids(turn), number_of(turn.text) if turn.is_typed else None
    if number is None and turn.is_typed and meaning_of(turn.text) == "any":
        number = 1
    return offered[number - 1] if number and number <= len(offered) else None


def _take_confirmation(turn: Turn, tools: Tools) -> None:
    times, meaning = asks(turn).get("times"), meaning_of(turn.text) if turn.is_typed else None
    if times:
        turn.set(move_slot=None, wanted={"times": times}, shown=None)
    elif turn.intent in ("confirm_move", "affirm") or meaning == "yes":
        _move(turn, tools)
    elif turn.intent == "go_back" or meaning in ("back", "more"):
        turn.set(move_slot=None)
    elif turn.intent in ("keep_it", "deny") or meaning in KEEPS:
        _keep(turn, tools)


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
