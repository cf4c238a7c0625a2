from pathlib import Path

import pytest

from settings import ROOT
from words import Button, MissingWords, Response, Words, load_words, text_hash

DOMAIN = ROOT / "domain.yml"
SMALL = """
responses:
  utter_hello:
  - text: "Hello, {name}."
    buttons:
    - {id: go, title: "Go", payload: "/go"}
  - condition: [{type: slot, name: locale, value: es}]
    text: "Hola, {name}."
    buttons:
    - {id: go, title: "Ir", payload: "/go"}
  utter_lines:
  - text: "{lines}"
  - condition: [{type: slot, name: locale, value: es}]
    text: "{lines}"
  utter_english_only:
  - text: "Only here."
  utter_varied:
  - text: "First."
  - text: "Second."
"""


@pytest.fixture
def small(tmp_path: Path) -> Words:
    (tmp_path / "helplines").symlink_to(ROOT / "helplines")
    (tmp_path / "domain.yml").write_text(SMALL)
    return load_words(tmp_path / "domain.yml", "US", "Harbor Officers Foundation")


def test_a_response_is_said_in_the_language_asked_for(small: Words) -> None:
    assert small.text("utter_hello", "es", name="Sam") == "Hola, Sam."
    assert small.say("utter_hello", "en", name="Sam").buttons == (Button("go", "Go", "/go"),)


def test_an_unknown_language_gets_english(small: Words) -> None:
    assert small.text("utter_hello", "fr", name="Sam") == "Hello, Sam."
    assert small.text("utter_english_only", "es") == "Only here."


def test_of_several_versions_the_first_is_said(small: Words) -> None:
    assert small.text("utter_varied", "en") == "First."


def test_the_countrys_lines_are_always_known(small: Words) -> None:
    assert "988" in small.text("utter_lines", "es")


def test_a_value_with_braces_is_said_as_it_is(small: Words) -> None:
    assert small.text("utter_hello", "en", name="{operator}") == "Hello, {operator}."


def test_a_name_that_is_not_there_is_named(small: Words) -> None:
    with pytest.raises(MissingWords, match="utter_gone"):
        small.say("utter_gone", "en")


def test_a_missing_language_or_variable_stops_the_start(small: Words) -> None:
    small.require(["utter_lines"])
    with pytest.raises(MissingWords, match=r"utter_english_only \(es\)"):
        small.require(["utter_english_only"])
    with pytest.raises(MissingWords, match=r"utter_hello \(en\)"):
        small.require(["utter_hello"])
    small.require(["utter_hello"], given=["name"])


def test_a_file_without_responses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text("intents: [greet]\n")
    with pytest.raises(MissingWords):
        load_words(tmp_path / "domain.yml")


def test_a_changed_text_or_button_has_another_hash() -> None:
    signed = Response("Call now.", (Button("go", "Go", "/go"),))
    assert text_hash(signed) != text_hash(Response("Call later.", signed.buttons))
    assert text_hash(signed) != text_hash(Response("Call now.", (Button("go", "Stop", "/go"),)))


def test_promise_crisis_words_need_no_database() -> None:
    """Promise 2: every crisis text can be said from two files alone, in each country and language."""
    for country in ("US", "UK", "CA", "AU", "GB"):
        words = load_words(DOMAIN, country, "Harbor Officers Foundation")
        crisis = (name for name in words.responses if name.startswith("utter_crisis"))
        words.require(crisis, given={"first", "second"})


def test_what_no_clinician_signed_is_known_and_nothing_signed_was_altered() -> None:
    words = load_words(DOMAIN)
    crisis = {name for name in words.responses if name.startswith("utter_crisis")}
    assert crisis <= set(words.unsigned())
    signed = {
        (name, locale): (version.metadata["hash"], text_hash(version))
        for name in crisis
        for locale, version in words.responses[name].items()
    }
    assert {key: hashes for key, hashes in signed.items() if hashes[0] != hashes[1]} == {}
    assert words.altered() == []
