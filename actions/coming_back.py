"""A form that made room for another is not lost: it waits, and comes back when the other one ends."""

from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction

from actions import bookings, checkin, holding, reminders, safety_plan
from actions.counter import Tools
from actions.holding import choose
from actions.saying import parts
from actions.turn import ASKED, Turn
from actions.wishes import asks
from care.desk import Refusal
from care.instruments.instrument import NAMES, instrument
from care.names import SlotId
from care.slots import Held

ACTION = "action_back"
VALIDATES = "validate_"
LEAVES = "action_leave"
BOOKING = "booking_form"
# What of a form waits: all that it knows, but not what it was just about to say.
KNOWN: Mapping[str, tuple[str, ...]] = {
    BOOKING: holding.SLOTS,
    "move_form": bookings.CHANGE_SLOTS,
    checkin.FORM: checkin.SLOTS,
    reminders.FORM: reminders.SLOTS,
    safety_plan.FORM: safety_plan.SLOTS,
}
# What each of them asks. While a form opens Rasa may call it open already: then what was asked last tells which was.
ASKS: Mapping[str, tuple[str, ...]] = {
    BOOKING: ("slot_choice", "contact", "contact_number", "contact_alias", "confirmation"),
    "move_form": ("move_slot", "move_confirmation"),
    checkin.FORM: checkin.ASKS,
    reminders.FORM: (reminders.ANSWER,),
    safety_plan.FORM: safety_plan.SLOTS,
}
# A form that knows nothing in these slots has not really begun.
BEGUN = {checkin.FORM: ("check",), "move_form": ("booking_choice",), safety_plan.FORM: safety_plan.SLOTS}
# With these, or with new wishes, a booking is asked for anew.
STARTS = {"choose_slot", "more_slots", "widen_search"}
Entry = dict[str, Any]


def make_room(turn: Turn, tools: Tools, action: str) -> bool:
    """Have a form wait that another takes over from; tell whether the other only goes on and reads nothing new."""
    if not action.startswith(VALIDATES):
        return False
    form = action.removeprefix(VALIDATES)
    if turn.slot("back"):
        turn.set(back=None)
        return True
    before = _open_before(turn, form)
    if before != form:
        _wait(turn, before)
        return _take_up(turn, tools, form)
    return False


def lead_back(turn: Turn, tools: Tools, action: str) -> None:
    """When the open form ends here, let the one that waits follow; a goodbye ends them all."""
    leaves = action.startswith(LEAVES)
    if not turn.slot("paused") or not (leaves or _ends(turn)):
        return
    if turn.intent == "goodbye":
        if turn.officer:
            tools.counter.let_go(turn.officer)
        turn.set(paused=None)
        return
    if leaves:
        turn.events.append(ActiveLoop(None))
        turn.close_form()
    turn.events.append(FollowupAction(ACTION))


def back(turn: Turn, tools: Tools) -> None:
    """Say where we were, and let the form that waits ask its question again."""
    waiting = _waiting(turn)
    if not waiting:
        return
    *others, entry = waiting
    turn.set(**entry["slots"], paused=others or None, back=True)
    SAY[entry["form"]](turn, tools)
    turn.events.append(FollowupAction(entry["form"]))


def _open_before(turn: Turn, form: str) -> str:
    """Return which form was open when `form` is called: itself, another, or none."""
    if turn.form != form:
        return turn.form or ""
    asked = turn.slots.get(ASKED)
    others = (each for each, asks_for in ASKS.items() if asked in asks_for and each != form)
    return next(others, form if asked else "")


def _ends(turn: Turn) -> bool:
    return turn.has_set(ASKED) and turn.slots[ASKED] is None


def _waiting(turn: Turn) -> list[Entry]:
    return list(turn.slot("paused") or [])


def _wait(turn: Turn, form: str) -> None:
    """Put away what an open form knows; what it holds stays held."""
    names = KNOWN.get(form, ())
    known = {name: turn.slot(name) for name in names if turn.slot(name) is not None}
    if form in KNOWN and (form not in BEGUN or any(name in known for name in BEGUN[form])):
        turn.set(paused=[*_others(turn, form), {"form": form, "slots": known}])
    turn.clear(*names)


def _take_up(turn: Turn, tools: Tools, form: str) -> bool:
    """Give a form that opens what it knew when it had to wait; tell whether nothing new was said to it."""
    entry = next((each for each in _waiting(turn) if each["form"] == form), None)
    if entry is None:
        return False
    turn.set(**entry["slots"], paused=_others(turn, form) or None)
    if form != BOOKING or turn.intent in STARTS or asks(turn):
        return False
    _say_booking(turn, tools)
    return True


def _others(turn: Turn, form: str) -> list[Entry]:
    return [each for each in _waiting(turn) if each["form"] != form]


def _say_booking(turn: Turn, tools: Tools) -> None:
    """Say which time is held, for ten more minutes; a time that is gone meanwhile is said so with the list."""
    pending = turn.slot("pending_slot")
    turn.set(asked_last=None, notice=Refusal.NO_CONSENT.value if pending else None)
    if pending and turn.officer:
        turn.say("utter_back_booking")
        choose(turn, tools, SlotId(str(pending)))
        return
    slot = SlotId(str(turn.slot("slot_choice") or ""))
    offer = tools.counter.offer(slot) if slot else None
    if offer is None or turn.officer is None:
        turn.say("utter_back_booking")
        return
    held = tools.counter.hold(turn.officer, slot, turn.inbox)
    if isinstance(held, Held):
        turn.say("utter_back_held", (), parts(turn, offer))
    else:
        turn.say("utter_back_booking")
        turn.set(slot_choice=None, notice=held.value, lost=slot)


def _say_check(turn: Turn, tools: Tools) -> None:
    name = instrument(turn.slot("check")).title.say(turn.locale) if turn.slot("check") in NAMES else ""
    turn.say("utter_back_check", (), {"name": name})


def _say_move(turn: Turn, tools: Tools) -> None:
    turn.set(notice=None)
    turn.say("utter_back_move")


def _say_reminders(turn: Turn, tools: Tools) -> None:
    turn.say("utter_back_reminders")


def _say_plan(turn: Turn, tools: Tools) -> None:
    turn.say("utter_back_plan")


SAY: Mapping[str, Callable[[Turn, Tools], None]] = {
    BOOKING: _say_booking,
    "move_form": _say_move,
    checkin.FORM: _say_check,
    reminders.FORM: _say_reminders,
    safety_plan.FORM: _say_plan,
}
