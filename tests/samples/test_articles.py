"""The cards of samples/articles.yml: twelve topics in both languages, sourced, short, and plain enough."""

from datetime import date
from typing import Any

import pytest
import textstat
import yaml

from settings import ROOT
from words import LOCALES

CARDS: list[dict[str, Any]] = yaml.safe_load((ROOT / "samples" / "articles.yml").read_text("utf-8"))["articles"]
ASKED_FOR = {"sleep", "stress", "trauma", "relationship", "alcohol", "money", "retirement", "peer_support"}
EIGHTH_GRADE = 8.0  # US school years: the mean of Coleman-Liau and the Automated Readability Index
# Fernández Huerta (1959): 60 to 70 is the eighth and ninth school year, more is easier. One message alone swings.
PLAIN_SPANISH, PLAIN_SPANISH_MESSAGE = 70.0, 60.0


def name(card: dict[str, Any]) -> str:
    return f"{card['topic']}-{card['locale']}"


def school_year(text: str) -> float:
    """Both indices count letters, words and sentences alone, so that no dictionary has to be fetched."""
    textstat.set_lang("en")
    return float(textstat.coleman_liau_index(text) + textstat.automated_readability_index(text)) / 2


def ease(text: str) -> float:
    textstat.set_lang("es")
    return float(textstat.fernandez_huerta(text))


def test_there_are_at_least_twelve_topics_each_in_both_languages() -> None:
    by_locale = {locale: {card["topic"] for card in CARDS if card["locale"] == locale} for locale in LOCALES}
    assert len(by_locale["en"]) >= 12
    assert by_locale["en"] == by_locale["es"]
    assert by_locale["en"] >= ASKED_FOR
    assert len(CARDS) == sum(len(topics) for topics in by_locale.values())


@pytest.mark.parametrize("card", CARDS, ids=name)
def test_a_card_names_its_source_its_reviewer_and_the_day(card: dict[str, Any]) -> None:
    assert len(card["source"]) > 10
    assert card["reviewed_by"]
    assert date.fromisoformat(card["reviewed_on"])


@pytest.mark.parametrize("card", CARDS, ids=name)
def test_a_card_is_three_to_five_messages_of_at_most_sixty_words(card: dict[str, Any]) -> None:
    assert 3 <= len(card["messages"]) <= 5
    assert all(len(message.split()) <= 60 and "!" not in message for message in card["messages"])


@pytest.mark.parametrize("card", [card for card in CARDS if card["locale"] == "en"], ids=name)
def test_english_cards_read_at_the_eighth_grade_or_below(card: dict[str, Any]) -> None:
    assert school_year(" ".join(card["messages"])) <= EIGHTH_GRADE
    assert all(school_year(message) <= EIGHTH_GRADE for message in card["messages"])


@pytest.mark.parametrize("card", [card for card in CARDS if card["locale"] == "es"], ids=name)
def test_spanish_cards_read_as_plainly(card: dict[str, Any]) -> None:
    assert ease(" ".join(card["messages"])) >= PLAIN_SPANISH
    assert all(ease(message) >= PLAIN_SPANISH_MESSAGE for message in card["messages"])


def test_the_measure_tells_plain_words_from_hard_ones() -> None:
    hard = "Psychophysiological dysregulation necessitates multidisciplinary evaluation by qualified practitioners."
    assert school_year(hard) > EIGHTH_GRADE
