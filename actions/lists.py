"""The list of free times: what is found, how it is said, and the buttons under it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from actions.counter import Tools
from actions.saying import parts, service_row
from actions.turn import Turn
from actions.wishes import wanted
from care.desk import Refusal
from care.directory import ProviderKind as Kind
from care.names import SlotId
from care.search import Found, Offer, Wanted, services_for
from care.windows import PastTime
from words import Button

SHOWN_AT_ONCE = 3
# A refusal, said before the list comes again.
REFUSALS = {
    Refusal.TAKEN.value: "utter_taken",
    Refusal.UNKNOWN.value: "utter_not_offered",
    Refusal.PAST.value: "utter_past_time",
    Refusal.HOLD_ENDED.value: "utter_hold_ended",
}
KIND_BUTTONS = (
    ("kind.peer", "button_peer", "/ask_peer_support", {Kind.PEER_SUPPORTER}),
    ("kind.counseling", "button_counseling", "/ask_counseling", {Kind.COUNSELOR, Kind.PSYCHOLOGIST}),
    ("kind.family", "button_family", "/ask_family_support", {Kind.FAMILY_THERAPIST, Kind.COUPLES_THERAPIST}),
    ("kind.substance", "button_substance", "/ask_substance_help", {Kind.SUBSTANCE_SPECIALIST}),
    ("kind.money", "button_money", "/ask_financial_legal_help", {Kind.FINANCIAL_COUNSELOR, Kind.LEGAL}),
)


def ask_slot_choice(turn: Turn, tools: Tools) -> None:
    """Show the next free times that fit as buttons; close the form where there is nothing to choose."""
    notice = turn.slot("notice")
    if notice == Refusal.NO_CONSENT.value and turn.slot("pending_slot"):
        _ask_consent(turn, tools)
    elif notice == Refusal.TWO_OPEN.value:
        turn.say("utter_two_open", [turn.button("menu.bookings", "button_bookings", "/my_bookings")])
        _close(turn)
    else:
        _list(turn, tools, notice)


def _list(turn: Turn, tools: Tools, notice: str | None) -> None:
    if notice in REFUSALS:
        turn.say(REFUSALS[notice])
    wishes = wished(turn)
    classes = bool((turn.slot("wanted") or {}).get("classes"))
    before = [SlotId(slot) for slot in turn.slot("shown") or []]
    lost = turn.slot("lost") if notice in REFUSALS else None
    found = tools.counter.instead(wishes, SlotId(lost)) if lost else tools.counter.find(wishes, before, classes)
    shown = before if found.offers else []
    if before and not found.offers:
        found = tools.counter.find(wishes, (), classes)
    if not found.offers:
        _say_nothing_free(turn, tools)
        return
    if turn.slot("asked_last") == "slot_choice" and _same(turn, found):
        turn.ask("utter_slots_back", _buttons(turn, tools, found))
    else:
        name = _name(turn, found, restarted=bool(before) and not shown)
        say_list(turn, tools, name, found, {})
    turn.set(shown=shown, notice=None, lost=None, asked_last="slot_choice")


def say_list(turn: Turn, tools: Tools, name: str, found: Found, values: Mapping[str, object]) -> None:
    """Say the first few offers with a button each, and remember them."""
    offers = found.offers[:SHOWN_AT_ONCE]
    said = {
        "wishes": ", ".join(turn.phrase(f"wish_{wish.value}") for wish in found.gave_up),
        "list": "\n".join(_row(turn, number, offer) for number, offer in enumerate(offers, 1)),
    }
    turn.ask(name, _buttons(turn, tools, found), {**values, **said})
    turn.set(offered=[{"slot": each.slot.id, "at": each.slot.start.isoformat()} for each in offers])


def offered_ids(turn: Turn) -> list[str]:
    """Return the slot ids on the buttons of the last list."""
    return [str(each["slot"]) for each in turn.slot("offered") or []]


def has_further(turn: Turn, tools: Tools) -> bool:
    """Tell whether there are times for these wishes that were not shown yet."""
    seen = [SlotId(slot) for slot in [*(turn.slot("shown") or []), *offered_ids(turn)]]
    classes = bool((turn.slot("wanted") or {}).get("classes"))
    return bool(tools.counter.find(wished(turn), seen, classes).offers)


def named_slot(turn: Turn, wishes: Mapping[str, Any]) -> SlotId | None:
    """Return the one offered slot that the words name by its day or hour and nothing else."""
    if set(wishes) != {"times"} or len(wishes["times"]) != 1 or turn.intent == "deny":
        return None
    offered = turn.slot("offered") or []
    meant = [each["slot"] for each in offered if is_at(turn, datetime.fromisoformat(each["at"]), wishes["times"][0])]
    return SlotId(meant[0]) if len(meant) == 1 else None


def kind_buttons(turn: Turn, tools: Tools) -> list[Button]:
    """Return a button for each kind of help that somebody here offers."""
    kinds = {service.provider_kind for service in tools.counter.services()}
    return [turn.button(id_, title, payload) for id_, title, payload, of in KIND_BUTTONS if kinds & of]


def hold_button(turn: Turn, number: int, offer: Offer) -> Button:
    """Return the button that chooses a slot; the first one has no number in its id."""
    id_ = "slot.hold" if number == 1 else f"slot.hold.{number}"
    values = {"when": turn.when(offer.slot.start), "organisation": offer.service.organisation.name}
    return turn.button(id_, "button_slot", f'/choose_slot{{"slot": "{offer.slot.id}"}}', **values)


def wished(turn: Turn) -> Wanted:
    """Return the wishes so far; a time that has passed is said so, and given up."""
    wishes = turn.slot("wanted") or {}
    try:
        return wanted(wishes, turn.now, turn.timezone.key, turn.locale)
    except PastTime:
        turn.say("utter_past_time")
        turn.set(wanted={key: value for key, value in wishes.items() if key != "times"})
        return wanted(turn.slot("wanted"), turn.now, turn.timezone.key, turn.locale)


def is_at(turn: Turn, start: datetime, value: Mapping[str, Any]) -> bool:
    """Tell whether a named day, hour, or both, are those of an instant; a range names none."""
    if any(value.get(key) for key in ("date_end", "part_of_day", "time_from", "time_to")):
        return False
    local = start.astimezone(turn.timezone)
    day, hour = value.get("date"), value.get("time")
    return bool(day or hour) and day in (None, f"{local:%Y-%m-%d}") and hour in (None, f"{local:%H:%M}")


def _name(turn: Turn, found: Found, restarted: bool) -> str:
    if restarted:
        return "utter_slots_no_more"
    if found.gave_up:
        return "utter_slots_near"
    if turn.slot("notice") == "more":
        return "utter_slots_more"
    return "utter_slots_again" if turn.slot("asked_last") == "slot_choice" else "utter_slots"


def _same(turn: Turn, found: Found) -> bool:
    """Tell whether these times stand in the list that was shown last."""
    offered = [each["slot"] for each in turn.slot("offered") or []]
    return offered == [each.slot.id for each in found.offers[:SHOWN_AT_ONCE]]


def _row(turn: Turn, number: int, offer: Offer) -> str:
    return turn.phrase("slot_line", number=number, **parts(turn, offer))


def _buttons(turn: Turn, tools: Tools, found: Found) -> list[Button]:
    buttons = [hold_button(turn, number, each) for number, each in enumerate(found.offers[:SHOWN_AT_ONCE], 1)]
    if len(found.offers) > SHOWN_AT_ONCE or turn.slot("shown"):
        buttons.append(turn.button("slots.more", "button_more", "/more_slots"))
    if turn.form == "move_form":
        return [*buttons, turn.button("move.keep", "button_move_no", "/keep_it")]
    if turn.slot("wanted"):
        buttons.append(turn.button("slots.widen", "button_widen", "/widen_search"))
    else:
        buttons += kind_buttons(turn, tools)
    return [*buttons, turn.button("leave", "button_stop", "/leave")]


def _say_nothing_free(turn: Turn, tools: Tools) -> None:
    """Say that nothing is free, with who answers anyway; the form ends."""
    services = tools.counter.services()
    if not services:
        turn.say("utter_empty_directory", [turn.button("job.reach", "button_job", "/ask_confidentiality")])
    else:
        buttons = [turn.button("human", "button_human", "/talk_to_human")]
        if turn.slot("wanted") and tools.counter.next_free():
            buttons.append(turn.button("slots.widen", "button_widen", "/widen_search"))
        turn.say("utter_slots_none", buttons)
        callable_ = services_for(wished(turn), services)[:SHOWN_AT_ONCE]
        if callable_:
            rows = "\n".join(service_row(turn, each) for each in callable_)
            turn.say("utter_services_without_times", (), {"list": rows})
    _close(turn)


def _ask_consent(turn: Turn, tools: Tools) -> None:
    offer = tools.counter.offer(SlotId(str(turn.slot("pending_slot"))))
    if offer is None:
        turn.set(notice=None, pending_slot=None)
        _list(turn, tools, Refusal.UNKNOWN.value)
        return
    turn.say("utter_need_consent", (), {"when": turn.when(offer.slot.start)})
    turn.set(asked_last="consent")


def _close(turn: Turn) -> None:
    turn.clear("notice", "wanted", "offered", "shown", "pending_slot", "contact", "asked_last")
    turn.close_form()
