"""The words of a crisis: which are said to what. Fixed in domain.yml, said without anything else of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.crisis.answers import ANSWERS, FINE, meaning
from bot.messages import Button, Incoming, Outgoing
from bot.tongue import guess
from words import Words

SELF, STILL = "utter_crisis_self", "utter_crisis_still"
BY_KIND = {
    "self": SELF,
    "attempt_now": "utter_crisis_attempt_now",
    "harm_other": "utter_crisis_harm_other",
    "withdrawal": "utter_crisis_withdrawal",
}
BY_RISK = {"possible": "utter_crisis_possible", "concern_for_other": "utter_crisis_concern"}
BY_BUTTON = {
    "crisis.help": "utter_crisis_help",
    "crisis.me": "utter_crisis_possible",
    "crisis.other": "utter_crisis_concern",
    "crisis.other_more": "utter_crisis_concern_more",
    "crisis.also_me": "utter_crisis_also_me",
    "crisis.yes": SELF,
    "crisis.no": "utter_crisis_stay",
    "crisis.unsure": "utter_crisis_unsure",
    "crisis.rather_not": "utter_crisis_rather_not",
    "crisis.today": "utter_crisis_today",
    "crisis.not_today": "utter_crisis_not_today",
    "crisis.with": "utter_crisis_with",
    "crisis.alone": "utter_crisis_alone",
    "crisis.distance": "utter_crisis_distance",
    "crisis.within": "utter_crisis_within",
    "crisis.no_gun": "utter_crisis_no_gun",
    "crisis.called": "utter_crisis_called",
    "crisis.rang": "utter_crisis_rang",
    "crisis.cannot_call": "utter_crisis_cannot_call",
    "crisis.care_with": "utter_crisis_care_with",
    "crisis.care_alone": "utter_crisis_care_alone",
    "crisis.lines": "utter_crisis_lines",
    "crisis.talk": "utter_crisis_talk",
    "crisis.ground": "utter_crisis_ground",
    "crisis.ground_senses": "utter_crisis_ground_senses",
    "crisis.ground_cold": "utter_crisis_ground_cold",
    "crisis.ground_done": "utter_crisis_ground_done",
    "crisis.better": "utter_crisis_better",
    "crisis.same": "utter_crisis_same",
    "crisis.worse": "utter_crisis_possible",
}
# What is said in the place of words that were the last ones already; where none are named, STILL.
AGAIN = {
    "utter_crisis_help": "utter_crisis_help_again",
    SELF: "utter_crisis_self_again",
    "utter_crisis_attempt_now": "utter_crisis_attempt_now_again",
    "utter_crisis_harm_other": "utter_crisis_harm_other_again",
    "utter_crisis_withdrawal": "utter_crisis_withdrawal_again",
    "utter_crisis_possible": "utter_crisis_possible_again",
    "utter_crisis_concern": "utter_crisis_concern_again",
    "utter_crisis_lines": "utter_crisis_lines_again",
    "utter_crisis_talk": "utter_crisis_talk_again",
    "utter_crisis_stay": "utter_crisis_stay_again",
    STILL: "utter_crisis_talk_again",
}
TOGETHER = {SELF: (SELF, "utter_crisis_means")}  # words that come as two messages, a question each
ACTS = frozenset(
    f"crisis.{act}" for act in ("check", "check_yes", "check_nights", "check_no", "check_stop", "pin")
)  # buttons that need the database: answered in their turn
COMMAND = "/crisis"
FOLLOW_UP_OF = {kind: f'/crisis_path{{"kind": "{kind}"}}' for kind in ("self", "harm_other", "withdrawal")}
FOLLOW_UP = FOLLOW_UP_OF["self"]
NAMES = frozenset(
    {
        STILL,
        "utter_crisis_means",
        "utter_crisis_heard",
        "utter_crisis_pin",
        "utter_crisis_call_now",
        *BY_KIND.values(),
        *BY_RISK.values(),
        *BY_BUTTON.values(),
        *AGAIN.values(),
    }
)


class LastWords(Protocol):
    """What was said last in a chat of the words of a crisis, and whether it is still what is being answered."""

    @property
    def name(self) -> str:
        """The name of the words."""
        ...

    @property
    def is_open(self) -> bool:
        """Whether nothing else was said since."""
        ...

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons under the words."""
        ...


@dataclass(frozen=True)
class Read:
    """What the screen says of a message."""

    risk: str
    kind: str | None


def words_at_once(incoming: Incoming, read: Read, last: LastWords | None = None) -> tuple[str, ...]:
    """Return the names of the words that answer a message before anything else is done; none for most."""
    name = _named(incoming, last) or words_of_reading(read) or _answer(incoming, last)
    return vary(name, last.name if last else "") if name else ()


def words_of_reading(read: Read) -> str | None:
    """Return the name of the words for a reading of the screen; none for no risk."""
    if read.risk == "crisis":
        return BY_KIND.get(read.kind or "self", SELF)
    return BY_RISK.get(read.risk)


def vary(name: str, last: str) -> tuple[str, ...]:
    """Return the names of what is said for `name`: other words when the last ones were the same."""
    if name == last:
        return (AGAIN.get(name, STILL),)
    return TOGETHER.get(name, (name,))


def next_step(risk: str, kind: str | None, name: str) -> str | None:
    """Return the payload for what the dialogue adds to the words; none after an attempt: nothing may distract."""
    if risk == "crisis":
        return None if kind == "attempt_now" else FOLLOW_UP_OF.get(kind or "self", FOLLOW_UP)
    return FOLLOW_UP if name == SELF and risk == "none" else None


def say(words: Words, name: str, locale: str, at: datetime | None = None) -> Outgoing:
    """Return the words with the country's lines, as they answer at the local time `at`."""
    said = words.say(name, locale, at)
    return Outgoing(said.text, said.buttons)


def direct_question(messages: Iterable[Outgoing]) -> tuple[Button, ...]:
    """Return the buttons of the direct question where one of the messages asks it: a check's top band does."""
    asking = (each.buttons for each in messages if any(button.id == "crisis.yes" for button in each.buttons))
    return next(asking, ())


def locale_of(incoming: Incoming, known: str | None) -> str:
    """Return the language of the message itself, else the one known of the chat, else what the door says."""
    return guess(incoming.text) or known or ("es" if incoming.language == "es" else "en")


def _named(incoming: Incoming, last: LastWords | None) -> str | None:
    """Return the words of a button that is pressed, or typed by its id, its number or its title."""
    said = incoming.text.strip()
    if said in BY_BUTTON:
        return BY_BUTTON[said]
    if incoming.kind == "text" and said.split("@")[0].lower() == COMMAND:
        return BY_BUTTON["crisis.help"]
    if last is None or not last.is_open or incoming.kind not in ("text", "press"):
        return None
    for number, button in enumerate(last.buttons, 1):
        if said in (str(number), button.payload) or said.casefold() == button.title.casefold():
            return BY_BUTTON.get(button.id)
    return None


def _answer(incoming: Incoming, last: LastWords | None) -> str | None:
    """Return the words for a typed answer to the last ones; "I'm fine" is one to all of them."""
    if last is None or not last.is_open or incoming.kind != "text":
        return None
    meant = meaning(incoming.text)
    answers: Mapping[str, str] = {FINE: BY_BUTTON["crisis.no"]} | dict(ANSWERS.get(last.name, {}))
    return answers.get(meant) if meant else None
