"""One turn of one conversation: whole or not at all, and never twice."""

import asyncio
import json
import re
import weakref
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from engine.brain import Brain
from engine.events import Voice, fault
from engine.failures import Culprit, TurnFailed
from engine.readings import Understood, understood
from engine.replies import Replies
from engine.spoken import spoken
from engine.tracker_store import SealBroken, SealedTrackerStore, Session

# Intents by which Rasa is told to forget or start over; no button of ours does.
_RASAS_OWN = ("restart", "back", "session_start")
_PAYLOAD = re.compile(r"/([a-z_]+)(\{.*\})?")


@dataclass(frozen=True)
class Asked:
    """What the gateway asks for: a text or a button's payload, in a session, under an inbox id."""

    inbox: str
    session: str
    key: bytes
    durable: bool
    text: str | None
    payload: str | None
    metadata: dict[str, Any]


class Turns:
    """Takes turns, one at a time in each session."""

    def __init__(self, brain: Brain, store: SealedTrackerStore, voice: Voice) -> None:
        self._brain, self._store, self._voice = brain, store, voice
        self._under_way: set[asyncio.Future[dict[str, Any] | TurnFailed]] = set()
        self._locks: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()

    async def take(self, asked: Asked) -> dict[str, Any]:
        """Return replies and the end of the turn, the same ones for the same inbox id; raises TurnFailed."""
        turn = asyncio.ensure_future(self._take_alone(asked))
        self._under_way.add(turn)
        turn.add_done_callback(self._under_way.discard)
        # A caller that gives up leaves no half turn: it is finished, and its replies wait to be asked again.
        outcome = await asyncio.shield(turn)
        if isinstance(outcome, TurnFailed):
            raise outcome
        return outcome

    async def understand(self, text: str, metadata: dict[str, Any]) -> Understood:
        """Read a text without a conversation."""
        parsed = await self._brain.parse_message(UserMessage(spoken(text), metadata=metadata))
        return understood(parsed)

    async def forget(self, session: str) -> None:
        """Drop a conversation."""
        async with self._locks.setdefault(session, asyncio.Lock()):
            self._store.forget(session)

    async def _take_alone(self, asked: Asked) -> dict[str, Any] | TurnFailed:
        async with self._locks.setdefault(asked.session, asyncio.Lock()):
            try:
                return await self._take(asked)
            except TurnFailed as failed:
                outcome = failed
            except Exception as error:
                outcome = TurnFailed("engine", error)
            self._store.undo(asked.session)
            self._voice.note("turn_failed", who=outcome.who, **outcome.fault)
            return outcome

    async def _take(self, asked: Asked) -> dict[str, Any]:
        session = self._begin(asked)
        if asked.inbox in session.replies:
            return session.replies[asked.inbox]
        replies = Replies()
        await self._brain.handle_message(self._message(asked, replies))
        if session.tracker is None:
            raise TurnFailed("engine", error="NothingKept")
        body = {"replies": replies.said, "end": _end(session.tracker)}
        self._store.commit(asked.session, asked.key, asked.inbox, body)
        return body

    def _begin(self, asked: Asked) -> Session:
        try:
            return self._store.begin(asked.session, asked.key, asked.durable)
        except (SealBroken, ValueError, KeyError) as error:
            self._voice.note("snapshot_unreadable", **fault(error))
            self._store.forget(asked.session)
            return self._store.begin(asked.session, asked.key, asked.durable)

    def _message(self, asked: Asked, replies: Replies) -> UserMessage:
        text = spoken(asked.text) if asked.payload is None else asked.payload
        return UserMessage(
            text,
            replies,
            asked.session,
            parse_data=self._pressed(asked) if asked.payload is not None else None,
            input_channel="signed",
            message_id=asked.inbox,
            metadata={**asked.metadata, "inbox": asked.inbox},
        )

    def _pressed(self, asked: Asked) -> dict[str, Any]:
        """Read a button's payload, `/intent{"entity": value}`, without any guessing."""
        found = _PAYLOAD.fullmatch(asked.payload or "")
        if found is None or found[1] in _RASAS_OWN or found[1] not in self._brain.domain.intents:
            raise TurnFailed("engine", error="UnknownPayload")
        values: dict[str, Any] = json.loads(found[2] or "{}")
        intent = {"name": found[1], "confidence": 1.0}
        return {
            "text": asked.payload,
            "intent": intent,
            "intent_ranking": [intent],
            "entities": [{"entity": name, "value": value} for name, value in values.items()],
            "metadata": {**asked.metadata, "inbox": asked.inbox},
        }


def _end(tracker: DialogueStateTracker) -> dict[str, Any]:
    latest = tracker.latest_message
    intent = (latest.intent if latest else None) or {}
    return {
        "asked": tracker.get_slot("requested_slot"),
        "form": tracker.active_loop_name,
        "intent": intent.get("name") or "",
        "confidence": round(float(intent.get("confidence") or 0.0), 4),
        "locale": tracker.get_slot("locale") or "en",
    }


__all__ = ["Asked", "Culprit", "Turns"]
