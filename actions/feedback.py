"""Feedback: a number from 1 to 5 and one free line, sealed for the officer's own eyes; only the number is counted."""

from actions.counter import Tools
from actions.turn import ASKED, Turn
from care.checkins import LONGEST_NOTE
from care.instruments.answers import fold
from language.short import meaning_of
from words import Button

FORM = "feedback_form"
ASKS = ("feedback_answer", "feedback_note")  # what another open form asked is no answer here
SLOTS = ("feedback_score", "feedback_booking", "feedback_note", "feedback_notice")
SCORES = range(1, 6)
SURE = 0.6
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5}
_NO_SUBJECT = {"", "nlu_fallback", "out_of_scope", "affirm", "give_feedback", "thanks"}


def validate(turn: Turn, tools: Tools) -> None:
    """Take the number, then the line; set nothing when it is about something else."""
    if turn.form != FORM or turn.asked not in ASKS:
        turn.set(feedback_score=None, feedback_note=None, feedback_notice=None, feedback_booking=turn.given("booking"))
        if turn.officer is None:
            turn.say("utter_feedback_visitor", [turn.button("consent.yes", "button_start", "gateway:consent.yes")])
            _end(turn)
        elif turn.intent == "rate":
            _score(turn, turn.given("score"))
    elif turn.intent == "rate":
        _score(turn, turn.given("score"))
    elif turn.is_typed and meaning_of(turn.text) == "stop":
        leave(turn, tools)
        turn.close_form()
    elif turn.slot("feedback_score") is None:
        _by_words(turn)
    elif turn.intent in ("no_note", "private_answer", "deny") or meaning_of(turn.text) == "nothing":
        _note(turn, tools)


def ask_feedback_answer(turn: Turn, tools: Tools) -> None:
    """Ask for the number, then for a line."""
    stop = turn.button("leave", "button_stop", "/leave")
    if turn.slot("feedback_score") is None:
        again = "_again" if turn.slot("feedback_notice") else ""
        turn.note_miss(bool(again))
        turn.ask(f"utter_ask_feedback{again}", [*_scores(), stop])
        turn.set(feedback_notice=None)
    else:
        ask_feedback_note(turn, tools)


def ask_feedback_note(turn: Turn, tools: Tools) -> None:
    """Ask for the line; what is typed next the gateway seals."""
    again = "_again" if turn.slot("feedback_notice") else ""
    turn.say(f"utter_ask_feedback_note{again}", [turn.button("note.none", "button_note_none", "/no_note")])
    turn.set(feedback_notice=None, **{ASKED: "feedback_note"})


def leave(turn: Turn, tools: Tools) -> None:
    """Stop; nothing was kept."""
    turn.say("utter_left", turn.menu_button())
    turn.clear(*SLOTS)


def _scores() -> list[Button]:
    return [Button(f"feedback.{score}", str(score), f'/rate{{"score": {score}}}') for score in SCORES]


def _score(turn: Turn, given: object) -> None:
    if isinstance(given, int) and given in SCORES:
        turn.set(feedback_score=given, feedback_notice=None)
    else:
        turn.set(feedback_notice="again")


def _by_words(turn: Turn) -> None:
    if turn.text.startswith("/") or (turn.intent not in _NO_SUBJECT and turn.confidence >= SURE):
        return
    said = turn.text.strip()
    _score(turn, int(said) if said.isascii() and said.isdigit() and len(said) < 3 else _WORDS.get(fold(said)))


def _note(turn: Turn, tools: Tools) -> None:
    if turn.officer is None:
        return
    token = str(turn.given("token") or "") if turn.intent == "private_answer" else ""
    line = tools.counter.answer_of(turn.officer, token) if token else ""
    if line is None or len(line) > LONGEST_NOTE:
        turn.set(feedback_notice="note", **{ASKED: "feedback_note"})
        return
    booking = str(turn.slot("feedback_booking") or "")
    kept = tools.notebook.rate(turn.officer, int(turn.slot("feedback_score")), booking, line, turn.inbox)
    turn.say("utter_feedback_kept" if kept else "utter_left", turn.menu_button())
    _end(turn)


def _end(turn: Turn) -> None:
    turn.clear(*SLOTS)
    turn.close_form()
