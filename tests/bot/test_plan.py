"""What a text is taken for before the dialogue sees it: a press, a yes to being kept, or an answer to nothing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import Button, Incoming
from bot.plan import NOT_UNDERSTOOD, Ask, Say, Start, Step, plan
from bot.private import is_private
from bot.session import Session, new_session
from care.names import OfficerId

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
START = Button("consent.yes", "Start", "gateway:consent.yes")
LEAVE = Button("leave", "No", "/leave")


def officer(asked: str | None = None, turns: int = 3) -> Session:
    session = new_session(OfficerId("a" * 32), "en", "America/New_York", NOW)
    return replace(session, asked=asked, turns=turns)


def said(text: str, session: Session) -> Step:
    return plan(Incoming("terminal", "somebody", "1", "text", text, NOW), session, {})


@pytest.mark.parametrize("text", ["yes", "sure", "sí", "ok"])
def test_a_yes_to_the_question_whether_to_keep_is_start(text: str) -> None:
    assert said(text, officer().offering((START, LEAVE))) == Start()


def test_a_yes_elsewhere_is_no_start() -> None:
    assert said("yes", officer().offering((START, LEAVE, Button("menu", "Menu", "/help_menu")))) == Ask(text="yes")


@pytest.mark.parametrize("text", ["yes", "2", "the first one", "back", "no", "más"])
def test_after_a_pause_an_answer_to_nothing_is_told_so_kindly(text: str) -> None:
    assert said(text, officer(turns=0)) == Say("utter_been_away")


def test_after_a_pause_something_new_is_simply_answered() -> None:
    assert said("i want to talk to a peer", officer(turns=0)) == Ask(text="i want to talk to a peer")


def test_a_number_that_no_button_has_is_not_guessed_at() -> None:
    assert said("9", officer().offering((START, LEAVE))) == Ask(payload=NOT_UNDERSTOOD)


def test_a_number_may_answer_an_open_question() -> None:
    assert said("9", officer(asked="slot_choice").offering((START, LEAVE))) == Ask(text="9")


@pytest.mark.parametrize("text", ["who sees this?", "back", "stop", "skip", "hmm", "not sure"])
def test_a_question_or_a_way_out_is_no_name(text: str) -> None:
    assert not is_private(officer(asked="contact_alias"), text)


@pytest.mark.parametrize("text", ["Sam", "207-555-0143", "call 207 555 0143, ok?"])
def test_a_name_or_a_number_is_private(text: str) -> None:
    assert is_private(officer(asked="contact_number"), text)
