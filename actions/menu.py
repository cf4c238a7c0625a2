"""The menu and the small answers around it: only what leads somewhere here and now is offered."""

import re

from actions.counter import Tools
from actions.lists import kind_buttons
from actions.turn import Turn
from language.short import is_unsure
from words import Button

_ENGLISH = re.compile(r"\b(english|ingl[eé]s)\b", re.IGNORECASE)


def menu(turn: Turn, tools: Tools) -> None:
    """Show what can be done; inside a form, how to go on or stop."""
    turn.say("utter_menu_form" if turn.form else "utter_menu", around(turn, tools))


def greet(turn: Turn, tools: Tools) -> None:
    """Answer a greeting with what can be done; inside a form the greeting is enough."""
    turn.say("utter_greet_back" if turn.form else "utter_greet", around(turn, tools))


def consented(turn: Turn, tools: Tools) -> None:
    """Say what Start means, and the menu unless a form goes on."""
    if turn.form:
        turn.say("utter_consented_short")
    else:
        turn.say("utter_consented", menu_buttons(turn, tools))


def look_around(turn: Turn, tools: Tools) -> None:
    """Say how much there is, to somebody who has not pressed Start."""
    services = tools.counter.services()
    if not services:
        turn.say("utter_empty_directory", menu_buttons(turn, tools))
        return
    free = tools.counter.next_free()
    values: dict[str, object] = {
        "organisations": len({service.organisation.id for service in services}),
        "services": len(services),
    }
    buttons = kind_buttons(turn, tools) + menu_buttons(turn, tools)
    if free is None:
        turn.say("utter_look_around_no_times", buttons, values)
    else:
        turn.say("utter_look_around", buttons, values | {"when": turn.when(free.slot.start)})


def affirm(turn: Turn, tools: Tools) -> None:
    """Say that it is not clear what the yes is to; a form asks again by itself."""
    if turn.form:
        turn.say("utter_what_yes_form")
    elif turn.is_typed and is_unsure(turn.text):
        turn.say("utter_unsure", menu_buttons(turn, tools))
    else:
        turn.say("utter_what_yes", menu_buttons(turn, tools))


def bot_challenge(turn: Turn, tools: Tools) -> None:
    """Say that it is a program, and how to get to a person."""
    turn.say("utter_bot_challenge", [] if turn.form else [turn.button("human", "button_person", "/talk_to_human")])


def switch_language(turn: Turn, tools: Tools) -> None:
    """Change to the language that was named; who only says "language" means Spanish, as the intent does."""
    named = turn.given("language")
    if named not in ("en", "es"):
        named = "en" if _ENGLISH.search(turn.text) else "es"
    turn.set(locale=named)


def switched(turn: Turn, tools: Tools) -> None:
    """Say in the new language that it is the language now, with the menu in it."""
    turn.say("utter_switched", around(turn, tools))


def around(turn: Turn, tools: Tools) -> list[Button]:
    """Return the menu's buttons; inside a form none, so that a number still means what the form's list says."""
    return [] if turn.form else menu_buttons(turn, tools)


def menu_buttons(turn: Turn, tools: Tools) -> list[Button]:
    """Return the buttons of the menu."""
    buttons = []
    if tools.counter.next_free():
        buttons.append(turn.button("menu.book", "button_book", "/book_slot"))
    if turn.officer and tools.counter.bookings(turn.officer):
        buttons.append(turn.button("menu.bookings", "button_bookings", "/my_bookings"))
    if tools.counter.articles(turn.locale):
        buttons.append(turn.button("menu.articles", "button_articles", "/show_articles"))
    buttons.append(turn.button("menu.checkin", "button_checkin", "/start_checkin"))
    buttons += [
        turn.button("human", "button_human", "/talk_to_human"),
        turn.button("job.reach", "button_job", "/ask_confidentiality"),
        turn.button("crisis.help", "button_crisis", "gateway:crisis.help"),
    ]
    if turn.officer:
        buttons.append(turn.button("menu.data", "button_data", "/export_my_data"))
    else:
        buttons.append(turn.button("consent.yes", "button_start", "gateway:consent.yes"))
    to = "en" if turn.locale == "es" else "es"
    return [
        *buttons,
        turn.button("menu.language", "button_language", f'/language_spanish{{"language": "{to}"}}'),
    ]
