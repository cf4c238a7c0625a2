"""The booking form: each message is a button, an answer to what was asked, a wish, or another matter."""

from actions.contact import contact_of, take_contact, take_private
from actions.counter import Tools
from actions.holding import SLOTS, choose, list_again, list_more
from actions.lists import named_slot
from actions.saying import say_booked
from actions.short import by_short
from actions.turn import Turn
from actions.wishes import as_said, asks, merged
from care.desk import Refusal
from care.names import SlotId
from care.search import lacks
from care.windows import PastTime
from language.short import meaning_of

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
SHORT = 3  # words of "book it please"
SURE = 0.6  # below it, a wish that was found says more than the intent


def validate(turn: Turn, tools: Tools) -> None:
    """Take what this message says about the booking; set nothing when it is about something else."""
    if turn.asked is None:
        turn.set(asked_last=None)
    if _moves_what_is_held(turn, tools):
        list_again(turn, tools)
        return
    if not any(took(turn, tools) for took in (_by_button, by_short, _by_answer)):
        _by_wish(turn, tools)


def _moves_what_is_held(turn: Turn, tools: Tools) -> bool:
    """Tell whether "move it" means the time that is held: nothing is booked that could be meant."""
    if turn.intent != "reschedule_booking" or not turn.slot("slot_choice") or not turn.asked:
        return False
    return not (turn.officer and tools.counter.bookings(turn.officer)) and not asks(turn)


def _by_button(turn: Turn, tools: Tools) -> bool:
    """Handle what only buttons say."""
    if turn.intent == "choose_slot":
        choose(turn, tools, SlotId(str(turn.given("slot") or "")))
    elif turn.intent == "consented" and turn.slot("pending_slot"):
        choose(turn, tools, SlotId(str(turn.slot("pending_slot"))))
    elif turn.intent == "more_slots":
        list_more(turn, tools)
    elif turn.intent == "widen_search":
        turn.set(wanted={})
        list_again(turn, tools)
    elif turn.intent == "go_back" and turn.asked:
        list_again(turn, tools)
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
    if _confirms(turn):
        _confirm(turn, tools)
        return True
    return take_contact(turn, tools, corrects=True)


def _confirms(turn: Turn) -> bool:
    """Tell whether the officer says to book; "book it" reads like a wish for a booking."""
    is_order = turn.intent == "book_slot" and not asks(turn) and len(turn.text.split()) <= SHORT
    says_so = turn.is_typed and (is_order or meaning_of(turn.text) == "yes")
    return says_so or turn.intent in ("confirm_booking", "affirm")


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
        list_again(turn, tools)


def _is_elsewhere(turn: Turn) -> bool:
    return turn.intent in ELSEWHERE and turn.confidence >= SURE


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
