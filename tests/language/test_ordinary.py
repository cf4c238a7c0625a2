"""Ordinary talk raises no alarm, and none of it covers for a word of danger beside it."""

from functools import lru_cache

import pytest

from language.patterns.ordinary import Ordinary
from language.patterns.phrase import PhraseError
from language.screen import Screen
from settings import ROOT
from tests.language.ordinary import ASKED, NEARLY, ORDINARY, PLAIN


@lru_cache(maxsize=1)
def whole() -> Screen:
    return Screen.open(ROOT / "language" / "weights")


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_talk_raises_no_alarm(name: str) -> None:
    assert whole().read(ORDINARY[name]).risk == "none"


@pytest.mark.parametrize("name", ASKED)
def test_a_plain_statement_is_asked_about_at_the_most(name: str) -> None:
    assert whole().read(ASKED[name]).risk in ("none", "possible")


@pytest.mark.parametrize("plain", range(len(PLAIN)))
@pytest.mark.parametrize("name", [*ORDINARY, *ASKED])
def test_a_plain_crisis_before_or_after_ordinary_talk_is_a_crisis(name: str, plain: int) -> None:
    talk = {**ORDINARY, **ASKED}[name]
    for text in (f"{talk}, {PLAIN[plain]}", f"{PLAIN[plain]}. {talk}", f"{talk} {PLAIN[plain]}"):
        assert whole().read(text).risk == "crisis"


@pytest.mark.parametrize("name", NEARLY)
def test_nearly_the_words_of_ordinary_talk_are_still_an_alarm(name: str) -> None:
    assert whole().read(NEARLY[name]).risk in ("possible", "crisis")


def test_an_ordinary_phrase_leaves_no_word_open() -> None:
    with pytest.raises(PhraseError):
        Ordinary().add("yes <2> please", {}, "ordinary")
    with pytest.raises(PhraseError):
        Ordinary().add("{anything}", {"anything": "yes <1>"}, "ordinary")


def test_one_word_more_than_the_phrases_and_it_is_not_ordinary() -> None:
    ordinary = Ordinary()
    ordinary.add("yes (please|thanks)?", {}, "ordinary")
    ordinary.add("pills", {}, "asked")
    assert ordinary.calm(["yes", ",", "yes", "please", "."]) == "ordinary"
    assert ordinary.calm(["yes", "pills", "please"]) is None
    assert ordinary.calm(["yes", "pills", "yes"]) == "asked"
    assert ordinary.calm(["yes", "gun"]) is None
    assert ordinary.calm([]) is None
    assert ordinary.calm(["yes"] * 31) is None
