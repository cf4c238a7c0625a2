"""After an incident: never the facts, first how somebody is, what to expect, and a path of five short questions."""

from actions.checkin_result import offer_soon
from actions.counter import Tools
from actions.turn import Turn
from care.follow_ups import STEPS, when
from care.instruments.answers import fold
from care.next_steps import TRAUMA, Steps
from language.short import meaning_of
from words import Button

FORM = "incident_form"
ANSWER = "incident_answer"  # what another open form asked is no answer here
SLOTS = ("incident_step", "incident_again")
SURE = 0.6
STATES = (("ok", "button_incident_ok"), ("shaken", "button_incident_shaken"), ("bad", "button_incident_bad"))
# These lead away; all else that is typed here is how somebody is, and is not kept.
ELSEWHERE = {
    "ask_confidentiality",
    "talk_to_human",
    "book_slot",
    "ask_counseling",
    "ask_peer_support",
    "ask_family_support",
    "ask_financial_legal_help",
    "my_bookings",
    "reschedule_booking",
    "cancel_booking",
    "delete_my_data",
    "export_my_data",
    "help_menu",
    "language_spanish",
    "bot_challenge",
    "goodbye",
    "start_checkin",
    "checkin_history",
}
_BAD = ("not good", "not well", "not ok", "bad", "terrible", "awful", "worse", "mal", "fatal", "peor", "horrible")
_OK = ("ok", "okay", "fine", "good", "alright", "holding", "bien", "tranquil", "entero")


def validate(turn: Turn, tools: Tools) -> None:
    """Take how somebody is, then whether to ask again; set nothing when it is about something else."""
    if turn.form != FORM or turn.asked != ANSWER:
        turn.set(incident_step="state", incident_again=None)
        if turn.intent == "incident_state":
            _answer(turn, tools, str(turn.given("state")))
    elif turn.intent == "incident_state":
        _answer(turn, tools, str(turn.given("state")))
    elif turn.intent == "follow_up":
        _follow(turn, tools, turn.given("follow") is True)
        _end(turn)
    elif turn.text.startswith("/"):
        return
    elif meaning_of(turn.text) == "stop":
        leave(turn, tools)
        turn.close_form()
    elif turn.slot("incident_step") == "follow":
        _follow_by_words(turn, tools)
    elif not (turn.intent in ELSEWHERE and turn.confidence >= SURE):
        _answer(turn, tools, _state_of(turn.text))


def ask_incident_answer(turn: Turn, tools: Tools) -> None:
    """Say the first words, with "how are you doing?"; later whether to ask again."""
    if turn.slot("incident_step") == "follow":
        _ask_follow_up(turn)
        return
    name = "utter_incident_again" if turn.slot("incident_again") else "utter_incident_first"
    turn.say(name, [*state_buttons(turn), *_reading(turn, tools), *_talking(turn, tools), *_always(turn)])
    turn.set(incident_again=True)


def leave(turn: Turn, tools: Tools) -> None:
    """Stop; nothing was kept."""
    turn.say("utter_left", turn.menu_button())
    turn.clear(*SLOTS)


def follow_up(turn: Turn, tools: Tools) -> None:
    """Begin or stop the path by a button outside the form."""
    _follow(turn, tools, turn.given("follow") is True)


def state_buttons(turn: Turn) -> list[Button]:
    """Return the three answers to "how are you doing?"."""
    payload = '/incident_state{{"state": "{}"}}'
    return [turn.button(f"incident.{each}", title, payload.format(each)) for each, title in STATES]


def _state_of(text: str) -> str:
    """Return how somebody is; what settles nothing counts as shaken, for who was asked has been through it."""
    said = f" {fold(text)}"
    if any(f" {word}" in said for word in _BAD):
        return "bad"
    return "ok" if any(f" {word}" in said for word in _OK) else "shaken"


def _answer(turn: Turn, tools: Tools, state: str) -> None:
    """Say what to expect, what helps and what to avoid; who is not well is asked directly and offered a time."""
    turn.say("utter_incident_expect")
    turn.say("utter_incident_helps")
    turn.say("utter_incident_avoid", _reading(turn, tools))
    if state == "bad":
        turn.say("utter_incident_direct")
        turn.say("utter_crisis_possible")
        offer_soon(turn, tools, Steps("trauma", TRAUMA))
    if turn.officer and tools.notebook.decided(turn.officer).incident:
        turn.say("utter_follow_up_runs", [_stop_button(turn), *turn.menu_button()])
        _end(turn)
    else:
        turn.set(incident_step="follow")


def _ask_follow_up(turn: Turn) -> None:
    no = turn.button("follow.no", "button_follow_no", '/follow_up{"follow": false}')
    if turn.officer is None:
        start = turn.button("consent.yes", "button_start", "gateway:consent.yes")
        turn.say("utter_ask_follow_up_visitor", [start, no])
        return
    yes = turn.button("follow.yes", "button_follow_yes", '/follow_up{"follow": true}')
    turn.say("utter_ask_follow_up", [yes, no])


def _follow_by_words(turn: Turn, tools: Tools) -> None:
    if turn.intent in ("affirm", "deny") and not (turn.intent == "affirm" and turn.officer is None):
        _follow(turn, tools, turn.intent == "affirm")
        _end(turn)


def _follow(turn: Turn, tools: Tools, wish: bool) -> None:
    running = turn.officer and tools.notebook.decided(turn.officer).incident
    if wish and turn.officer is not None:
        chosen = tools.notebook.follow(turn.officer, True, turn.inbox)
        zone = chosen.plan.timezone if chosen.plan else turn.timezone.key
        first = when(STEPS[0], chosen.incident or turn.now, chosen.quiet, zone)
        turn.say("utter_follow_up_on", [_stop_button(turn), *turn.menu_button()], {"when": turn.when(first)})
    elif running and turn.officer is not None:
        tools.notebook.follow(turn.officer, False, turn.inbox)
        turn.say("utter_follow_up_off", turn.menu_button())
    else:
        turn.say("utter_follow_up_no", turn.menu_button())


def _stop_button(turn: Turn) -> Button:
    return turn.button("follow.stop", "button_follow_stop", '/follow_up{"follow": false}')


def _reading(turn: Turn, tools: Tools) -> list[Button]:
    """Return the card on incidents, if the directory has one."""
    if not any(each.topic == "trauma" for each in tools.counter.articles(turn.locale)):
        return []
    return [turn.button("incident.read", "button_incident_read", '/read_article{"topic": "trauma"}')]


def _talking(turn: Turn, tools: Tools) -> list[Button]:
    """Return who treats trauma, if anybody is free."""
    if not tools.counter.next_free():
        return []
    payload = '/ask_counseling{"provider_kind": "trauma_specialist"}'
    return [turn.button("incident.talk", "button_times", payload)]


def _always(turn: Turn) -> list[Button]:
    return [
        turn.button("human", "button_human", "/talk_to_human"),
        turn.button("crisis.help", "button_crisis", "gateway:crisis.help"),
    ]


def _end(turn: Turn) -> None:
    turn.clear(*SLOTS)
    turn.close_form()
