"""What is known of the law and the customs of one place, from confidentiality/<jurisdiction>.yml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Topic:
    """One question; without a text the honest answer is that it is not known here."""

    id: str
    title: Mapping[str, str]
    text: Mapping[str, str] | None
    ask: tuple[str, ...]

    def is_meant_by(self, said: str) -> bool:
        """Tell whether a word of the topic begins a word of what was said."""
        return any(re.search(rf"\b{re.escape(word)}", said) for word in self.ask)


@dataclass(frozen=True)
class Jurisdiction:
    """What is known in one place; `reviewer` is None until a lawyer has signed."""

    reviewer: str | None
    date: date
    overview: Mapping[str, str]
    topics: tuple[Topic, ...]

    def topic(self, asked: str | None, said: str) -> Topic | None:
        """Return the topic that a button or the words ask about."""
        by_id = {topic.id: topic for topic in self.topics}
        if asked in by_id:
            return by_id[asked]
        return next((topic for topic in self.topics if topic.is_meant_by(said.lower())), None)


def load_jurisdiction(folder: Path, name: str) -> Jurisdiction:
    """Read a jurisdiction's file; raises OSError, KeyError or yaml.YAMLError."""
    content = yaml.safe_load((folder / f"{name}.yml").read_text("utf-8"))
    reviewer = str(content["reviewer"])
    return Jurisdiction(
        reviewer=None if reviewer == "none" else reviewer,
        date=date.fromisoformat(str(content["date"])),
        overview=content["overview"],
        topics=tuple(_topic(entry) for entry in content["topics"]),
    )


def _topic(entry: Mapping[str, Any]) -> Topic:
    text = entry["text"] if entry["known"] else None
    return Topic(str(entry["id"]), entry["title"], text, tuple(str(word) for word in entry["ask"]))
