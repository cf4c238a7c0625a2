"""The form of a check: one question at a time, and nothing stored before the end, or without "keep"."""

from actions import checkin_result as results
from actions.checkin_words import control, is_about_reminders, keeps, named_check
from actions.counter import Tools
from actions.reminders import begin_reminders
from actions.turn import ASKED, Turn
from care.checkins import LONGEST_NOTE
from care.follow_ups import MONTH, too_early_for_screen
from care.instruments.answers import fitting, is_exact, is_number
from care.instruments.instrument import NAMES, Item, instrument
from care.instruments.scoring import BadAnswers, next_item, score

FORM = "checkin_form"
ASKS = ("check_answer", "check_note")  # what another open form asked is no answer here
SCREEN = "pcptsd5"  # after an incident
SLOTS = ("check", "check_answers", "check_note", "check_said", "check_notice")
SURE = 0.6  # below it an intent is a guess, and the words are taken for an unclear answer
NO_SUBJECT = {"", "nlu_fallback", "out_of_scope", "affirm", "start_checkin", "give_feedback"}


def stage(turn: Turn) -> str:
    """Return where the check stands: which, item, note or keep."""
    if turn.slot("check") not in NAMES:
        return "which"
    if current(turn) is not None:
        return "item"
    of = instrument(turn.slot("check"))
    return "note" if of.note and turn.officer and turn.slot("check_note") is None else "keep"


def current(turn: Turn) -> Item | None:
    """Return the question that is open."""
    try:
        return next_item(instrument(turn.slot("check")), answers(turn))
    except BadAnswers:
        turn.set(check_answers=[])
        return instrument(turn.slot("check")).items[0]


def answers(turn: Turn) -> list[int | None]:
    """Return the answers so far."""
    return list(turn.slot("check_answers") or [])


def validate(turn: Turn, tools: Tools) -> None:
    """Take what this message says about the check; set nothing when it is about something else."""
    if turn.form != FORM or turn.asked not in ASKS:
        _open(turn, tools)
    elif not _by_button(turn, tools) and not turn.text.startswith("/"):
        _by_words(turn, tools)


def leave(turn: Turn, tools: Tools) -> None:
    """Stop the check; nothing of it is left."""
    turn.say("utter_check_left", turn.menu_button())
    turn.clear(*SLOTS)


def _open(turn: Turn, tools: Tools) -> None:
    """Begin: a named check, the choice of one, or where an earlier one was left by a button."""
    turn.set(check_notice=None)
    if turn.intent == "start_checkin" and is_about_reminders(turn.text):
        begin_reminders(turn, tools)
    elif turn.intent == "start_checkin":
        turn.clear(*SLOTS)
        if named := named_check(turn.text):
            _start(turn, tools, named)
    else:
        _by_button(turn, tools)


def _start(turn: Turn, tools: Tools, name: str) -> None:
    if name not in NAMES:
        return
    began = tools.notebook.decided(turn.officer).incident if turn.officer and name == SCREEN else None
    if began is not None and too_early_for_screen(began, turn.now):
        day = turn.date((began + MONTH).astimezone(turn.timezone).date())
        turn.say("utter_check_too_early_until", turn.menu_button(), {"date": day})
        _end(turn)
        return
    turn.set(check=name, check_answers=[], check_note=None, check_said=None, check_notice=None)


def _by_button(turn: Turn, tools: Tools) -> bool:
    """Handle what only buttons say."""
    at = stage(turn)
    if turn.intent == "choose_check":
        _start(turn, tools, str(turn.given("check") or ""))
    elif turn.intent == "answer_check" and at == "item":
        _by_score(turn, tools)
    elif turn.intent == "skip_item" and at == "item":
        _take(turn, tools, None)
    elif turn.intent == "go_back":
        _back(turn)
    elif turn.intent in ("no_note", "private_answer") and at == "note":
        _note(turn, tools)
    elif turn.intent in ("keep_check", "drop_check") and at == "keep":
        _finish(turn, tools, turn.intent == "keep_check")
    else:
        return False
    return True


def _by_score(turn: Turn, tools: Tools) -> None:
    """Take a pressed answer, unless it was for an earlier question."""
    item, given = current(turn), turn.given("score")
    fits = item is not None and given in [option.score for option in item.options]
    if turn.given("step") == len(answers(turn)) and fits:
        _take(turn, tools, int(given))
    else:
        turn.set(check_notice="again")


def _by_words(turn: Turn, tools: Tools) -> None:
    at, item = stage(turn), None
    if at == "item":
        item = current(turn)
    said = control(turn.text)
    if said == "stop":
        leave(turn, tools)
        turn.close_form()
    elif said == "back":
        _back(turn)
    elif said == "skip" and at == "item":
        _take(turn, tools, None)
    elif at == "which":
        _which_by_words(turn, tools)
    elif at == "note":
        if turn.intent == "deny" or said == "skip":
            _note(turn, tools)
    elif at == "keep":
        _keep_by_words(turn, tools)
    elif item is not None:
        _answer_by_words(turn, tools, item)


def _which_by_words(turn: Turn, tools: Tools) -> None:
    text = turn.text.strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    named = NAMES[number - 1] if 1 <= number <= len(NAMES) else named_check(text)
    if named and not _is_elsewhere(turn):
        _start(turn, tools, named)
    elif is_number(text) or not _is_elsewhere(turn):
        turn.set(check_notice="which")


def _answer_by_words(turn: Turn, tools: Tools, item: Item) -> None:
    """Take words that fit one answer; ask again kindly for the rest, unless they are about something else."""
    if _is_elsewhere(turn) and not is_exact(item, turn.text) and not is_number(turn.text):
        return
    found = fitting(item, turn.text)
    if len(found) == 1:
        _take(turn, tools, found[0].score)
    elif found:
        turn.set(check_notice=[option.score for option in found])
    else:
        turn.set(check_notice="range" if is_number(turn.text) else "again")


def _keep_by_words(turn: Turn, tools: Tools) -> None:
    number = {"1": True, "2": False}.get(turn.text.strip())
    wish = number if number is not None else keeps(turn.text)
    if wish is None and turn.intent in ("affirm", "deny"):
        wish = turn.intent == "affirm"
    if wish is not None and not (wish and turn.officer is None):
        _finish(turn, tools, wish)
    elif wish or is_number(turn.text):
        turn.set(check_notice="keep")


def _is_elsewhere(turn: Turn) -> bool:
    return turn.intent not in NO_SUBJECT and turn.confidence >= SURE


def _take(turn: Turn, tools: Tools, given: int | None) -> None:
    """Note an answer; after the last one say the result."""
    turn.set(check_answers=[*answers(turn), given], check_notice=None)
    if stage(turn) == "keep":
        _conclude(turn, tools)


def _back(turn: Turn) -> None:
    """Ask the question before; before the first one, which check it shall be."""
    known = answers(turn)
    turn.set(check_notice=None, check_said=None, check_note=None, check_answers=known[:-1])
    if not known:
        turn.set(check=None)


def _note(turn: Turn, tools: Tools) -> None:
    """Take the free line as a sealed token, or none."""
    token = str(turn.given("token") or "") if turn.intent == "private_answer" else ""
    line = tools.counter.answer_of(turn.officer, token) if token and turn.officer else ""
    if token and (line is None or len(line) > LONGEST_NOTE):
        turn.set(check_notice="note", **{ASKED: "check_note"})
        return
    turn.set(check_note=token, check_notice=None)
    _conclude(turn, tools)


def _conclude(turn: Turn, tools: Tools) -> None:
    result = score(instrument(turn.slot("check")), answers(turn))
    turn.set(check_said=True, check_note=turn.slot("check_note") or "")
    results.say_result(turn, tools, result)
    if result.too_early:
        _end(turn)


def _finish(turn: Turn, tools: Tools, wish: bool) -> None:
    """Keep the result or let it go; then say what may help."""
    result = score(instrument(turn.slot("check")), answers(turn))
    if wish and turn.officer is None:
        turn.set(check_notice="keep")
        return
    kept = bool(wish and turn.officer and results.keep(turn, tools, turn.officer))
    turn.say("utter_check_kept" if kept else "utter_check_dropped")
    results.say_next(turn, tools, result, kept)
    _end(turn)


def _end(turn: Turn) -> None:
    turn.clear(*SLOTS)
    turn.close_form()
