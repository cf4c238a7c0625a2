"""Each of the 29 intents has an answer, in both languages, to a visitor and to an officer, and twice running."""

import re
from typing import Any

import pytest
import yaml

from bot.tongue import guess
from settings import ROOT
from tests.dialogue.person import Person
from tests.dialogue.running import House

DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
SPOKEN: list[str] = DOMAIN["intents"][: DOMAIN["intents"].index("out_of_scope") + 1]
MOST_WORDS = 60
OTHER = {"en": "es", "es": "en"}
CHANGES_LANGUAGE = "language_spanish"


def test_there_are_29_of_them() -> None:
    assert len(SPOKEN) == 29


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("intent", SPOKEN)
def test_an_intent_is_answered_to_a_visitor_and_to_an_officer(house: House, intent: str, locale: str) -> None:
    for has_started in (False, True):
        person = Person(house, locale=locale)
        if has_started:
            person.start()
        payload = f"/{intent}"
        if intent == CHANGES_LANGUAGE:
            payload += f'{{"language": "{OTHER[locale]}"}}'
        before: list[str] = []
        for _ in range(2):
            person.send(payload)
            assert_answered(person, before)
            before = person.said
        person.forget()


def assert_answered(person: Person, before: list[str]) -> None:
    """Hold an answer to its language and to what every answer owes."""
    assert person.said
    assert person.all_said.strip()
    for message in person.said:
        assert "{" not in message, message
        assert len(message.split()) <= MOST_WORDS, message
        assert guess(re.sub(r'"[^"]*"|Source:.*|Fuente:.*', "", message)) != OTHER[person.locale], message
    assert not set(person.said) & set(before)
