"""When to write without being asked: rhythm, shifts, quiet hours, leave, time zone, and silence in one tap."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from actions.counter import Tools
from actions.turn import Turn
from care.instruments.answers import fold
from care.reminders import DAY_REST, NIGHT_REST, Plan, PlanError, Quiet, Shift, next_reminder
from care.shifts import read_cycle, read_quiet, read_zone
from language.short import meaning_of
from storage.preferences import plan_fields, read_plan
from words import Button

FORM = "reminder_form"
ANSWER = "reminder_answer"  # what another open form asked is no answer here
SLOTS = ("remind_step", "remind_draft", "remind_notice")
SURE = 0.6
NO_SUBJECT = {"", "nlu_fallback", "out_of_scope", "affirm", "deny", "start_checkin", "checkin_history"}
RHYTHMS = (("weekly", "semana", "week"), ("monthly", "mes", "month"))
SHIFTS = (("day", "dia"), ("evening", "tarde", "swing"), ("night", "noche"), ("rotating", "rota", "cambia"))
# Under each question: a button's id, its title, and the value that it stands for.
BUTTONS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "rhythm": (
        ("remind.weekly", "button_weekly", "weekly"),
        ("remind.monthly", "button_monthly", "monthly"),
        ("remind.none", "button_remind_off", "off"),
    ),
    "shifts": (
        ("shift.day", "button_shift_day", "day"),
        ("shift.evening", "button_shift_evening", "evening"),
        ("shift.night", "button_shift_night", "night"),
        ("shift.rotating", "button_shift_rotating", "rotating"),
    ),
    "cycle_first": (("day.today", "button_today", "today"), ("day.tomorrow", "button_tomorrow", "tomorrow")),
    "quiet": (("quiet.default", "button_quiet", "default"),),
}
LONGEST = timedelta(days=366)


def begin_reminders(turn: Turn, tools: Tools) -> None:
    """Say how reminders stand, with what can be changed; whatever form is open ends."""
    show(turn, tools)
    turn.set(check_notice=None)
    turn.close_form()


def show(turn: Turn, tools: Tools) -> None:
    """Say how reminders stand."""
    if turn.officer is None:
        turn.say("utter_reminders_visitor", [turn.button("consent.yes", "button_start", "gateway:consent.yes")])
        return
    chosen = tools.notebook.decided(turn.officer)
    if chosen.silent:
        turn.say("utter_silence_on", [turn.button("silence.off", "button_silence_off", '/set_silence{"on": false}')])
    elif chosen.plan is None:
        buttons = [turn.button("reminders", "button_reminders", "/set_reminders"), _silence(turn)]
        turn.say("utter_reminders_off", [*buttons, *turn.menu_button()])
    else:
        turn.say("utter_reminders_on", _changes(turn), _said(turn, chosen.plan))


def silence(turn: Turn, tools: Tools) -> None:
    """Be silent, or write again."""
    if turn.officer is not None:
        tools.notebook.silence(turn.officer, turn.given("on") is not False, turn.inbox)
    show(turn, tools)


def no_reminders(turn: Turn, tools: Tools) -> None:
    """Stop reminders."""
    if turn.officer is not None:
        tools.notebook.plan(turn.officer, None, turn.inbox)
    show(turn, tools)


def validate(turn: Turn, tools: Tools) -> None:
    """Take what this message says about reminders; set nothing when it is about something else."""
    if turn.form != FORM or turn.asked != ANSWER:
        _open(turn, tools)
    elif turn.intent == "go_back":
        turn.set(remind_step="rhythm", remind_notice=None)
    elif turn.intent == "choose_rhythm":
        _take(turn, tools, str(turn.given("value") or ""))
    elif not turn.text.startswith("/"):
        _by_words(turn, tools)


def ask_reminder_answer(turn: Turn, tools: Tools) -> None:
    """Ask for the next part of the plan."""
    step = str(turn.slot("remind_step") or "rhythm")
    again = "_again" if turn.slot("remind_notice") else ""
    values = {"hours": _hours(turn, _rest(turn))} if step == "quiet" else None
    stop = turn.button("leave", "button_stop", "/leave")
    turn.note_miss(bool(turn.slot("remind_notice")))
    turn.ask(f"utter_ask_{step}{again}", [*_buttons(turn, step), stop], values)
    turn.set(remind_notice=None)


def leave(turn: Turn, tools: Tools) -> None:
    """Stop; what was decided before still holds."""
    turn.say("utter_left", turn.menu_button())
    turn.clear(*SLOTS)


def _open(turn: Turn, tools: Tools) -> None:
    if turn.officer is None:
        show(turn, tools)
        _end(turn)
        return
    plan = tools.notebook.decided(turn.officer).plan
    part = turn.given("part")
    step = part if part in ("leave_until", "zone", "quiet") and plan else "rhythm"
    draft = plan_fields(plan) if plan else {}
    turn.set(remind_step=step, remind_draft=draft | {"part": step != "rhythm"}, remind_notice=None)


def _by_words(turn: Turn, tools: Tools) -> None:
    """Take typed words; what does not answer is asked again, unless it is about something else."""
    if meaning_of(turn.text) == "stop":
        leave(turn, tools)
        turn.close_form()
        return
    elsewhere = turn.intent not in NO_SUBJECT and turn.confidence >= SURE
    if not elsewhere or _fits(turn):
        _take(turn, tools, turn.text)


def _fits(turn: Turn) -> bool:
    try:
        _read(turn, str(turn.slot("remind_step")), turn.text)
    except PlanError:
        return False
    return True


def _take(turn: Turn, tools: Tools, text: str) -> None:
    step = str(turn.slot("remind_step"))
    if step == "rhythm" and fold(text) in ("off", "none", "never", "no", "nunca", "ninguno"):
        no_reminders(turn, tools)
        _end(turn)
        return
    try:
        part = _read(turn, step, text)
    except PlanError:
        turn.set(remind_notice=step)
        return
    draft = dict(turn.slot("remind_draft") or {}) | part
    turn.set(remind_draft=draft, remind_notice=None)
    following = _following(step, draft)
    if following:
        turn.set(remind_step=following)
    else:
        _decide(turn, tools, draft)


def _following(step: str, draft: dict[str, Any]) -> str | None:
    """Return the step after this one; the parts of a plan that stands are changed alone."""
    if draft.get("part"):
        return None
    if step == "shifts":
        return "cycle" if draft["shift"] == "rotating" else "quiet"
    return {"rhythm": "shifts", "cycle": "cycle_first", "cycle_first": "quiet"}.get(step)


def _read(turn: Turn, step: str, text: str) -> dict[str, Any]:
    """Return what a text says of one part; raises PlanError for nothing, the past, or what does not exist."""
    if step == "rhythm":
        return {"every": _pick(text, RHYTHMS)}
    if step == "shifts":
        return {"shift": _pick(text, SHIFTS)}
    if step == "cycle":
        return {"cycle": list(read_cycle(text))}
    if step == "cycle_first":
        return {"first": _day(turn, text).isoformat()}
    if step == "leave_until":
        return {"leave": [turn.today.isoformat(), _day(turn, text).isoformat()]}
    if step == "zone":
        return {"timezone": read_zone(text)}
    quiet = _rest(turn) if text == "default" else read_quiet(text)
    return {"quiet": [quiet.start.isoformat("minutes"), quiet.end.isoformat("minutes")]}


def _pick(text: str, choices: tuple[tuple[str, ...], ...]) -> str:
    """Return the choice that a text names by a word or its number; raises PlanError for none or several."""
    said = fold(text)
    found = [words[0] for words in choices if any(word in said for word in words)]
    if said.isascii() and said.isdigit() and 1 <= int(said) <= len(choices):
        found = [choices[int(said) - 1][0]]
    if len(found) != 1:
        raise PlanError("cycle")
    return found[0]


def _day(turn: Turn, text: str) -> date:
    """Return a day from today on, a year ahead at most; raises PlanError."""
    known = turn.given("datetime")
    named = {"today": turn.today, "tomorrow": turn.today + timedelta(days=1)}.get(text)
    if named is None and isinstance(known, dict) and known.get("date"):
        named = date.fromisoformat(known.get("date_end") or known["date"])
    if named is None or not turn.today <= named <= turn.today + LONGEST:
        raise PlanError("leave")
    return named


def _decide(turn: Turn, tools: Tools, draft: dict[str, Any]) -> None:
    """Keep the plan and say when it writes next."""
    shift = draft.get("shift")
    zone = draft.get("timezone") or turn.timezone.key
    standing = {"first": turn.today.isoformat(), "timezone": zone, "leave": None}
    if shift and shift != "rotating":
        standing |= {"cycle": [shift]}
    fields = standing | {name: draft[name] for name in _own_parts(draft, shift)}
    try:
        plan = read_plan(fields)
    except (PlanError, ValueError, KeyError):
        turn.set(remind_step="rhythm", remind_notice="rhythm", remind_draft={})
        return
    if turn.officer is not None:
        tools.notebook.plan(turn.officer, plan, turn.inbox)
    turn.say("utter_reminders_on", _changes(turn), _said(turn, plan))
    _end(turn)


def _own_parts(draft: dict[str, Any], shift: str | None) -> list[str]:
    """Return which parts of a draft are the officer's own; the rhythm of one shift begins today."""
    names = ["every", "timezone", "quiet", "leave"]
    if shift is None or shift == "rotating":
        names += ["cycle", "first"]
    return [name for name in names if name in draft]


def _end(turn: Turn) -> None:
    turn.clear(*SLOTS)
    turn.close_form()


def _rest(turn: Turn) -> Quiet:
    """Return the quiet hours to suggest: who works only nights sleeps by day."""
    return DAY_REST if dict(turn.slot("remind_draft") or {}).get("shift") == Shift.NIGHT.value else NIGHT_REST


def _hours(turn: Turn, quiet: Quiet) -> str:
    return turn.phrase("quiet_hours", start=f"{quiet.start:%H:%M}", end=f"{quiet.end:%H:%M}")


def _said(turn: Turn, plan: Plan) -> dict[str, object]:
    _, at = next_reminder(plan, -1, turn.now)
    return {
        "rhythm": turn.phrase(f"word_{plan.every.value}"),
        "when": turn.when(at),
        "hours": _hours(turn, plan.quiet),
        "zone": plan.timezone,
    }


def _buttons(turn: Turn, step: str) -> list[Button]:
    hours = _hours(turn, _rest(turn))
    return [
        turn.button(id_, title, f'/choose_rhythm{{"value": "{value}"}}', hours=hours)
        for id_, title, value in BUTTONS.get(step, ())
    ]


def _changes(turn: Turn) -> list[Button]:
    return [
        turn.button("reminders", "button_change", "/set_reminders"),
        turn.button("remind.leave", "button_leave_until", '/set_reminders{"part": "leave_until"}'),
        turn.button("remind.zone", "button_zone", '/set_reminders{"part": "zone"}'),
        turn.button("remind.off", "button_remind_off", "/stop_reminders"),
        _silence(turn),
    ]


def _silence(turn: Turn) -> Button:
    return turn.button("silence.on", "button_silence", '/set_silence{"on": true}')
