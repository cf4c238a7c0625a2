"""What the booking form does with a slot: holds it, gives it back, lists others, and stops."""

from actions.bookings import CHANGE_SLOTS
from actions.counter import Tools
from actions.lists import offered_ids
from actions.saying import say_held
from actions.turn import Turn
from care.desk import Refusal
from care.names import SlotId
from care.slots import Held

# All that the form leaves behind when it ends.
SLOTS = (
    "wanted",
    "offered",
    "shown",
    "notice",
    "lost",
    "asked_last",
    "slot_choice",
    "pending_slot",
    "contact",
    "contact_number",
    "contact_alias",
    "confirmation",
)


def choose(turn: Turn, tools: Tools, slot: SlotId) -> None:
    """Hold a slot, or note why not; a visitor is asked for consent first."""
    offer = tools.counter.offer(slot)
    if offer is None:
        turn.set(slot_choice=None, pending_slot=None, notice=Refusal.UNKNOWN.value)
        return
    if turn.officer is None:
        turn.set(slot_choice=None, pending_slot=slot, notice=Refusal.NO_CONSENT.value)
        return
    result = tools.counter.hold(turn.officer, slot, turn.inbox)
    if isinstance(result, Held):
        turn.set(slot_choice=slot, pending_slot=None, notice=None)
        if offer.service.organisation.public_key is None:  # nothing could be sealed for this partner
            turn.set(contact="none")
        say_held(turn, offer)
    else:
        turn.set(slot_choice=None, pending_slot=None, notice=result.value, lost=slot)


def list_more(turn: Turn, tools: Tools) -> None:
    """Have the next times listed, after those that were seen."""
    list_again(turn, tools, shown=[*(turn.slot("shown") or []), *offered_ids(turn)], notice="more")


def list_again(turn: Turn, tools: Tools, shown: list[str] | None = None, notice: str | None = None) -> None:
    """Have times listed: those after `shown`, or the first; what was held is given back."""
    let_go(turn, tools)
    turn.set(slot_choice=None, pending_slot=None, shown=shown or [], notice=notice)


def let_go(turn: Turn, tools: Tools) -> None:
    """Give back the slot that is held in this conversation."""
    if turn.slot("slot_choice") and turn.officer:
        tools.counter.let_go(turn.officer)


def leave(turn: Turn, tools: Tools) -> None:
    """Stop the open form: what was held is free again, and nothing else was changed."""
    held = bool(turn.slot("slot_choice"))
    let_go(turn, tools)
    buttons = turn.menu_button()
    if turn.intent == "cancel_booking" and turn.officer and tools.counter.bookings(turn.officer):
        buttons.insert(0, turn.button("menu.bookings", "button_bookings", "/my_bookings"))
    turn.say("utter_left_booking" if held else "utter_left", buttons)
    turn.clear(*SLOTS, *CHANGE_SLOTS, "forget_confirmation")


def stop(turn: Turn, tools: Tools) -> None:
    """Leave and end the form, at a short word such as "stop"."""
    leave(turn, tools)
    turn.close_form()
