"""Answers in numbers and words, in two languages; what fits two answers is no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.instruments.answers import fitting, fold
from care.instruments.instrument import Instrument, Item, instrument, instruments

FREQUENCY = instrument("phq4").items[0]
YES = instrument("pcptsd5").items[2]
DRINKS = instrument("auditc").item("typical")
OFTEN = instrument("auditc").item("often")
MOOD = instrument("quick").item("mood")


def scores(item: Item, text: str) -> list[int]:
    return [option.score for option in fitting(item, text)]


@pytest.mark.parametrize(
    ("item", "text", "score"),
    [
        (FREQUENCY, "several days", 1),
        (FREQUENCY, "Not at all.", 0),
        (FREQUENCY, "más de la mitad de los días", 2),
        (FREQUENCY, "mas de la mitad de los dias", 2),
        (FREQUENCY, "pretty much every day", 3),
        (FREQUENCY, "casi todos los días, la verdad", 3),
        (FREQUENCY, "I'd say most days", 2),
        (YES, "yeah", 1),
        (YES, "Sí", 1),
        (YES, "no", 0),
        (YES, "no, not really", 0),
        (OFTEN, "2 to 3 times a week", 3),
        (OFTEN, "once a week", 2),
        (DRINKS, "three or four", 1),
        (MOOD, "not good", 2),
        (MOOD, "muy mal", 1),
        (MOOD, "very bad", 1),
    ],
)
def test_words_are_taken_in_either_language(item: Item, text: str, score: int) -> None:
    assert scores(item, text) == [score]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (FREQUENCY, "several days, or nearly every day"),
        (FREQUENCY, "varios días o casi todos los días"),
        (MOOD, "good and bad"),
        (YES, "yes and no"),
    ],
)
def test_words_that_fit_two_answers_are_no_answer(item: Item, text: str) -> None:
    assert len(scores(item, text)) == 2


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (FREQUENCY, "not every day"),
        (YES, "no sé"),
        (YES, "not sure"),
        (YES, "no estoy seguro"),
        (FREQUENCY, "it depends, several days maybe"),
        (FREQUENCY, "what does this mean"),
        (FREQUENCY, ""),
    ],
)
def test_what_settles_nothing_is_no_answer(item: Item, text: str) -> None:
    assert scores(item, text) == []


@pytest.mark.parametrize("text", ["0", "5", "-1", "42", "2.5", "+3", "1,5", "999999", "٣"])
def test_numbers_out_of_range_are_no_answer(text: str) -> None:
    assert scores(FREQUENCY, text) == []


def test_a_number_is_the_place_of_an_answer() -> None:
    assert [scores(FREQUENCY, str(place)) for place in (1, 2, 3, 4)] == [[0], [1], [2], [3]]


def test_a_number_that_may_be_a_count_or_a_place_is_asked_about() -> None:
    assert scores(DRINKS, "1") == [0]
    assert scores(DRINKS, "4") == [1, 3]
    assert scores(DRINKS, "8") == [3]


@pytest.mark.parametrize("of", instruments(), ids=lambda of: of.id)
def test_each_answers_own_label_is_that_answer_alone(of: Instrument) -> None:
    for item in of.items:
        for option in item.options:
            for locale in ("en", "es"):
                assert fitting(item, option.label.say(locale)) == (option,), option.label
                assert fitting(item, option.label.say(locale).upper()) == (option,)


@pytest.mark.parametrize("of", instruments(), ids=lambda of: of.id)
def test_no_other_word_stands_for_two_answers(of: Instrument) -> None:
    for item in of.items:
        for option in item.options:
            for word in (*option.words["en"], *option.words["es"]):
                assert fitting(item, word) == (option,), word


@given(st.text(max_size=60))
def test_any_text_is_read_without_breaking(text: str) -> None:
    assert len(fitting(FREQUENCY, text)) <= len(FREQUENCY.options)
    assert fold(fold(text)) == fold(text)
