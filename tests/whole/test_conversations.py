"""Whole conversations of conversations.yml through the gateway, in one running system on a clock of its own."""

import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.gateway import LOOK_EVERY
from tests.bot.house import the_words
from tests.dialogue.running import NOW
from tests.whole.system import Answer, Chat, button_ids, running, texts

CONVERSATIONS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("conversations.yml").read_text("utf-8"))
MOST_WORDS = 60
# The issue words it so: is it within reach, and can you put distance.
TWO_BY_DESIGN = {the_words().text("utter_crisis_means", locale) for locale in ("en", "es")}


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clock") / "now"
    path.write_text(NOW.isoformat())
    return path


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory, clock: Path) -> Iterator[Chat]:
    settings = {"CODE4_CLOCK": str(clock), "CODE4_TIMEZONE": "America/New_York"}
    with running(tmp_path_factory.mktemp("conversations"), **settings) as system:
        chat = Chat.open(system.environment)
        yield chat
        chat.close()


def test_there_are_at_least_thirty_and_each_has_its_name() -> None:
    assert len({each["name"] for each in CONVERSATIONS}) == len(CONVERSATIONS) >= 30


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: str(each["name"]))
def test_a_conversation_goes_as_written(talk: Chat, clock: Path, conversation: dict[str, Any]) -> None:
    before: list[str] = []
    for step in conversation["steps"]:
        if "wait" in step:
            later = datetime.fromisoformat(clock.read_text()) + timedelta(minutes=step["wait"])
            clock.write_text(later.isoformat())
            continue
        answers = take(talk, conversation["name"], step)
        said = "\n".join(texts(each) for each in answers)
        assert heard(said, step.get("hears", [])), said
        assert not [part for part in step.get("lacks", []) if part in said], said
        offered = [id_ for each in answers for id_ in button_ids(each)]
        assert set(step.get("offers", [])) <= set(offered), offered
        messages = [reply["text"] for each in answers for reply in each["replies"]]
        assert messages, "no answer"
        assert_well_said(messages, before)
        before = messages


def take(talk: Chat, name: str, step: dict[str, Any]) -> list[Answer]:
    """Say or press what a step says; several lines are sent before the first answer is read."""
    if "press" in step:
        return [talk.press(name, step["press"])]
    lines = step["say"] if isinstance(step["say"], list) else [step["say"]]
    return talk.say_at_once(name, lines)


def heard(said: str, parts: list[str]) -> bool:
    """Tell whether the parts were said, one after the other."""
    at = 0
    for part in parts:
        at = said.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def assert_well_said(messages: list[str], before: list[str]) -> None:
    """Hold an answer to what every answer owes: short, one question a message, nothing twice running."""
    for message in messages:
        assert len(message.split()) <= MOST_WORDS, message
        assert not re.search(r"{\w+}", message), message
        assert re.sub(r'"[^"]*"', "", message).count("?") <= 1 or message in TWO_BY_DESIGN, message
    assert len(set(messages)) == len(messages)
    assert not set(messages) & set(before)


def test_a_reminder_comes_as_agreed_and_silence_ends_it(talk: Chat, clock: Path) -> None:
    name = "reminded every week"
    for line in ("hello", "consent.yes", "remind me to check in every week"):
        talk.say(name, line)
    for button in ("reminders", "remind.weekly", "shift.day", "quiet.default"):
        answer = talk.press(name, button)
    assert "next on" in texts(answer)
    later(clock, days=8)
    await_notice(talk, name)
    assert "a check takes a minute" in texts(shown(talk, name))
    assert "silence.on" in button_ids(talk.press(name, "reminders.show"))
    assert "I stay silent" in texts(talk.press(name, "silence.on"))
    later(clock, days=15)
    time.sleep(3 * LOOK_EVERY)
    assert "There is nothing new." in texts(talk.press(name, "due.show"))
    assert unasked(talk, name) == [["New message"]]


def later(clock: Path, days: int) -> None:
    """Let days pass for every process."""
    clock.write_text((datetime.fromisoformat(clock.read_text()) + timedelta(days=days)).isoformat())


def await_notice(talk: Chat, name: str) -> None:
    """Read on, as somebody else's turns do, until something came to `name` by itself: a tap may not come before it."""
    for _ in range(30):
        talk.say("a bystander", "hello")
        if unasked(talk, name):
            return
        time.sleep(LOOK_EVERY)
    raise AssertionError("no notice came")


def shown(talk: Chat, name: str) -> Answer:
    """Tap "New message" until something is behind it."""
    for _ in range(20):
        time.sleep(LOOK_EVERY / 2)
        answer = talk.press(name, "due.show")
        if "There is nothing new." not in texts(answer):
            return answer
    raise AssertionError("nothing came")


def unasked(talk: Chat, name: str) -> list[list[str]]:
    """Return what came to somebody by itself."""
    return [[reply["text"] for reply in each["replies"]] for each in talk.unsolicited if each["as"] == name]
