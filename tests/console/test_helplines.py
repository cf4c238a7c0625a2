"""Helplines: edited as drafts, shown only once somebody has called, and in the bot's very next answer."""

import re
from collections.abc import Mapping

import pytest

import golive
from console.helplines import hand_over
from console.house import House
from settings import ROOT
from storage import facts
from tests.console.conftest import Browser
from tests.console.test_directory import saw
from tests.console.test_looks import faults
from words import Words, load_words

NINE = "/directory/helpline/us.988"
FIELDS: Mapping[str, str] = {
    "number": "988",
    "text_en": "988: call or text, day and night.",
    "text_es": "988: llame o escriba, día y noche.",
    "hours": "24/7",
    "source": "988lifeline.org",
    "is_shown": "y",
}


@pytest.fixture
def bot(house: House) -> Words:
    """Return the words of a bot that was started before anything is edited."""
    settings = house.settings
    return load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines)


def numbers(words: Words, locale: str = "en") -> str:
    """Return what an officer in a crisis reads."""
    return words.text("utter_crisis_lines", locale)


def drafted(browser: Browser, entry: str = NINE, **changes: str) -> str:
    """Keep a draft of a line; return the page of its preview."""
    browser.get("/helplines")
    fields = {key: value for key, value in {**FIELDS, **changes}.items() if value}
    status, page = browser.send(entry, saw=saw(browser.get(entry)), **fields)
    assert status == 200
    return page


def test_a_line_is_shown_in_the_next_answer_once_somebody_has_called(
    house: House, coordinator: Browser, bot: Words
) -> None:
    before = numbers(bot)
    page = drafted(coordinator)
    assert "day and night" in page
    assert faults(page) == []
    assert "Call the line first" in coordinator.send(f"{NINE}/publish", saw=saw(page))[1]
    assert numbers(bot) == before
    coordinator.send(f"{NINE}/publish", saw=saw(page), called="yes")
    assert "988: call or text, day and night." in numbers(bot)
    assert "988: llame o escriba, día y noche." in numbers(bot, "es")
    with house.database.read() as connection:
        known = facts.declared(connection)
    assert "988" not in golive.unconfirmed(house.words, known, house.clock.now())


def test_a_line_that_was_hidden_can_be_confirmed_and_taken_off_again(coordinator: Browser, bot: Words) -> None:
    entry = "/directory/helpline/us.samhsa"
    hidden = {"number": "1-800-662-4357", "text_en": "SAMHSA 1-800-662-4357", "text_es": ""}
    assert "SAMHSA" not in numbers(bot)
    coordinator.send(f"{entry}/publish", saw=saw(drafted(coordinator, entry, **hidden)), called="yes")
    assert "SAMHSA" in numbers(bot)
    assert "SAMHSA" in numbers(bot, "es")
    coordinator.send(f"{entry}/publish", saw=saw(drafted(coordinator, entry, **hidden, is_shown="")))
    assert "SAMHSA" not in numbers(bot)


def test_the_last_line_that_always_answers_stays(coordinator: Browser, bot: Words) -> None:
    for line in ("copline", "home"):
        entry = f"/directory/helpline/us.{line}"
        coordinator.send(f"{entry}/publish", saw=saw(drafted(coordinator, entry, is_shown="")))
    page = drafted(coordinator, hours="08:00-17:00")
    assert "no line would be left" in page
    assert "Nothing was published" in coordinator.send(f"{NINE}/publish", saw=saw(page), called="yes")[1]
    assert "988" in numbers(bot)


def test_a_new_line_is_drafted_called_and_shown(coordinator: Browser, bot: Words) -> None:
    own = {**FIELDS, "number": "207-555-0109", "text_en": "The guild 207-555-0109", "hours": "18:00-06:00"}
    _, page = coordinator.send("/directory/helpline", **own)
    (way,) = re.findall(r'action="(/directory/helpline/us\.[0-9a-f]{8}/publish)"', page)
    assert "draft by" in coordinator.get("/helplines")
    coordinator.send(way, saw=saw(page), called="yes")
    assert "The guild 207-555-0109" in numbers(bot)


def test_an_earlier_version_becomes_a_draft_that_somebody_has_to_call_again(coordinator: Browser, bot: Words) -> None:
    coordinator.send(f"{NINE}/publish", saw=saw(drafted(coordinator)), called="yes")
    way = re.findall(rf'action="({NINE}/history/\d+)"', coordinator.get(f"{NINE}/history"))[-1]
    page = coordinator.send(way)[1]
    assert "day and night" in numbers(bot)
    coordinator.send(f"{NINE}/publish", saw=saw(page), called="yes")
    assert "988: call, text or chat." in numbers(bot)


def test_hours_that_are_none_are_refused(coordinator: Browser) -> None:
    coordinator.get("/helplines")
    status, page = coordinator.send(NINE, saw=saw(coordinator.get(NINE)), **{**FIELDS, "hours": "always"})
    assert status == 422
    assert "Write 24/7" in page


def test_the_bots_file_is_made_anew_from_what_is_kept(house: House, coordinator: Browser, bot: Words) -> None:
    coordinator.send(f"{NINE}/publish", saw=saw(drafted(coordinator)), called="yes")
    house.settings.own_lines.unlink()
    assert "day and night" not in numbers(bot)
    hand_over(house)
    assert "day and night" in numbers(bot)
    assert house.settings.own_lines.stat().st_mode & 0o777 == 0o600


def test_partners_have_nothing_to_do_with_helplines(partner: Browser) -> None:
    assert partner.client.get(NINE).status_code == 404
    assert partner.client.get("/helplines").status_code == 403
