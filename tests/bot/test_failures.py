"""Promise 3: an accepted message is answered; what could not be kept is said."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot import turns
from bot.doors import Unreachable
from storage.database import Database
from storage.keys import Keys
from storage.tables.gateway import inbox, outbox
from tests.bot.crisis.test_words import broken
from tests.bot.fake_engine import FakeEngine, Fault
from tests.bot.house import House, open_house
from tests.databases import MovableClock


@pytest.mark.parametrize("fault", ["down", "silent", "refusing"])
async def test_an_engine_that_does_not_answer_is_admitted_after_three_seconds_and_answers_late(
    house: House, fault: Fault
) -> None:
    await house.new_officer("1")
    house.engine.fault = fault
    began = time.monotonic()
    (safety,) = await house.says("1", "anyone there")
    assert 2.5 < time.monotonic() - began < 4.0
    assert safety.text == house.words("utter_safety_reply")
    house.engine.fault = ""
    await house.until(lambda: house.said("1")[-1] == "Heard anyone there")
    assert house.said("1").count(safety.text) == 1
    assert house.engine.effects.count("anyone there") == 1


async def test_an_answer_that_comes_within_three_seconds_needs_no_apology(house: House) -> None:
    await house.new_officer("1")
    house.engine.fault = "down"
    await house.gateway.reception.receive(house.incoming("1", "quick"))
    house.engine.fault = ""
    await house.until(lambda: house.said("1")[-1] == "Heard quick")
    assert house.words("utter_safety_reply") not in house.said("1")


async def test_a_message_that_is_never_answered_is_given_up_aloud(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "GIVE_UP", 0.5)
    await house.new_officer("1")
    house.engine.fault = "refusing"
    await house.says("1", "lost")
    await house.until(lambda: house.said("1")[-1] == house.words("utter_gave_up"))
    assert house.rows(inbox) == []


async def test_what_cannot_be_kept_is_said(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with broken(house.means.database, monkeypatch):
        (answer,) = await house.says("1", "remember this")
    assert answer.text == house.words("utter_not_kept")
    assert house.engine.calls == []


async def test_an_answer_that_cannot_be_kept_is_not_lost(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await house.new_officer("1")
    house.engine.delay = 0.3
    await house.gateway.reception.receive(house.incoming("1", "once only"))
    with broken(house.means.database, monkeypatch):
        await house.until(lambda: "once only" in house.engine.effects)
        await house.until(lambda: house.said("1")[-1] == house.words("utter_safety_reply"))
    await house.until(lambda: house.said("1")[-1] == "Heard once only")
    assert house.engine.effects.count("once only") == 1


async def test_a_redelivered_update_does_nothing_twice(house: House) -> None:
    await house.says("1", "once", update="same")
    await house.gateway.reception.receive(house.incoming("1", "once", update="same"))
    assert house.engine.effects == ["once"]
    assert house.said("1").count("Heard once") == 1


async def test_the_next_gateway_answers_what_the_last_one_accepted(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    engine.fault = "down"
    with _hurried():
        async with open_house(sqlite_database, keys, clock, engine) as first:
            for n in range(5):
                await first.gateway.reception.receive(first.incoming("1", f"message {n}"))
    engine.fault = ""
    async with open_house(sqlite_database, keys, clock, engine) as second:
        await second.until(lambda: len(second.said("1")) >= 6)
        assert [said for said in second.said("1") if said.startswith("Heard")] == [
            f"Heard message {n}" for n in range(5)
        ]


async def test_the_next_gateway_sends_what_the_last_one_left(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    with _hurried():
        async with open_house(sqlite_database, keys, clock, engine) as first:
            await first.new_officer("1")
            first.door.errors = [Unreachable() for _ in range(99)]
            await first.gateway.reception.receive(first.incoming("1", "hello"))
            await first.until(lambda: len(first.rows(outbox)) == 1)
    async with open_house(sqlite_database, keys, clock, engine) as second:
        await second.until(lambda: second.said("1") == ["Heard hello"])
        await second.until(lambda: second.rows(outbox) == [])


@contextmanager
def _hurried() -> Iterator[None]:
    """Let gateways stop without waiting for what they cannot finish."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.gateway.LEAVE", 0.05)
        yield
