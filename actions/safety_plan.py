"""The safety plan: six questions whose answers only the gateway and storage/ read; here they are tokens."""

from actions.counter import Tools
from actions.turn import ASKED, Turn
from care.safety_plan import LONGEST, STEPS
from words import Button

FORM = "safety_plan_form"
SLOTS = (*(f"plan_{step}" for step in STEPS), "plan_keep")
LEFT_OUT = "-"


def safety_plan(turn: Turn, tools: Tools) -> None:
    """Show the kept plan, or say what one is and offer to begin."""
    if turn.officer is None:
        _say_to_visitor(turn)
    elif tools.plans.is_kept(turn.officer):
        turn.say("utter_plan_kept_one", (), None, {"kind": "safety_plan"}, personal=True)
        turn.say("utter_plan_choices", _kept_buttons(turn))
    else:
        begin = turn.button("plan.begin", "button_plan_begin", "/plan_begin")
        turn.say("utter_plan_intro", [begin, *turn.menu_button()])


def delete(turn: Turn, tools: Tools) -> None:
    """Delete the plan, after one question."""
    if turn.officer is None or not tools.plans.is_kept(turn.officer):
        turn.say("utter_plan_none", turn.menu_button())
    elif turn.given("choice") == "yes":
        tools.plans.drop(turn.officer)
        turn.say("utter_plan_deleted", turn.menu_button())
    else:
        yes = turn.button("plan.delete_yes", "button_plan_delete_yes", '/plan_delete{"choice": "yes"}')
        turn.say("utter_plan_ask_delete", [yes, turn.button("plan.show", "button_plan", "/safety_plan")])


def validate(turn: Turn, tools: Tools) -> None:
    """Take the answer to a step, a step left out, a step back, or whether to keep it all."""
    if turn.officer is None:
        _say_to_visitor(turn)
        turn.close_form()
    elif turn.asked is None:
        turn.clear(*SLOTS)
        turn.set(asked_last=None, notice=None)
    elif turn.asked == "plan_keep":
        _decide(turn, tools)
    elif turn.asked in SLOTS:
        _take(turn, tools, turn.asked)


def ask_step(turn: Turn, tools: Tools, step: str) -> None:
    """Ask for a step, with how far one is."""
    number = STEPS.index(step) + 1
    buttons = [turn.button("plan.skip", "button_plan_skip", "/plan_skip")]
    if number > 1:
        buttons.append(turn.button("plan.back", "button_plan_back", "/plan_back"))
    buttons.append(turn.button("leave", "button_stop", "/leave"))
    if turn.slot("notice") == "bad":
        turn.say("utter_plan_too_long", (), {"most": LONGEST})
        turn.set(notice=None)
    turn.say(f"utter_plan_ask_{step}", buttons, {"number": number})


def ask_keep(turn: Turn, tools: Tools) -> None:
    """Show what was written, by way of the gateway, and ask whether to keep it."""
    turn.say("utter_plan_written", (), None, {"kind": "plan_draft", **_tokens(turn)}, personal=True)
    buttons = [
        turn.button("plan.keep", "button_plan_keep", "/plan_keep"),
        turn.button("plan.back", "button_plan_back", "/plan_back"),
        turn.button("plan.drop", "button_plan_drop", "/plan_drop"),
    ]
    turn.say("utter_plan_ask_keep", buttons)


def leave(turn: Turn, tools: Tools) -> None:
    """Stop: what was written so far is deleted, an earlier plan stays."""
    tools.plans.discard(_tokens(turn))
    turn.clear(*SLOTS)
    turn.say("utter_plan_left", turn.menu_button())


def _take(turn: Turn, tools: Tools, asked: str) -> None:
    if turn.intent == "plan_back":
        _back(turn, asked)
    elif turn.intent in ("plan_skip", "deny"):
        turn.set(**{asked: LEFT_OUT})
    elif turn.intent == "private_answer" and turn.officer is not None:
        token = str(turn.given("token") or "")
        length = tools.plans.length_of(turn.officer, token)
        if length is None or not 0 < length <= LONGEST:
            turn.set(notice="bad", **{ASKED: asked})
        else:
            turn.set(notice=None, **{asked: token})


def _back(turn: Turn, asked: str) -> None:
    before = SLOTS[max(SLOTS.index(asked) - 1, 0)]
    turn.set(**{asked: None, before: None, ASKED: before})


def _decide(turn: Turn, tools: Tools) -> None:
    if turn.intent == "plan_back":
        _back(turn, "plan_keep")
    elif turn.intent in ("plan_keep", "affirm"):
        _keep(turn, tools)
    elif turn.intent in ("plan_drop", "deny"):
        tools.plans.discard(_tokens(turn))
        _close(turn, "utter_plan_dropped", turn.menu_button())


def _keep(turn: Turn, tools: Tools) -> None:
    tokens = _tokens(turn)
    if not tokens:
        _close(turn, "utter_plan_empty", turn.menu_button())
        return
    expired = tools.plans.keep(turn.officer, tokens) if turn.officer else None
    if expired:
        turn.say("utter_plan_expired")
        turn.set(**{f"plan_{expired}": None, ASKED: f"plan_{expired}"})
    else:
        _close(turn, "utter_plan_kept", [turn.button("plan.show", "button_plan", "/safety_plan"), *turn.menu_button()])


def _close(turn: Turn, name: str, buttons: list[Button]) -> None:
    turn.say(name, buttons)
    turn.clear(*SLOTS)
    turn.close_form()


def _tokens(turn: Turn) -> dict[str, str]:
    held = {step: turn.slot(f"plan_{step}") for step in STEPS}
    return {step: str(token) for step, token in held.items() if token and token != LEFT_OUT}


def _say_to_visitor(turn: Turn) -> None:
    start = turn.button("consent.yes", "button_start", "gateway:consent.yes")
    turn.say("utter_plan_visitor")
    turn.say("utter_plan_visitor_note", [start, turn.button("crisis.lines", "button_numbers", "gateway:crisis.lines")])


def _kept_buttons(turn: Turn) -> list[Button]:
    return [
        turn.button("plan.begin", "button_plan_anew", "/plan_begin"),
        turn.button("plan.delete", "button_plan_delete", "/plan_delete"),
        turn.button("crisis.lines", "button_numbers", "gateway:crisis.lines"),
        *turn.menu_button(),
    ]
