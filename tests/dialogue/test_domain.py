"""domain.yml, the rules, the actions and the gateway agree with each other."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.everything import ACTIONS
from bot.crisis.words import ACTS, BY_BUTTON
from bot.tongue import guess
from care.desk import Refusal
from care.directory import Informs, Modality
from care.search import Wish
from settings import ROOT
from words import LOCALES, Response, Words, load_words

DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
WORDS = load_words(ROOT / "domain.yml", "US", "the Port Halden Officers' Foundation")
MOST_WORDS = 60
# What a variable may hold, as long as it usually gets.
LONG = {
    "when": "Wed Nov 18, 18:00",
    "old": "Wed Nov 18, 18:00",
    "list": "1. Wed Nov 18, 18:00, Evening phone counseling (Second Watch Network), by phone\n" * 3,
    "wishes": "the time, the kind of helper",
    "organisation": "Second Watch Peer Network",
    "service": "Evening phone counseling",
    "modality": "by phone",
    "left": "They get your number.",
    "directions": "12 Quay Street, second floor, door beside the bakery, ring 2",
    "pays": "Free for six sessions; the foundation pays. After that $40 a session, paid by you.",
    "reports": "Danger to your life or somebody else's, and abuse of a child or an older adult.",
    "informs": "only if you sign for it.",
}
NAMES_OF_LANGUAGES = {"button_language", "reading_language_spanish"}  # each language by its own name
CARRIED = {"body"}  # whole texts of confidentiality/ and the directory, measured where they stand
QUESTIONS_BY_DESIGN = {"utter_crisis_means"}  # the issue words it: within reach, and can you put distance


def versions() -> list[tuple[str, str, Response]]:
    return [(name, loc, each) for name, by in WORDS.responses.items() for loc, each in by.items()]


def filled(words: Words, name: str, locale: str) -> str:
    return words.text(name, locale, **LONG)


def test_the_two_languages_have_the_same_keys_variables_and_buttons() -> None:
    for name, by in WORDS.responses.items():
        assert set(by) == set(LOCALES), name
        english, spanish = by["en"], by["es"]
        assert english.variables() == spanish.variables(), name
        same = [(each.id, each.payload) for each in english.buttons]
        assert [(each.id, each.payload) for each in spanish.buttons] == same, name


def test_no_sentence_is_left_in_the_other_language() -> None:
    same = {
        name
        for name, by in WORDS.responses.items()
        if by["en"].text == by["es"].text and re.search(r"[a-z]{3}", re.sub(r"{\w+}", "", by["en"].text))
    }
    assert same == set()


def test_no_sentence_is_written_in_the_other_language() -> None:
    other = {"en": "es", "es": "en"}
    strays = {
        (name, locale, text)
        for name, locale, each in versions()
        for text in (each.text, *(button.title for button in each.buttons))
        if guess(re.sub(r'"[^"]*"|{\w+}', " ", text)) == other[locale]
    }
    assert {name for name, _, _ in strays} <= NAMES_OF_LANGUAGES, strays


@pytest.mark.parametrize("country", ["US", "UK", "CA", "AU"])
def test_a_message_has_at_most_sixty_words(country: str) -> None:
    words = load_words(ROOT / "domain.yml", country, "the Port Halden Officers' Foundation")
    long = {
        (name, locale): len(filled(words, name, locale).split())
        for name, locale, _ in versions()
        if len(filled(words, name, locale).split()) > MOST_WORDS
    }
    assert long == {}


def test_nothing_is_shouted() -> None:
    assert [(name, loc) for name, loc, each in versions() if re.search(r"[!¡]|[A-Z]{5,}", each.text)] == []


def test_a_message_asks_one_question() -> None:
    many = {name for name, _, each in versions() if re.sub(r'"[^"]*"', "", each.text).count("?") > 1}
    assert many <= QUESTIONS_BY_DESIGN


def test_button_ids_are_unique_in_a_message_and_lead_to_the_same_everywhere() -> None:
    leads: dict[str, set[str]] = {}
    for name, locale, each in versions():
        ids = Counter(button.id for button in each.buttons)
        assert all(count == 1 for count in ids.values()), (name, locale)
        for button in each.buttons:
            leads.setdefault(button.id, set()).add(button.payload)
    assert {id_: payloads for id_, payloads in leads.items() if len(payloads) > 1} == {}


def test_every_payload_is_an_intent_of_the_domain_or_the_gateways_own() -> None:
    for payload in {button.payload for _, _, each in versions() for button in each.buttons} | set(in_code()):
        if payload.startswith("gateway:"):
            assert payload.removeprefix("gateway:") in {*BY_BUTTON, *ACTS, "consent.yes"}, payload
        elif payload != "/show_due":  # the gateway shows what waits by itself
            intent = payload.removeprefix("/").partition("{")[0]
            assert intent in DOMAIN["intents"], payload


def in_code() -> list[str]:
    """Payloads in the actions: `/intent` or `/intent{...`, in quotes."""
    found = re.findall(r"""["'](/[a-z_]+(?=["'{])|gateway:[a-z._]+)""", source("actions"))
    return [payload for payload in found if payload != "/webhook"]


def source(folder: str) -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / folder).rglob("*.py")))


def test_every_word_that_is_said_exists() -> None:
    said = set(re.findall(r'"((?:utter|button|word|wish|left|reading|informs)_[a-z_]+)"', source("actions")))
    said |= set(re.findall(r'"(utter_[a-z_]+)"', source("bot")))
    assert said - set(WORDS.responses) == set()
    families = [f"word_{each.value}" for each in Modality] + [f"wish_{each.value}" for each in Wish]
    families += [f"informs_{each.value}" for each in Informs] + [f"left_{e}" for e in ("none", "number", "alias")]
    families += [f"utter_ask_contact_{each.value}" for each in Modality]
    ways = ("call", "called", "video", "in_person", "phone_or_video")
    families += [f"utter_{what}_{way}" for what in ("booked", "booking") for way in ways]
    assert set(families) - set(WORDS.responses) == set()


def test_every_response_is_said_somewhere() -> None:
    code = source("actions") + source("bot") + rules()
    code += "".join((ROOT / name).read_text() for name in ("words.py", "cards.py"))
    stems = set(re.findall(r'f"((?:utter|word|wish|left|reading|informs)_[a-z_]*){', code))
    names = {first_version(name) for name in WORDS.responses}
    unsaid = {name for name in names if name not in code and not any(name.startswith(stem) for stem in stems)}
    assert unsaid == set()


def first_version(name: str) -> str:
    """The response of which NAME_2 and NAME_3 are other words (engine/brain.py says them)."""
    return re.sub(r"_[23]$", "", name)


def test_other_words_say_the_same_with_the_same_buttons() -> None:
    for name, locale, each in versions():
        if name != first_version(name):
            first = WORDS.response(first_version(name), locale)
            assert each.text != first.text, name
            assert each.variables() <= first.variables(), name
            assert [button.id for button in each.buttons] == [button.id for button in first.buttons], name


def rules() -> str:
    return "\n".join(path.read_text() for path in sorted((ROOT / "data" / "rules").glob("*.yml")))


def test_each_intent_that_people_say_is_answered_and_can_be_named_as_a_reading() -> None:
    spoken = DOMAIN["intents"][: DOMAIN["intents"].index("out_of_scope") + 1]
    assert len(spoken) == 29
    for intent in spoken:
        assert f"- intent: {intent}\n" in rules(), intent
        assert f"reading_{intent}" in WORDS.responses, intent


def test_the_actions_of_the_domain_are_those_that_run() -> None:
    assert set(DOMAIN["actions"]) == set(ACTIONS)
    used = set(re.findall(r"- action: (action_\w+)", rules())) - {"action_deactivate_loop"}
    assert used <= set(ACTIONS)


def test_every_slot_that_a_form_asks_for_has_its_question() -> None:
    for form in DOMAIN["forms"].values():
        for slot in form["required_slots"]:
            assert f"action_ask_{slot}" in ACTIONS, slot


def test_every_refusal_has_its_words() -> None:
    from actions.lists import REFUSALS

    elsewhere = {Refusal.NO_CONSENT.value, Refusal.TWO_OPEN.value}
    assert set(REFUSALS) | elsewhere == {each.value for each in Refusal}


@pytest.mark.parametrize("path", sorted((ROOT / "confidentiality").glob("*.yml")), ids=lambda path: path.stem)
def test_confidentiality_answers_six_questions_in_both_languages_and_sixty_words(path: Path) -> None:
    content = yaml.safe_load(path.read_text("utf-8"))
    ids = [topic["id"] for topic in content["topics"]]
    assert ids == ["fitness", "reporting", "privilege", "court", "insurance", "firearms"]
    texts = [content["overview"], *(topic["text"] for topic in content["topics"] if topic["known"])]
    for text in texts:
        assert set(text) == set(LOCALES)
        assert all(len(each.split()) <= MOST_WORDS and "!" not in each for each in text.values())
    assert content["reviewer"]
    assert json.dumps(content["date"])
