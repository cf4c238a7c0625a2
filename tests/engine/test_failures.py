"""Promise 3: what the bot says it did is done. A turn is whole or it is not at all, and a failure is told."""

import time
from typing import Any

import httpx
import pytest

from tests.engine.actions import FakeActions
from tests.engine.running import Person, milliseconds, texts

BLUE = '/set_colour{"colour": "blue"}'
RED = '/set_colour{"colour": "red"}'


def fails(person: Person, payload: str = RED) -> dict[str, Any]:
    response = person.send(payload=payload)
    assert response.status_code == 503
    return dict(response.json())


def colour(person: Person, actions: FakeActions) -> str:
    actions.behave()
    return texts(person.press("/look_closer"))[0].removeprefix("Found 3 in ")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (401, b"{}"),
        (200, b"null"),
        (200, b"<html>"),
        (200, b'{"events": [{"name": "no event"}]}'),
        (400, b"{}"),
    ],
)
def test_a_failing_action_fails_the_turn_and_changes_nothing(
    officer: Person, actions: FakeActions, status: int, body: bytes
) -> None:
    officer.press(BLUE)
    actions.status, actions.body = status, body
    assert fails(officer) == {"failed": "actions"}
    assert colour(officer, actions) == "blue"


def test_a_visitors_turn_that_failed_changes_nothing_either(visitor: Person, actions: FakeActions) -> None:
    visitor.press(BLUE)
    actions.status = 500
    assert fails(visitor) == {"failed": "actions"}
    assert colour(visitor, actions) == "blue"


def test_an_action_that_does_not_answer_fails_the_turn_within_three_seconds(
    officer: Person, actions: FakeActions
) -> None:
    actions.delay = 3.5
    started = time.perf_counter()
    assert fails(officer) == {"failed": "actions"}
    assert milliseconds(started) < 3000


def test_words_that_nobody_wrote_fail_the_turn(officer: Person, actions: FakeActions) -> None:
    actions.answers["action_find"] = {"responses": [{"response": "utter_no_such_words"}]}
    assert fails(officer) == {"failed": "actions"}


def test_a_placeholder_is_never_sent(officer: Person, actions: FakeActions) -> None:
    assert officer.send(text="yes please").json() == {"failed": "engine"}


def test_a_turn_without_end_is_broken_off(officer: Person, actions: FakeActions) -> None:
    actions.answers["action_find"] = {"events": [{"event": "followup", "name": "action_find"}]}
    assert fails(officer) == {"failed": "engine"}
    assert actions.called("action_find") <= 12


def test_a_failed_turn_can_be_repeated(officer: Person, actions: FakeActions) -> None:
    inbox = "f" * 32
    actions.status = 500
    assert officer.send(inbox, payload=RED).status_code == 503
    actions.behave()
    assert texts(officer.send(inbox, payload=RED).json()) == ["Found 3 in red"]


def test_a_repeated_turn_gets_the_same_replies_and_does_nothing_twice(officer: Person, actions: FakeActions) -> None:
    first = officer.send("a" * 32, payload=BLUE).json()
    assert officer.send("b" * 32, payload=RED).status_code == 200
    assert officer.send("a" * 32, payload=BLUE).json() == first
    assert actions.called("action_find") == 2
    assert colour(officer, actions) == "red"


def test_a_turn_whose_caller_went_away_is_finished_once(officer: Person, actions: FakeActions) -> None:
    actions.delay = 0.4
    officer.engine.http.timeout = httpx.Timeout(0.1)
    with pytest.raises(httpx.ReadTimeout):
        officer.send("c" * 32, payload=BLUE)
    officer.engine.http.timeout = httpx.Timeout(30)
    assert texts(officer.send("c" * 32, payload=BLUE).json()) == ["Found 3 in blue"]
    assert actions.called("action_find") == 1
