"""The booking form: each message is a button, an answer to what was asked, a wish, or another matter."""

from actions.bookings import CHANGE_SLOTS
from actions.contact import contact_of, take_contact, take_private
from actions.counter import Tools
from actions.lists import named_slot
from actions.saying import say_booked, say_held
from actions.turn import Turn
from actions.wishes import as_said, asks, merged
from care.desk import Refusal
from care.names import SlotId
from care.search import lacks
from care.slots import Held
from care.windows import PastTime

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
# In these the words belong to another matter, even when a day or a place is named.
ELSEWHERE = {
    "ask_confidentiality",
    "talk_to_human",
    "my_bookings",
    "reschedule_booking",
    "cancel_booking",
    "delete_my_data",
    "export_my_data",
    "ask_sleep_tips",
    "ask_stress_tips",
    "ask_trauma_after_incident",
    "ask_training_workshops",
    "give_feedback",
    "language_spanish",
    "start_checkin",
    "checkin_history",
    "bot_challenge",
    "help_menu",
    "goodbye",
}
SURE = 0.6  # below it, a wish that was found says more than the intent


def validate(turn: Turn, tools: Tools) -> None:
    """Take what this message says about the booking; set nothing when it is about something else."""
    if turn.asked is None:
        turn.set(asked_last=None)
    if not _by_button(turn, tools) and not _by_answer(turn, tools):
        _by_wish(turn, tools)


def _by_button(turn: Turn, tools: Tools) -> bool:
    """Handle what only buttons say."""
    if turn.intent == "choose_slot":
        choose(turn, tools, SlotId(str(turn.given("slot") or "")))
    elif turn.intent == "consented" and turn.slot("pending_slot"):
        choose(turn, tools, SlotId(str(turn.slot("pending_slot"))))
    elif turn.intent == "more_slots":
        shown = list(turn.slot("shown") or []) + [each["slot"] for each in turn.slot("offered") or []]
        _list_again(turn, tools, shown=shown, notice="more")
    elif turn.intent == "widen_search":
        turn.set(wanted={})
        _list_again(turn, tools)
    elif turn.intent == "go_back" and turn.asked:
        _list_again(turn, tools)
    else:
        return False
    return True


def _by_answer(turn: Turn, tools: Tools) -> bool:
    """Handle an answer to what was asked; a wish for something else than what is held is none."""
    if turn.asked == "slot_choice" and turn.intent == "affirm" and len(turn.slot("offered") or []) == 1:
        choose(turn, tools, SlotId(turn.slot("offered")[0]["slot"]))
        return True
    if turn.asked in ("contact_number", "contact_alias"):
        return take_private(turn, tools, turn.asked)
    if turn.asked not in ("contact", "confirmation") or _wants_another(turn, tools):
        return False
    if turn.asked == "contact":
        return take_contact(turn, tools)
    if turn.intent in ("confirm_booking", "affirm"):
        _confirm(turn, tools)
        return True
    return False


def _wants_another(turn: Turn, tools: Tools) -> bool:
    wishes = asks(turn)
    offer = tools.counter.offer(SlotId(str(turn.slot("slot_choice")))) if wishes else None
    if offer is None or _is_elsewhere(turn):
        return False
    try:
        return bool(lacks(as_said(wishes, turn.now, turn.timezone.key), offer))
    except PastTime:
        return True


def _by_wish(turn: Turn, tools: Tools) -> None:
    """Add wishes to those before; an offered time that is named plainly is chosen at once."""
    wishes = asks(turn)
    if turn.asked and (not wishes or _is_elsewhere(turn)):
        return
    named = named_slot(turn, wishes) if turn.asked == "slot_choice" else None
    if named:
        choose(turn, tools, named)
    else:
        turn.set(wanted=merged(turn.slot("wanted"), wishes))
        _list_again(turn, tools)


def _is_elsewhere(turn: Turn) -> bool:
    return turn.intent in ELSEWHERE and turn.confidence >= SURE


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


def _confirm(turn: Turn, tools: Tools) -> None:
    """Book what is held and say how the two find each other; else note why not, and the list comes again."""
    slot, kind = SlotId(str(turn.slot("slot_choice"))), contact_of(turn)
    offer = tools.counter.offer(slot)
    if turn.officer is None or offer is None:
        turn.set(slot_choice=None, pending_slot=slot, notice=Refusal.NO_CONSENT.value)
        return
    contact = None
    if kind != "none":
        contact = tools.counter.answer_of(turn.officer, str(turn.slot(f"contact_{kind}")))
        if contact is None:  # it is kept for an hour at most
            turn.set(notice="bad", requested_slot=f"contact_{kind}", **{f"contact_{kind}": None})
            return
    result = tools.counter.book(turn.officer, slot, contact, turn.inbox)
    if isinstance(result, Refusal):
        turn.set(slot_choice=None, notice=result.value, lost=slot)
        return
    say_booked(turn, tools, result.booking, offer.service)
    turn.clear(*SLOTS)
    turn.close_form()


def _list_again(turn: Turn, tools: Tools, shown: list[str] | None = None, notice: str | None = None) -> None:
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
