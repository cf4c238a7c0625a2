"""Which button was pressed: by tapping it, or by typing its number, title, id or payload."""

import re
from collections.abc import Mapping

from bot.messages import Button
from bot.session import Offer, Session
from language.short import meaning_of
from words import Words

LASTING = ("crisis.", "menu")  # what such a button does never depends on where the conversation stands
LASTING_IDS = frozenset({"job.reach", "look.around", "consent.yes", "due.show", "human"})
ASKS_CONSENT = ("consent.yes", "leave")  # utter_need_consent

# Their questions read numbers by themselves: four drinks are not the fourth button.
COUNTING = frozenset({"check_answer", "feedback_answer"})

_CALLBACK = re.compile(r"([0-9a-f]{8}):(\d{1,2})")
_NUMBER = re.compile(r"\d{1,2}")


class Stale(Exception):
    """The button is from an earlier question."""


def is_lasting(button: str) -> bool:
    """Tell whether a button's id keeps its meaning for ever."""
    return button.startswith(LASTING) or button in LASTING_IDS


def lasting_buttons(words: Words) -> dict[str, Button]:
    """Return every lasting button of the words by its id."""
    return {
        button.id: button
        for versions in words.responses.values()
        for response in versions.values()
        for button in response.buttons
        if is_lasting(button.id)
    }


def pressed(data: str, session: Session, lasting: Mapping[str, Button]) -> Button:
    """Return the button of a press: callback data, an id, a payload or a number; raises Stale."""
    if called := _CALLBACK.fullmatch(data):
        return _called(called[1], int(called[2]), session)
    found = _named(data, session.latest) or lasting.get(data)
    if found is None:
        raise Stale
    return found


def typed(text: str, session: Session, lasting: Mapping[str, Button]) -> Button | None:
    """Return the button that a text presses, if it is the very name, number or title of one."""
    if session.asked in COUNTING and _NUMBER.fullmatch(text):
        return None
    if found := _named(text, session.latest):
        return found
    if found := _consents(text, session.latest):
        return found
    wanted = text.casefold().strip()
    for button in session.latest.buttons if session.latest else ():
        if button.title.casefold().strip() == wanted:
            return button
    return lasting.get(text)


def is_name(text: str, session: Session | None, lasting: Mapping[str, Button]) -> bool:
    """Tell whether a text is a button's own name: a press in other clothes, and nothing that anybody feels."""
    if text in lasting:
        return True
    if session is None:
        return False
    shown = [button for offer in session.offers for button in offer.buttons]
    titles = {button.title.casefold() for button in session.latest.buttons} if session.latest else set()
    return text.casefold() in titles or any(text in (button.id, button.payload) for button in shown)


def _consents(text: str, offer: Offer | None) -> Button | None:
    """Return Start for a yes to the question whether a time shall be held, which says what is kept."""
    asked = offer is not None and tuple(button.id for button in offer.buttons) == ASKS_CONSENT
    return offer.buttons[0] if offer and asked and meaning_of(text) == "yes" else None


def _called(offer: str, place: int, session: Session) -> Button:
    """Return the button at a place of a set: a current one, or an earlier one that still does the same."""
    known = next((o for o in session.offers if o.id == offer), None)
    if known is None or session.latest is None or place >= len(known.buttons):
        raise Stale
    button = known.buttons[place]
    if known is session.latest or is_lasting(button.id):
        return button
    for current in session.latest.buttons:
        if current.payload == button.payload:
            return current
    raise Stale


def _named(text: str, offer: Offer | None) -> Button | None:
    if offer is None:
        return None
    for button in offer.buttons:
        if text in (button.id, button.payload):
            return button
    if _NUMBER.fullmatch(text) and text.isascii() and 1 <= int(text) <= len(offer.buttons):
        return offer.buttons[int(text) - 1]
    return None
