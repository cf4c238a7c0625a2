"""The conversations of the `test_*_stories.yml` files, on the trained model, the real actions and storage."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import yaml

from care.names import OfficerId, SessionPseudonym
from cli.model import ENGINE_PYTHON
from engine.conversation_tests import session_of
from settings import ROOT
from storage import private
from storage.forgetting import forget
from tests.dialogue.person import Person
from tests.dialogue.running import NOW, House

FILES = sorted(Path(__file__).parent.glob("test_*_stories.yml"))
STORIES: list[dict[str, Any]] = [each for file in FILES for each in yaml.safe_load(file.read_text("utf-8"))["stories"]]
NUMBER = "207-555-0155"  # what every conversation leaves where a number is asked for


def test_there_are_at_least_120_conversations_and_each_is_named_once() -> None:
    assert len(STORIES) >= 120
    assert len({each["story"] for each in STORIES}) == len(STORIES)


def test_each_conversation_says_what_the_bot_says() -> None:
    silent = [each["story"] for each in STORIES if not any("bot" in step for step in each["steps"])]
    assert silent == []


def test_a_part_of_them_is_in_spanish() -> None:
    spanish = [each for each in STORIES if (each.get("metadata") or {}).get("locale") == "es"]
    assert len(spanish) >= 25


def test_every_conversation_is_understood_and_goes_as_written(house: House) -> None:
    officers = {each["story"]: officer(house, each) for each in STORIES if not is_visitor(each)}
    failed: list[dict[str, Any]] = []
    with player(house) as (told, go_on):
        for line in told:
            failed += [] if line.get("passed", True) else [line]
            if known := officers.pop(str(line.get("conversation")), None):
                forget(house.database, house.keys, known, house.clock.now())  # what was booked is free again
            go_on()
    assert failed == [], json.dumps(failed, indent=1, ensure_ascii=False)
    assert not officers


def is_visitor(story: dict[str, Any]) -> bool:
    return bool((story.get("metadata") or {}).get("visitor"))


def officer(house: House, story: dict[str, Any]) -> OfficerId:
    """An officer for a conversation, with a number that the gateway has sealed."""
    person = Person(house, session=SessionPseudonym(session_of(story["story"])))
    person.start()
    assert person.officer is not None
    with house.database.write() as connection:
        private.keep(connection, house.keys, person.officer, f"prv_{person.session}", NUMBER)
    return person.officer


@contextmanager
def player(house: House) -> Iterator[tuple[Iterator[dict[str, Any]], Callable[[], None]]]:
    """Rasa playing the conversations in a process of its own: a line for each as it ends, and how to go on."""
    command = [str(ENGINE_PYTHON), "-m", "engine.conversation_tests", *map(str, FILES)]
    command += ["--paced", "--now", NOW.isoformat()]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def send(line: str = "\n") -> None:
            with suppress(BrokenPipeError):  # after the last one nobody listens
                stdin.write(line)
                stdin.flush()

        send(house.wiring.line())
        yield (json.loads(line) for line in stdout), send
