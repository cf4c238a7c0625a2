"""Whether officers may be let in: what safety needs, judged alike by the bot, the console and `code4 doctor`."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from care.directory import STALE_AFTER
from settings import Settings
from storage import facts
from storage.facts import Fact
from words import Words, text_hash

SAFETY = ("operator", "lines", "texts")


def missing(connection: Connection, settings: Settings, words: Words, now: datetime) -> list[str]:
    """Return which of `SAFETY` is not done yet; nothing when officers may be let in."""
    known = facts.declared(connection)
    done = {
        "operator": "(sample)" not in settings.operator,
        "lines": not unconfirmed(words, known, now),
        "texts": not unsigned(words, known),
    }
    return [name for name in SAFETY if not done[name]]


def unconfirmed(words: Words, known: Mapping[str, Fact], now: datetime) -> list[str]:
    """Return the ids of helplines that are shown, but that nobody here has called within ninety days."""
    lines = {line.id: known.get(f"line.{line.id}") for line in words.lines.shown}
    return [id_ for id_, fact in lines.items() if fact is None or now - fact.at > STALE_AFTER]


def crisis_texts(words: Words) -> list[str]:
    """Return the names of the texts that a clinician has to review."""
    return sorted(
        name for name, versions in words.responses.items() if any(each.metadata for each in versions.values())
    )


def hash_of(words: Words, name: str) -> str:
    """Return what a review is bound to: a changed text is a text that nobody has reviewed."""
    return "-".join(text_hash(version) for _, version in sorted(words.responses[name].items()))


def unsigned(words: Words, known: Mapping[str, Fact]) -> list[str]:
    """Return the crisis texts that no clinician has reviewed as they stand, in domain.yml or in the console."""
    in_file = set(crisis_texts(words)) - set(words.unsigned()) - set(words.altered())
    here = {name for name in crisis_texts(words) if _is_signed(known.get(f"text.{name}"), hash_of(words, name))}
    return [name for name in crisis_texts(words) if name not in in_file | here]


def _is_signed(fact: Fact | None, wanted: str) -> bool:
    return fact is not None and isinstance(fact.value, dict) and fact.value.get("hash") == wanted
