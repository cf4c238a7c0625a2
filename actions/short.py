"""Short replies to the booking form's questions: a number, more, back, stop, nothing, any, a bare no."""

from collections.abc import Callable, Mapping

from actions.contact import leave_kind, leave_nothing
from actions.counter import Tools
from actions.holding import choose, list_again, list_more, stop
from actions.lists import has_further, offered_ids
from actions.turn import ASKED, Turn
from actions.wishes import asks
from care.names import SlotId
from language.short import Meaning, is_no, meaning_of, number_of

Act = Callable[[Turn, Tools], None]
# The buttons under "what do you leave?", in their order.
CONTACTS = ("none", "number", "alias")
PRIVATE = ("contact_number", "contact_alias")


def by_short(turn: Turn, tools: Tools) -> bool:
    """Take a short reply to what was asked; tell whether it was one. Buttons are no words."""
    asked = turn.asked or ""
    if not asked or not turn.is_typed:
        return False
    number, meaning = number_of(turn.text), meaning_of(turn.text)
    if number is not None:
        return _take_number(turn, tools, asked, number)
    act = ACTS.get(asked, {}).get(meaning) if meaning else None
    if act is None and asked == "slot_choice" and _refuses_all(turn):
        act = _refuse
    if act is not None:
        act(turn, tools)
    return act is not None


def _take_number(turn: Turn, tools: Tools, asked: str, number: int) -> bool:
    offered = offered_ids(turn)
    if asked == "slot_choice" and 1 <= number <= len(offered):
        choose(turn, tools, SlotId(offered[number - 1]))
    elif asked == "contact" and 1 <= number <= len(CONTACTS):
        leave_kind(turn, CONTACTS[number - 1])
    elif asked in PRIVATE:
        return False
    else:
        turn.say("utter_no_such_number", (), {"number": number})
        turn.set(lost=turn.slot("lost"))  # the question comes again
    return True


def _refuses_all(turn: Turn) -> bool:
    is_refusal = turn.intent == "deny" or is_no(turn.text)
    return is_refusal and not turn.slot("pending_slot") and not asks(turn)


def _refuse(turn: Turn, tools: Tools) -> None:
    """Show further times to who says no to those shown; stop at the second no, or when there are none."""
    if turn.slot("shown") or not has_further(turn, tools):
        stop(turn, tools)
    else:
        list_more(turn, tools)


def _choose_first(turn: Turn, tools: Tools) -> None:
    offered = offered_ids(turn)
    if offered:
        choose(turn, tools, SlotId(offered[0]))
    else:
        list_again(turn, tools)


def _to_the_first(turn: Turn, tools: Tools) -> None:
    """Go back to the first times, or out of the form from there."""
    if turn.slot("shown") or turn.slot("pending_slot"):
        list_again(turn, tools)
    else:
        stop(turn, tools)


def _say_start(turn: Turn, tools: Tools) -> None:
    """Say what holds a slot, when only Start is missing; a yes to one of several times says too little."""
    if turn.slot("pending_slot"):
        turn.say("utter_press_start")
    elif len(offered_ids(turn)) == 1:
        _choose_first(turn, tools)
    else:
        turn.say("utter_what_yes_form")
    turn.set(lost=turn.slot("lost"))


def _to_the_contact(turn: Turn, tools: Tools) -> None:
    turn.set(contact=None, contact_number=None, contact_alias=None, notice=None, **{ASKED: "contact"})


ACTS: Mapping[str, Mapping[Meaning, Act]] = {
    "slot_choice": {
        "more": list_more,
        "back": _to_the_first,
        "stop": stop,
        "nothing": _refuse,
        "any": _choose_first,
        "yes": _say_start,
    },
    "contact": {
        "more": list_again,
        "back": list_again,
        "stop": stop,
        "nothing": leave_nothing,
        "any": leave_nothing,
    },
    "contact_number": {"back": _to_the_contact, "stop": stop, "nothing": leave_nothing},
    "contact_alias": {"back": _to_the_contact, "stop": stop, "nothing": leave_nothing},
    "confirmation": {"more": list_again, "back": list_again, "stop": stop, "nothing": leave_nothing},
}
