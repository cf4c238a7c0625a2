"""Could this reach my job? Answers from confidentiality/<jurisdiction>.yml, with reviewer and date."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.turn import Turn
from words import Button


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
    date: str
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
        date=str(content["date"]),
        overview=content["overview"],
        topics=tuple(_topic(entry) for entry in content["topics"]),
    )


def answer(turn: Turn, known: Jurisdiction, organisation: str | None = None) -> None:
    """Answer a topic; inside a form without a topic, why the form asks; else the overview and the topics."""
    topic = known.topic(turn.given("topic"), turn.text if not turn.text.startswith("/") else "")
    if topic:
        _say_topic(turn, known, topic)
    elif turn.asked:
        turn.say(f"utter_why_{_why(turn.asked)}", (), {"organisation": organisation or turn.words.operator})
    else:
        overview = known.overview[turn.locale].replace("{operator}", turn.words.operator)
        turn.say("utter_confidentiality", (), {"body": overview})
        turn.say("utter_confidentiality_topics", _topic_buttons(turn, known))


def _say_topic(turn: Turn, known: Jurisdiction, topic: Topic) -> None:
    buttons = [] if turn.form else _topic_buttons(turn, known, topic)
    values = {"date": known.date, "reviewer": known.reviewer or ""}
    if topic.text is None:
        turn.say("utter_confidentiality_unknown", buttons, values)
        return
    name = "reviewed" if known.reviewer else "unreviewed"
    turn.say(f"utter_confidentiality_{name}", buttons, values | {"body": topic.text[turn.locale]})


def _topic_buttons(turn: Turn, known: Jurisdiction, but: Topic | None = None) -> list[Button]:
    return [
        Button(
            f"topic.{topic.id}", topic.title[turn.locale], f'/ask_confidentiality{{"topic": "{topic.id}"}}'
        )
        for topic in known.topics
        if topic is not but
    ]


def _why(asked: str) -> str:
    if asked in ("slot_choice", "confirmation"):
        return asked
    if asked.startswith("contact"):
        return "contact"
    return "forget" if asked == "forget_confirmation" else "booking"


def _topic(entry: Mapping[str, Any]) -> Topic:
    text = entry["text"] if entry["known"] else None
    return Topic(str(entry["id"]), entry["title"], text, tuple(str(word) for word in entry["ask"]))
