"""A price is answered wherever it is asked for, and the question under way comes again."""

import pytest

from actions.costs import is_about_cost
from tests.dialogue.person import Person
from tests.dialogue.test_booking import SENTENCE, hold_first


@pytest.mark.parametrize(
    "said",
    [
        "how much does it cost",
        "what does that cost",
        "do i have to pay",
        "¿cuánto cuesta?",
        "is it free",
        "¿es gratis?",
    ],
)
def test_words_for_a_price_are_known(said: str) -> None:
    assert is_about_cost(said)


@pytest.mark.parametrize("said", ["who is free tuesday", "feel free to call", '/book_slot{"cost": 1}', "my fault"])
def test_other_words_are_no_question_for_a_price(said: str) -> None:
    assert not is_about_cost(said)


def test_the_price_of_each_time_that_is_shown(officer: Person) -> None:
    officer.type(SENTENCE)
    said = officer.type("how much does it cost")
    assert said.startswith("Who pays:")
    assert "Which" in said


def test_the_price_of_the_time_that_is_held(officer: Person) -> None:
    hold_first(officer)
    said = officer.type("what does that cost")
    assert said.startswith("Who pays:")
    assert "Free times" not in said


def test_a_price_with_nothing_in_view(officer: Person) -> None:
    assert "who pays before anything is booked" in officer.type("how much does it cost?")
