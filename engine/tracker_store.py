"""Conversations: the live ones in memory, each also sealed on disk after every turn with that turn's replies.

A turn is kept whole or not at all: `commit` writes tracker and replies in one step, `undo` forgets what the
turn did in memory. A visitor's conversation never reaches the disk.
"""

import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from engine.sealing import SealBroken
from engine.snapshots import IDLE_SECONDS, Snapshots
from engine.trimming import trimmed

LIVE_SESSIONS = 512
LIVE_VISITORS = 2048
REPLIES_KEPT = 8


@dataclass
class Session:
    """One live conversation; `kept` is the last committed state of a visitor, who has no file."""

    durable: bool
    mark: bytes  # of the key under which it began: with another key it is not opened
    tracker: DialogueStateTracker | None = None
    replies: "OrderedDict[str, dict[str, Any]]" = field(default_factory=OrderedDict)
    kept: bytes | None = None
    used: float = field(default_factory=time.monotonic)


class SealedTrackerStore(TrackerStore):
    """Rasa's tracker store over sealed snapshots; a session's key comes with each turn and is not kept."""

    def __init__(self, domain: Domain | None = None, event_broker: None = None, **_named: Any) -> None:
        super().__init__(domain, event_broker)
        self._live: OrderedDict[str, Session] = OrderedDict()
        self._snapshots: Snapshots | None = None

    def keep_in(self, folder: Path) -> None:
        """Say where the sealed files live; without it everything stays in memory."""
        self._snapshots = Snapshots(folder)

    def begin(self, name: str, key: bytes, durable: bool) -> Session:
        """Return the session as of its last committed turn, ready for one more; raises SealBroken."""
        mark = hashlib.sha256(key).digest()
        session = self._live.pop(name, None)
        if session is None or session.mark != mark:
            session = Session(durable, mark)
        if session.tracker is None:
            self._load(session, name, key)
        session.durable, session.used = durable, time.monotonic()
        self._live[name] = session
        self._make_room()
        return session

    def commit(self, name: str, key: bytes, inbox: str, body: dict[str, Any]) -> None:
        """Keep the turn: tracker and replies together; raises OSError when the disk refuses."""
        session = self._live[name]
        if session.tracker is not None:
            session.tracker = trimmed(session.tracker, self.domain)
        session.replies[inbox] = body
        while len(session.replies) > REPLIES_KEPT:
            session.replies.popitem(last=False)
        plain = _plain(session)
        if session.durable and self._snapshots is not None:
            self._snapshots.write(name, key, plain)
            session.kept = None
        else:
            session.kept = plain

    def undo(self, name: str) -> None:
        """Forget what an unfinished turn did: the next `begin` starts from the last committed state."""
        session = self._live.get(name)
        if session is None:
            return
        if session.kept is None:
            del self._live[name]
        else:
            session.tracker = None
            session.replies.clear()

    def forget(self, name: str) -> None:
        """Delete the conversation from memory and disk."""
        self._live.pop(name, None)
        if self._snapshots is not None:
            self._snapshots.remove(name)

    def purge(self) -> int:
        """Delete what has been idle for an hour; returns how many files went."""
        oldest = time.monotonic() - IDLE_SECONDS
        for name in [name for name, session in self._live.items() if session.used < oldest]:
            del self._live[name]
        return self._snapshots.purge() if self._snapshots is not None else 0

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the live tracker of a session that has begun (Rasa's own entry)."""
        session = self._live.get(sender_id)
        return session.tracker if session else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Hold the tracker until the turn is committed (Rasa's own entry)."""
        self._live.setdefault(tracker.sender_id, Session(False, b"")).tracker = tracker

    async def keys(self) -> Iterable[str]:
        """Return the names of the live sessions (Rasa's own entry)."""
        return list(self._live)

    def _load(self, session: Session, name: str, key: bytes) -> None:
        plain = session.kept
        if plain is None and self._snapshots is not None:
            plain = self._snapshots.read(name, key)
        if plain is None:
            return
        state = json.loads(plain)
        session.replies = OrderedDict(state["replies"])
        if state["events"]:
            session.tracker = DialogueStateTracker.from_dict(name, state["events"], self.domain.slots)

    def _make_room(self) -> None:
        """Drop the longest unused: files bring durable sessions back, visitors start anew."""
        for durable, most in ((True, LIVE_SESSIONS), (False, LIVE_VISITORS)):
            names = [name for name, session in self._live.items() if session.durable is durable]
            for name in names[: max(0, len(names) - most)]:
                del self._live[name]


def _plain(session: Session) -> bytes:
    events = [_without_words(event.as_dict()) for event in session.tracker.events] if session.tracker else []
    return json.dumps({"events": events, "replies": list(session.replies.items())}).encode()


def _without_words(event: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was typed: the policies look at intents, and nobody may find an incident's facts here."""
    if event["event"] != "user":
        return event
    return event | {"text": "", "parse_data": (event.get("parse_data") or {}) | {"text": ""}}


__all__ = ["SealBroken", "SealedTrackerStore", "Session"]
