"""A form under way, as Rasa runs it: validation, then the next question; with a notebook in memory."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from actions import checkin, checkin_asking, feedback, incident, reminders
from actions.counter import Tools
from actions.notebook import Finished
from actions.turn import ASKED, Turn
from care.checkins import Checkin, checkin_result
from care.names import InboxId, OfficerId
from care.reminders import Plan
from care.search import Offer
from care.unprompted import Unprompted
from tests.actions.turns import NOW, turn
from tests.cast import COUNSELLING, OFFICER, a_slot
from tests.databases import NOON

Act = Callable[[Turn, Tools], None]
FORMS: Mapping[str, tuple[str, Act, Act]] = {
    "checkin_form": ("check_answer", checkin.validate, checkin_asking.ask_check_answer),
    "incident_form": ("incident_answer", incident.validate, incident.ask_incident_answer),
    "reminder_form": ("reminder_answer", reminders.validate, reminders.ask_reminder_answer),
    "feedback_form": ("feedback_answer", feedback.validate, feedback.ask_feedback_answer),
}


@dataclass
class FakeNotebook:
    """Satisfies `actions.notebook.Notebook` in memory."""

    checkins: list[Checkin] = field(default_factory=list)
    rated: list[tuple[int, str, str]] = field(default_factory=list)
    chosen: Unprompted = field(default_factory=Unprompted)

    def keep(self, officer: OfficerId, finished: Finished, inbox: InboxId) -> bool:
        kept = Checkin(f"{len(self.checkins):032}", finished.instrument, NOON, finished.answers, finished.note)
        checkin_result(kept)
        self.checkins.append(kept)
        return True

    def kept(self, officer: OfficerId) -> tuple[Checkin, ...]:
        return tuple(self.checkins)

    def drop(self, officer: OfficerId, checkin: str) -> bool:
        left = [each for each in self.checkins if each.id != checkin]
        gone, self.checkins = len(left) < len(self.checkins), left
        return gone

    def drop_all(self, officer: OfficerId, inbox: InboxId) -> int:
        count, self.checkins = len(self.checkins), []
        return count

    def rate(self, officer: OfficerId, score: int, booking: str, note: str, inbox: InboxId) -> bool:
        self.rated.append((score, booking, note))
        return True

    def decided(self, officer: OfficerId) -> Unprompted:
        return self.chosen

    def plan(self, officer: OfficerId, plan: Plan | None, inbox: InboxId) -> Unprompted:
        self.chosen = replace(self.chosen, plan=plan)
        return self.chosen

    def silence(self, officer: OfficerId, silent: bool, inbox: InboxId) -> Unprompted:
        self.chosen = replace(self.chosen, silent=silent)
        return self.chosen

    def follow(self, officer: OfficerId, follows: bool, inbox: InboxId) -> Unprompted:
        self.chosen = replace(self.chosen, incident=datetime.fromisoformat(NOW) if follows else None)
        return self.chosen


@dataclass
class Talk:
    """One person in one form; `said` are the names of the last answer's responses, with what they were told."""

    form: str
    officer: str | None = OFFICER
    locale: str = "en"
    notebook: FakeNotebook = field(default_factory=FakeNotebook)
    answers: dict[str, str] = field(default_factory=dict)  # what the gateway sealed, by token
    slots: dict[str, Any] = field(default_factory=dict)
    is_open: bool = False
    said: list[str] = field(default_factory=list)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    was_taken: bool = True

    def type(self, text: str, intent: str = "nlu_fallback", confidence: float = 0.9, **entities: Any) -> list[str]:
        """Type a text, read as an intent."""
        return self._turn(text, intent, confidence, entities)

    def press(self, button: str) -> list[str]:
        """Press a button of the last answer."""
        return self.send(self.buttons[button])

    def send(self, payload: str) -> list[str]:
        """Send a payload."""
        name, _, rest = payload.removeprefix("/").partition("{")
        return self._turn(payload, name, 1.0, json.loads("{" + rest) if rest else {})

    def tools(self) -> Tools:
        """Return tools over this talk's notebook, with one free slot in an hour."""
        offer = Offer(COUNSELLING, a_slot("soon", NOON))
        counter: Any = SimpleNamespace(
            next_free=lambda kinds=None, classes=False: offer,
            articles=lambda locale: (),
            answer_of=lambda officer, token: self.answers.get(token),
        )
        return Tools(counter, counter, counter, self.notebook)

    def _turn(self, text: str, intent: str, confidence: float, entities: dict[str, Any]) -> list[str]:
        required, validate, ask = FORMS[self.form]
        slots = {name: value for name, value in self.slots.items() if name != "locale"}
        now = turn(
            text,
            intent,
            entities,
            self.form if self.is_open else None,
            self.officer,
            confidence,
            **slots | {"locale": self.locale},
        )
        validate(now, self.tools())
        self.was_taken = bool(now.events) or not self.is_open
        if self.was_taken and not (now.has_set(ASKED) and now.slots[ASKED] is None):
            self.is_open = True
            if not now.has_set(ASKED):
                now.set(**{ASKED: required})
            ask(now, self.tools())
        elif self.was_taken:
            self.is_open = False
        self.slots = now.slots
        self._hear(now)
        return self.said

    def _hear(self, now: Turn) -> None:
        messages = now.dispatcher.messages
        self.said = [message["response"] for message in messages]
        self.values = {message["response"]: message for message in messages}
        offered = [button for message in messages for button in message["buttons"]]
        if offered:
            self.buttons = {button["id"]: button["payload"] for button in offered}
