"""The first words in a crisis: chosen here, fixed in domain.yml, said without anything else of ours."""

from bot.messages import Incoming, Outgoing
from bot.tongue import guess
from words import Words

BY_KIND = {
    "self": "utter_crisis_self",
    "attempt_now": "utter_crisis_attempt_now",
    "harm_other": "utter_crisis_harm_other",
    "withdrawal": "utter_crisis_withdrawal",
}
FOLLOW_UP = "/crisis_path"  # what the dialogue adds to the words of a crisis: a time today, if there is one
BY_RISK = {"possible": "utter_crisis_possible", "concern_for_other": "utter_crisis_concern"}
BY_BUTTON = {
    "crisis.help": "utter_crisis_help",
    "crisis.me": "utter_crisis_possible",
    "crisis.other": "utter_crisis_concern",
    "crisis.other_more": "utter_crisis_concern_more",
    "crisis.yes": "utter_crisis_self",
    "crisis.unsure": "utter_crisis_self",
    "crisis.no": "utter_crisis_stay",
    "crisis.rather_not": "utter_crisis_stay",
    "crisis.distance": "utter_crisis_distance",
    "crisis.called": "utter_crisis_called",
    "crisis.lines": "utter_crisis_lines",
    "crisis.talk": "utter_crisis_talk",
}
COMMAND = "/crisis"
NAMES = frozenset({*BY_KIND.values(), *BY_RISK.values(), *BY_BUTTON.values()})


def words_of_reading(risk: str, kind: str | None) -> str | None:
    """Return the name of the words for a reading of the screen; none for no risk."""
    if risk == "crisis":
        return BY_KIND.get(kind or "self", BY_KIND["self"])
    return BY_RISK.get(risk)


def words_at_once(incoming: Incoming, risk: str, kind: str | None) -> str | None:
    """Return the name of the words that answer this message before anything else is done; none for most."""
    said = incoming.text.strip()
    if said in BY_BUTTON:
        return BY_BUTTON[said]
    if incoming.kind == "text" and said.split("@")[0].lower() == COMMAND:
        return BY_BUTTON["crisis.help"]
    return words_of_reading(risk, kind)


def say(words: Words, name: str, locale: str) -> Outgoing:
    """Return the words with the country's lines."""
    said = words.say(name, locale)
    return Outgoing(said.text, said.buttons)


def locale_of(incoming: Incoming, known: str | None) -> str:
    """Return the language of the message itself, else the one known of the chat, else what the door says."""
    return guess(incoming.text) or known or ("es" if incoming.language == "es" else "en")
