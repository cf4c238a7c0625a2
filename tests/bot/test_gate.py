"""The code of the roll call keeps outsiders from booking, and nobody from help."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.gateway import Gateway
from storage.database import Database
from storage.keys import Keys
from storage.tables.officers import officers
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import FakeDoor, House, make_means
from tests.databases import MovableClock


@pytest.fixture
async def gated(sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine) -> AsyncIterator[House]:
    """A gateway that asks for a code."""
    means = replace(make_means(sqlite_database, keys, clock, engine), access_code="Blue Heron 7")
    door = FakeDoor()
    gateway = Gateway(means, {door.name: door})
    await gateway.leasing.take()
    await gateway.start()
    yield House(gateway, door, engine, means)
    await gateway.stop()


async def test_start_asks_for_the_code_and_the_code_is_start(gated: House) -> None:
    await gated.says("1", "hello")
    asked = await gated.presses("1", "consent.yes")
    assert [message.text for message in asked] == [gated.words("utter_access_code")]
    assert gated.rows(officers) == []
    await gated.says("1", " blue heron 7 ")
    assert len(gated.rows(officers)) == 1
    assert "Blue Heron 7" not in str(gated.engine.effects)


async def test_a_wrong_code_starts_nothing_and_a_first_message_is_welcomed_first(gated: House) -> None:
    said = await gated.says("1", "Blue Heron 7")
    assert said[0].text == gated.words("utter_welcome")
    await gated.says("1", "Blue Heron 8")
    assert gated.rows(officers) == []


async def test_in_a_crisis_nobody_is_asked_for_a_code(gated: House) -> None:
    said = await gated.says("1", "I will kill myself")
    assert all(message.text != gated.words("utter_access_code") for message in said)
    assert "988" in said[0].text
