"""The trained model, loaded once, and how it takes one message."""

import hashlib
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from engine.action_calls import slim_action_calls
from engine.failures import TurnFailed
from engine.quicker import InOrder, make_rasa_quicker
from engine.tracker_store import SealedTrackerStore

_PLACEHOLDER = re.compile(r"{([^\n{}]+?)}")


class WrongModel(Exception):
    """The model file is not the one that was trained: loading it would run somebody else's code."""


class Brain(MessageProcessor):
    """Rasa's processor, which tells when something failed instead of saying nothing."""

    @staticmethod
    def _load_model(model_path: Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with tempfile.TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(Path(folder), model_path, LocalModelStorage, InOrder)
        return model_path.name, metadata, runner

    async def fetch_tracker_and_update_session(
        self,
        sender_id: str,
        output_channel: OutputChannel | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> DialogueStateTracker:
        """Fetch the conversation and set the language that the gateway names."""
        tracker = await super().fetch_tracker_and_update_session(sender_id, output_channel, metadata)
        locale = (metadata or {}).get("locale")
        if locale and "locale" in tracker.slots and tracker.slots["locale"].value != locale:
            tracker.update(SlotSet("locale", locale), self.domain)
        return tracker

    async def _run_action(self, action: Action, *given: Any, **named: Any) -> bool:
        return bool(await super()._run_action(_Watched(action), *given, **named))

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        return False  # the gateway ends sessions; a stepped clock must not


class _Watched:
    """An action whose exceptions end the turn; Rasa would log them and go on without its effects."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *given: Any, **named: Any) -> Any:
        try:
            return await self._action.run(*given, **named)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            raise TurnFailed("engine", error) from None


class Words(TemplatedNaturalLanguageGenerator):
    """Rasa's texts from domain.yml, never sent with a placeholder still in them, nor twice running."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the response, or NAME_2 or NAME_3 when the last answer said the very same."""
        said = _said_lately(tracker)
        first: dict[str, Any] | None = None
        for name in (utter_action, f"{utter_action}_2", f"{utter_action}_3"):
            if name in self.responses:
                found: dict[str, Any] | None = await super().generate(name, tracker, output_channel, **kwargs)
                if found is None or found.get("text") not in said:
                    return found
                first = first or found
        return first

    def _fill_response(
        self, response: dict[str, Any], filled_slots: dict[str, Any] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        known = {**(filled_slots or {}), **kwargs}
        wanted = _PLACEHOLDER.findall(response.get("text") or "")
        if any(name not in known for name in wanted):
            raise TurnFailed("engine", error="MissingWord")
        return dict(super()._fill_response(response, filled_slots, **kwargs))


def _said_lately(tracker: DialogueStateTracker) -> set[str | None]:
    """Return the texts of this turn so far and of the one before it."""
    said: set[str | None] = set()
    turns = 0
    for event in reversed(tracker.events):
        turns += isinstance(event, UserUttered)
        if turns > 1:
            break
        if isinstance(event, BotUttered):
            said.add(event.text)
    return said


def load_brain(model: Path, sha256: str, store: SealedTrackerStore, actions: EndpointConfig) -> Brain:
    """Load the model whose SHA-256 was promised; raises WrongModel, OSError."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "model.tar.gz"
        shutil.copyfile(model, copy)  # what is checked is what is loaded
        if hashlib.sha256(copy.read_bytes()).hexdigest() != sha256:
            raise WrongModel
        brain = Brain(copy, store, InMemoryLockStore(), Words({}), actions, on_circuit_break=_circuit_broken)
    store.domain = brain.domain
    brain.nlg.responses = brain.domain.responses
    slim_action_calls(brain.domain)
    make_rasa_quicker()
    return brain


def _circuit_broken(*_given: object) -> None:
    raise TurnFailed("engine", error="EndlessTurn")
