"""Turns as an action gets them, for tests of single rules."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn, read_turn
from care.names import OfficerId
from settings import ROOT
from words import load_words

WORDS = load_words(ROOT / "domain.yml", "US", "Harbor Officers Foundation")
NOW = "2026-11-16T18:00:00+00:00"  # a Monday, one in the afternoon in New York


def turn(
    text: str = "",
    intent: str = "",
    entities: dict[str, Any] | None = None,
    form: str | None = None,
    officer: str | None = "0" * 32,
    confidence: float = 0.9,
    **slots: Any,
) -> Turn:
    """Return a turn; `slots` holds what the conversation remembers."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
        "metadata": {"now": NOW, "timezone": "America/New_York", "inbox": "1" * 32, "risk": "none"},
    }
    loop = {"name": form} if form else {}
    tracker = Tracker("2" * 32, {"locale": "en", **slots}, message, [], False, None, loop, "action_listen")
    return read_turn(WORDS, tracker, OfficerId(officer) if officer else None, CollectingDispatcher())
