from typing import Any

import pytest

from actions.contact import take_contact, take_private
from actions.counter import Tools
from tests.actions.turns import turn

NUMBER = "207 555 0155"


class Answers:
    """Knows one sealed answer."""

    def __init__(self, answer: str | None) -> None:
        self.answer = answer

    def answer_of(self, officer: str, token: str) -> str | None:
        return self.answer if token == "prv_1" else None


def tools(answer: str | None = None) -> Tools:
    fake: Any = Answers(answer)
    return Tools(fake, jurisdiction=fake, plans=fake, notebook=fake)


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        ("no", "deny", "none"),
        ("nothing please", "out_of_scope", "none"),
        ("i'll call them", "nlu_fallback", "none"),
        ("they can have my number", "affirm", "number"),
        ("call me", "talk_to_human", "number"),
        ("just a name", "nlu_fallback", "alias"),
        ("no quiero dejar nada", "nlu_fallback", "none"),
        ("un número", "nlu_fallback", "number"),
        ("un apodo", "nlu_fallback", "alias"),
    ],
)
def test_the_answer_may_be_words(text: str, intent: str, kind: str) -> None:
    said = turn(text, intent, form="booking_form", requested_slot="contact")
    assert take_contact(said, tools())
    assert said.slot("contact") == kind


def test_other_words_are_no_answer() -> None:
    said = turn("why do you ask", "ask_confidentiality", form="booking_form", requested_slot="contact")
    assert not take_contact(said, tools())
    assert said.events == []


def test_a_button_with_another_value_is_no_answer() -> None:
    said = turn(intent="choose_contact", entities={"contact": "address"}, requested_slot="contact")
    assert not take_contact(said, tools())


def test_a_sealed_number_is_taken_by_its_token_alone() -> None:
    said = turn(intent="private_answer", entities={"token": "prv_1"}, requested_slot="contact_number")
    assert take_private(said, tools(NUMBER), "contact_number")
    assert said.slot("contact_number") == "prv_1"
    assert NUMBER not in repr(said.events)


@pytest.mark.parametrize("typed", ["555-12", "hello", "", "1" * 16])
def test_what_is_no_number_is_asked_again(typed: str) -> None:
    said = turn(intent="private_answer", entities={"token": "prv_1"}, requested_slot="contact_number")
    assert take_private(said, tools(typed), "contact_number")
    assert said.slot("contact_number") is None
    assert said.slot("requested_slot") == "contact_number"


def test_an_answer_that_is_gone_or_somebody_elses_is_asked_again() -> None:
    said = turn(intent="private_answer", entities={"token": "prv_2"}, requested_slot="contact_alias")
    assert take_private(said, tools("Sam"), "contact_alias")
    assert said.slot("contact_alias") is None


def test_a_no_leaves_nothing() -> None:
    said = turn("no", "deny", requested_slot="contact_number")
    assert take_private(said, tools(), "contact_number")
    assert said.slot("contact") == "none"


def test_a_number_typed_where_only_the_kind_was_asked_is_taken() -> None:
    said = turn(intent="private_answer", entities={"token": "prv_1"}, requested_slot="contact")
    assert take_contact(said, tools(NUMBER))
    assert (said.slot("contact"), said.slot("contact_number")) == ("number", "prv_1")
