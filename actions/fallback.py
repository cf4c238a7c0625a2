"""What was not understood: two readings first, then buttons, then a person; it never loops."""

from actions.costs import say_costs
from actions.counter import Tools
from actions.menu import around, menu_buttons
from actions.turn import TRIES, Turn
from actions.wishes import asks, merged
from words import Button

READINGS = 2
SURE = 0.96  # below it, "outside" may as well be a slip of the thumb
# Inside a form its question follows; from the second time on with a way to a person and out (Turn.ask).
IN_FORM = ("utter_fallback_form", "utter_fallback_form_again", "utter_fallback_human")
# These would be no help as a guess at what somebody meant.
NO_READING = {"nlu_fallback", "out_of_scope", "affirm", "deny", "thanks", "goodbye", "greet"}


def fallback(turn: Turn, tools: Tools) -> None:
    """Say that it was not understood, each time in another way."""
    if not turn.slot("crisis") and say_costs(turn, tools):
        return
    misses = int(turn.slot("misses") or 0) + 1
    turn.set(misses=misses, wanted=merged(turn.slot("wanted"), asks(turn)))
    if turn.slot("crisis"):
        turn.say("utter_fallback_crisis", [turn.button("crisis.lines", "button_numbers", "gateway:crisis.lines")])
    elif turn.form:
        turn.say(IN_FORM[min(misses, len(IN_FORM)) - 1])
    elif misses == 1 and (readings := _readings(turn)):
        human = turn.button("human", "button_human", "/talk_to_human")
        turn.say("utter_fallback_readings", [*readings, human])
    elif misses <= TRIES:
        turn.say("utter_fallback_menu", menu_buttons(turn, tools))
    else:
        turn.say("utter_fallback_human", menu_buttons(turn, tools))


def out_of_scope(turn: Turn, tools: Tools) -> None:
    """Refuse kindly, with what can be done; what is only guessed to be outside was not understood."""
    if not turn.slot("crisis") and say_costs(turn, tools):
        return
    misses = int(turn.slot("misses") or 0)
    if turn.slot("crisis") or turn.confidence < SURE or misses >= TRIES:
        fallback(turn, tools)
        return
    turn.set(misses=misses + 1)
    turn.say("utter_out_of_scope", around(turn, tools))


def _readings(turn: Turn) -> list[Button]:
    """Return buttons for the two likeliest intents."""
    names = [str(each.get("name")) for each in turn.ranking]
    likely = [name for name in names if name not in NO_READING and f"reading_{name}" in turn.words.responses]
    return [
        turn.button(f"reading.{number}", f"reading_{name}", f"/{name}")
        for number, name in enumerate(likely[:READINGS], 1)
    ]
