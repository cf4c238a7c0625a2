"""Takes the turns of conversation tests in this process, and tells what Rasa did in each."""

import json
import secrets
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.utils.endpoints import EndpointConfig

from engine.action_calls import SignedEndpoint
from engine.brain import load_brain
from engine.conversations import Step
from engine.events import Voice
from engine.tracker_store import SealedTrackerStore
from engine.turns import Asked, Turns
from wiring import Wiring

SILENT = ("action_listen", "action_session_start")
KEY = bytes(32)
USUAL = {"locale": "en", "timezone": "America/New_York", "risk": "none", "country": "US", "visitor": False}


class PretendedActions(EndpointConfig):
    """Answers every action with the slots that the conversation says were set, and no words."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1/")
        self.slots: dict[str, Any] = {}

    async def request(self, *_given: Any, json: dict[str, Any], **_named: Any) -> Any:
        """Return events for the slots of the step that is played; none while a form is validated."""
        name = json["next_action"]
        told = {} if name.startswith(("validate_", "action_ask_")) else self.slots
        return {
            "events": [{"event": "slot", "name": key, "value": told[key]} for key in told],
            "responses": [],
        }

    async def close(self) -> None:
        """Hold nothing."""


class Player:
    """Plays steps, one conversation after the other."""

    def __init__(self, turns: Turns, store: SealedTrackerStore, actions: SignedEndpoint | PretendedActions) -> None:
        self._turns, self._store, self._actions = turns, store, actions
        self._offered: dict[str, dict[str, str]] = {}
        self._locale: dict[str, dict[str, str]] = {}

    @property
    def speaks(self) -> bool:
        """Whether the real actions are called, which say something."""
        return not isinstance(self._actions, PretendedActions)

    async def say(self, session: str, step: Step, about: dict[str, Any]) -> dict[str, Any]:
        """Take one turn; returns actions, intent, loop, what was said, and each slot as `slot NAME`."""
        if isinstance(self._actions, PretendedActions):
            self._actions.slots = {
                name: value for name, value in step.slots.items() if value is not ... and name != "requested_slot"
            }
        payload = self._payload(session, step)
        metadata = {**USUAL, "now": datetime.now(timezone.utc).isoformat(), **about, **self._locale.get(session, {})}
        asked = Asked(secrets.token_hex(16), session, KEY, False, step.text, payload, metadata)
        body = await self._turns.take(asked)
        self._locale[session] = {"locale": body["end"]["locale"]}
        buttons = [button for reply in body["replies"] for button in reply["buttons"]]
        if buttons:
            self._offered[session] = {each[name]: each["payload"] for name in ("title", "id") for each in buttons}
        return {**await self._happened(session), "intent": body["end"]["intent"], "loop": body["end"]["form"]}

    def _payload(self, session: str, step: Step) -> str | None:
        """Return what a button sends; none for words."""
        if step.intent == "private_answer":  # the gateway keeps what was typed and hands in a token
            return f'/private_answer{{"token": "prv_{session}"}}'
        offered = self._offered.get(session, {})
        if step.text in offered or not step.text.startswith("/"):
            return offered.get(step.text)
        sends = (payload for payload in offered.values() if payload.partition("{")[0] == step.text)
        return next(sends, step.text)

    async def close(self) -> None:
        """Let go of the actions' connection."""
        await self._actions.close()

    async def _happened(self, session: str) -> dict[str, Any]:
        tracker = await self._store.retrieve(session)
        if tracker is None:
            return {}
        events = list(tracker.events)
        start = max((at for at, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
        done = [each.action_name for each in events[start:] if isinstance(each, ActionExecuted)]
        said = [each.text for each in events[start:] if isinstance(each, BotUttered)]
        slots = {f"slot {name}": value for name, value in tracker.current_slot_values().items()}
        return {"actions": [name for name in done if name not in SILENT], "said": said, **slots}


def open_player(record: Path, wiring: Wiring | None, voice: Voice) -> Player:
    """Load the model that the trainer's record names; raises OSError, KeyError, WrongModel."""
    told = json.loads(record.read_text())
    model = record.parent / Path(told["path"]).name
    actions = SignedEndpoint(wiring.actions_url, wiring.action_secret) if wiring else PretendedActions()
    store = SealedTrackerStore()
    brain = load_brain(model, told["sha256"], store, actions)
    return Player(Turns(brain, store, voice), store, actions)
