"""An unsure word is no answer: neither a yes nor a no is read into it, and the question comes again."""

from actions.coming_back import VALIDATES
from actions.counter import Tools
from actions.turn import Turn
from language.short import is_unsure as settles_nothing

STATE = "state"  # "how are you doing?": not to know is an answer


def is_unsure(turn: Turn, action: str) -> bool:
    """Tell whether an open form gets a word to its question that settles nothing."""
    if not action.startswith(VALIDATES) or turn.form != action.removeprefix(VALIDATES) or not turn.asked:
        return False
    is_state = turn.asked == "incident_answer" and turn.slot("incident_step") == STATE
    return turn.is_typed and not is_state and settles_nothing(turn.text)


def ask_again(turn: Turn, tools: Tools) -> None:
    """Say that nothing is decided; the form asks its question again by itself."""
    turn.say("utter_unsure")
    turn.set(lost=turn.slot("lost"))
