"""What the examples of data/nlu promise: enough of each intent, in both languages, none of it measured on."""

from collections import Counter

import pytest
import yaml

from bench.sentences import OUT_OF_SCOPE, aside, learnt, plain
from settings import ROOT

LEAST = {"en": 80, "es": 40}
LEAST_OUT_OF_SCOPE = 300
LEAST_IN_ALL = 4000
# By design.md's list; other intents are said by buttons alone.
INTENTS = 29
SETS = [(name, language) for name in ("intents", "fresh", "strangers") for language in ("en", "es")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_intent_has_enough_examples(language: str) -> None:
    counts = Counter(each.intent for each in learnt() if each.language == language)
    assert len(counts) == INTENTS
    assert {name: count for name, count in counts.items() if count < LEAST[language]} == {}


def test_what_lies_outside_is_the_widest() -> None:
    outside = [each for each in learnt() if each.intent == OUT_OF_SCOPE and each.language == "en"]
    assert len(outside) >= LEAST_OUT_OF_SCOPE
    assert len(learnt()) >= LEAST_IN_ALL


def test_every_example_is_of_an_intent_of_the_domain() -> None:
    domain = {
        next(iter(each)) if isinstance(each, dict) else each
        for each in yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
    }
    assert {each.intent for each in learnt()} <= domain


def test_no_text_is_an_example_of_two_intents() -> None:
    meant: dict[str, str] = {}
    for each in learnt():
        assert meant.setdefault(each.text.lower(), each.intent) == each.intent, each.text


@pytest.mark.parametrize(("name", "language"), SETS)
def test_nothing_that_is_measured_on_is_learnt_from(name: str, language: str) -> None:
    known = {plain(each.text) for each in learnt()} - {""}
    assert [each.text for each in aside(name, language) if plain(each.text) in known] == []


@pytest.mark.parametrize(("name", "language"), SETS)
def test_every_intent_is_measured(name: str, language: str) -> None:
    assert len({each.intent for each in aside(name, language)}) >= INTENTS - 2
