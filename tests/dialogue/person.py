"""Somebody who talks to the running dialogue: types, presses buttons, and reads the answers."""

import base64
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from care.consent import consent_now
from care.names import InboxId, OfficerId, SessionPseudonym, new_inbox_id, new_session_pseudonym
from care.officers import Address, Preferences
from care.safety_plan import STEPS
from storage import private, sessions
from storage.forgetting import forget
from storage.officers import Officers
from storage.sessions import KeptSession
from tests.dialogue.running import House

PRIVATE = ("contact_number", "contact_alias", *(f"plan_{step}" for step in STEPS))


@dataclass
class Person:
    """A visitor until Start is pressed; `said` is the last answer's messages, `buttons` its buttons by id."""

    house: House
    locale: str = "en"
    officer: OfficerId | None = None
    session: SessionPseudonym = field(default_factory=new_session_pseudonym)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    said: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    documents: list[dict[str, Any]] = field(default_factory=list)
    asked: str | None = None
    form: str | None = None
    intent: str = ""
    held: str = ""
    turns: list[str] = field(default_factory=list)

    def type(self, text: str) -> str:
        """Type a text; a private answer is sealed first, as the gateway does."""
        is_number = self.asked == "contact" and sum(each.isdigit() for each in text) >= 7
        if self.officer and (self.asked in PRIVATE or is_number):
            return self._ask(payload=self._sealed(text))
        return self._ask(text=text)

    def press(self, button: str) -> str:
        """Press a button of the last answer by its id; Start makes an officer of the visitor."""
        payload = self.buttons[button]
        if payload.startswith("/choose_slot"):
            self.held = json.loads(payload.removeprefix("/choose_slot"))["slot"]
        if payload == "gateway:consent.yes":
            self.start()
            payload = "/consented"
        return self._ask(payload=payload)

    def send(self, payload: str, inbox: InboxId | None = None, risk: str = "none") -> str:
        """Send a payload as the gateway does by itself."""
        return self._ask(payload=payload, inbox=inbox, risk=risk)

    def start(self) -> None:
        """Become an officer whose session is kept."""
        database, keys = self.house.database, self.house.keys
        with database.write() as connection:
            address = Address("terminal", secrets.token_hex(8))
            preferences = Preferences(self.locale, "America/New_York")
            consent = consent_now(self.house.clock.now())
            self.officer = Officers(keys).create(connection, address, preferences, consent)
            sessions.start(connection, keys, KeptSession(self.session, self.officer, b"{}"))

    def forget(self) -> None:
        """Leave nothing to the next test: what this person held or booked is free again."""
        if self.officer:
            forget(self.house.database, self.house.keys, self.officer, self.house.clock.now())

    @property
    def all_said(self) -> str:
        """The last answer in one text."""
        return "\n".join(self.said)

    def _sealed(self, text: str) -> str:
        assert self.officer is not None
        token = private.token_of(new_inbox_id())
        with self.house.database.write() as connection:
            private.keep(connection, self.house.keys, self.officer, token, text)
        return "/private_answer" + json.dumps({"token": token})

    def _ask(
        self,
        text: str | None = None,
        payload: str | None = None,
        inbox: InboxId | None = None,
        risk: str = "none",
    ) -> str:
        said = {"payload": payload} if payload is not None else {"text": text}
        answer = self.house.call("/turn", self._fields(inbox, risk) | said)
        replies, end = answer["replies"], answer["end"]
        self.said = [reply["text"] for reply in replies]
        offered = [button for reply in replies for button in reply["buttons"]]
        if offered:
            self.buttons = {button["id"]: button["payload"] for button in offered}
            self.titles = {button["id"]: button["title"] for button in offered}
        self.documents = [reply["document"] for reply in replies if reply["document"]]
        self.asked, self.form, self.intent = end["asked"], end["form"], end["intent"]
        self.locale = end["locale"]
        self.turns.append(self.all_said)
        return self.all_said

    def _fields(self, inbox: InboxId | None, risk: str) -> dict[str, Any]:
        metadata = {
            "locale": self.locale,
            "timezone": "America/New_York",
            "now": self.house.clock.now().isoformat(),
            "visitor": self.officer is None,
            "risk": risk,
            "country": "US",
        }
        return {
            "inbox": inbox or new_inbox_id(),
            "session": self.session,
            "key": base64.b64encode(self.key).decode(),
            "durable": self.officer is not None,
            "metadata": metadata,
        }
