"""Day one: what safety needs, the gate before a live bot, the reader's page."""

import asyncio
import re
from dataclasses import replace

import pytest

import golive
from bot.doors import Letter
from bot.messages import Incoming
from bot.opening import Opening
from console.house import House
from language.screen import Screen
from storage import facts
from tests.console.conftest import Browser
from tests.databases import NOON

SIGNED = {"clinician": "Dr. A. Sample", "licence": "LPC 555-0101"}


def missing(house: House) -> list[str]:
    """Return what safety still needs."""
    with house.database.read() as connection:
        return golive.missing(connection, house.settings, house.words, house.clock.now())


def finish(house: House, coordinator: Browser) -> None:
    """Call every helpline and sign every text; the last of each over the console's own pages."""
    *lines, last_line = [line.id for line in house.words.lines.shown]
    *texts, last_text = golive.crisis_texts(house.words)
    with house.database.write() as connection:
        for line in lines:
            facts.declare(connection, f"line.{line}", True, "maria", house.clock.now())
        for name in texts:
            value = {"hash": golive.hash_of(house.words, name)}
            facts.declare(connection, f"text.{name}", value | SIGNED, "maria", house.clock.now())
    coordinator.send(f"/helplines/{last_line}")
    coordinator.send(f"/texts/{last_text}", **SIGNED)


def test_the_bot_is_open_only_when_lines_are_called_and_texts_are_signed(house: House, coordinator: Browser) -> None:
    assert missing(house) == ["lines", "texts"]
    finish(house, coordinator)
    assert missing(house) == []
    assert "The bot answers everybody" in coordinator.get("/start")


def test_a_sample_operator_keeps_the_bot_closed(house: House, coordinator: Browser) -> None:
    finish(house, coordinator)
    unnamed = replace(house, settings=replace(house.settings, operator="a foundation (sample)"))
    assert missing(unnamed) == ["operator"]


def test_a_changed_text_is_a_text_that_nobody_has_signed(house: House, coordinator: Browser) -> None:
    finish(house, coordinator)
    name = golive.crisis_texts(house.words)[0]
    versions = house.words.responses[name]
    changed = {locale: replace(version, text="Other words") for locale, version in versions.items()}
    words = type(house.words)({**house.words.responses, name: changed}, house.words.lines, "operator")
    assert missing(replace(house, words=words)) == ["texts"]


def test_only_a_coordinator_signs_and_not_without_a_name(house: House, administrator: Browser) -> None:
    name = golive.crisis_texts(house.words)[0]
    assert administrator.send(f"/texts/{name}", clinician="x", licence="y")[0] == 403


@pytest.fixture
def gate(house: House) -> tuple[Opening, list[Incoming], list[Letter]]:
    """Return a closed gate, what passed it, and what was said instead."""
    passed: list[Incoming] = []
    said: list[Letter] = []

    async def receive(incoming: Incoming) -> None:
        passed.append(incoming)

    async def send(letter: Letter) -> None:
        said.append(letter)

    means = (house.database, house.keys, house.words, house.clock, Screen.open(None))
    return Opening(house.settings, *means, receive, send), passed, said


def message(text: str, chat: str = "7") -> Incoming:
    """Return a message of a chat."""
    return Incoming("telegram", chat, "1", "text", text, NOON)


async def test_a_closed_bot_says_so_with_the_crisis_line(
    gate: tuple[Opening, list[Incoming], list[Letter]],
) -> None:
    opening, passed, said = gate
    await opening.receive(message("hello"))
    assert passed == []
    assert "988" in said[0].message.text


async def test_a_closed_bot_still_takes_whoever_is_in_a_crisis(
    gate: tuple[Opening, list[Incoming], list[Letter]],
) -> None:
    opening, passed, _ = gate
    await opening.receive(message("I want to kill myself"))
    assert len(passed) == 1


async def test_a_tester_gets_in_with_the_code_and_nobody_else(
    house: House, coordinator: Browser, gate: tuple[Opening, list[Incoming], list[Letter]]
) -> None:
    opening, passed, _ = gate
    code = re.findall(r"test-[0-9a-f]{8}", await asyncio.to_thread(coordinator.get, "/start"))[0]
    await opening.receive(message(code))
    await opening.receive(message("hello"))
    await opening.receive(message("hello", chat="8"))
    assert [each.text for each in passed] == ["/start", "hello"]


def test_a_card_carries_the_bots_address_as_a_picture(coordinator: Browser) -> None:
    page = coordinator.get("/card?bot=Code4Bot")
    assert "https://t.me/Code4Bot" in page
    assert "data:image/svg+xml" in page


def test_a_reader_sees_releases_alone(reader: Browser) -> None:
    assert "Nothing has been released yet" in reader.get("/totals")
    assert reader.client.get("/totals.csv").headers["content-type"].startswith("text/csv")
    assert reader.client.get("/totals.exe").status_code == 404
