"""Rasa's end-to-end conversation tests as plain steps: what is said, and what must follow."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass
class Step:
    """One message and what it must lead to: `said` holds parts of the answer, in order; `loop` only if named."""

    text: str
    intent: str | None
    actions: list[str] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    loop: tuple[str | None] | None = None
    said: list[str] = field(default_factory=list)


@dataclass
class Conversation:
    """A named conversation; `about` is the file's own metadata (locale, timezone, now, risk, visitor)."""

    name: str
    file: str
    about: dict[str, Any]
    steps: list[Step]


def read_conversations(path: Path) -> list[Conversation]:
    """Read one YAML file with `stories`; raises ValueError on a step that is not known."""
    stories = yaml.safe_load(path.read_text(encoding="utf-8")).get("stories", [])
    return [
        Conversation(story["story"], path.name, story.get("metadata") or {}, _steps(story["steps"]))
        for story in stories
    ]


def _steps(listed: list[dict[str, Any]]) -> list[Step]:
    steps: list[Step] = []
    for item in listed:
        if "user" in item or "intent" in item:
            steps.append(Step((item.get("user") or f"/{item['intent']}").strip(), item.get("intent")))
        elif "action" in item:
            steps[-1].actions.append(item["action"])
        elif "bot" in item:
            steps[-1].said.append(item["bot"].strip())
        elif "active_loop" in item:
            steps[-1].loop = (item["active_loop"],)
        elif "slot_was_set" in item:
            for slot in item["slot_was_set"]:
                steps[-1].slots.update(slot if isinstance(slot, dict) else {slot: ...})
        else:
            raise ValueError(f"unknown step: {sorted(item)}")
    return steps
