"""Signed calls to the custom actions: no domain, a short tracker, and no failure that goes unnoticed."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from engine.failures import TurnFailed
from wiring import signed_headers

TIMEOUT_SECONDS = 2.5
# rasa-sdk reads back over the latest events only to find the slots that were just set.
EVENTS_SENT = 30

_utter_responses = RemoteAction._utter_responses


class SignedEndpoint(EndpointConfig):
    """The actions' address; one connection is kept open, and each call carries time and signature."""

    def __init__(self, url: str, secret: bytes) -> None:
        super().__init__(url)
        self._secret = secret
        self._session: aiohttp.ClientSession | None = None
        self._is_valid = Draft202012Validator(RemoteAction.action_response_format_spec()).is_valid

    async def request(self, *_given: Any, json: Mapping[str, Any], **_named: Any) -> Any:
        """Call an action; raises TurnFailed, or ClientResponseError(400) when the action rejects to run."""
        body = _encode(json)
        try:
            status, answer = await self._post(body)
            told = _decode(answer)
        except (aiohttp.ClientError, OSError, asyncio.TimeoutError, ValueError) as error:
            raise TurnFailed("actions", error) from None
        if status == 400 and isinstance(told, dict) and "action_name" in told:
            raise ClientResponseError(400, "rejected", _encode({"action_name": told["action_name"]}))
        if status != 200 or not self._is_valid(told):
            raise TurnFailed("actions", error=f"Status{status}")
        return told

    async def _post(self, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", **signed_headers(self._secret, body)}
        async with self._connection().post(self.url, data=body, headers=headers) as response:
            return response.status, await response.read()

    def _connection(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=False)
        return self._session

    async def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            await self._session.close()


def _encode(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value).encode()


def _decode(answer: bytes) -> Any:
    return json.loads(answer)


def slim_action_calls(domain: Domain) -> None:
    """Change what Rasa sends to an action, and end its checking of a schema that it builds anew each time."""
    forms = {"forms": domain.forms, "slots": {}}

    def call_format(action: RemoteAction, tracker: DialogueStateTracker, _domain: Domain) -> dict[str, Any]:
        return {
            "next_action": action.name(),
            "sender_id": tracker.sender_id,
            "tracker": short_state(tracker),
            "domain": forms,
            "version": "3.6.21",
        }

    async def utter(
        responses: list[dict[str, Any]],
        channel: Any,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
    ) -> list[BotUttered]:
        unknown = [each["response"] for each in responses if each.get("response")]
        if any(name not in domain.responses for name in unknown):
            raise TurnFailed("actions", error="UnknownResponse")
        return list(await _utter_responses(responses, channel, nlg, tracker))

    RemoteAction._action_call_format = call_format
    RemoteAction._validate_action_result = lambda _action, _result: True  # the endpoint has checked it
    RemoteAction._utter_responses = staticmethod(utter)


def short_state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return what an action needs to know: slots, form, latest message and the latest events."""
    state: dict[str, Any] = tracker.current_state(EventVerbosity.NONE)
    state["events"] = [_short_event(event) for event in list(tracker.events)[-EVENTS_SENT:]]
    return state


def _short_event(event: Event) -> dict[str, Any]:
    told: dict[str, Any] = event.as_dict()
    if isinstance(event, UserUttered):
        told["parse_data"] = {"intent": event.intent, "entities": event.entities}
    return told
