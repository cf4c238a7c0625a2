"""Asked how it goes after a crisis: agreed on, durable, while awake, once more after silence, and stopped by a tap."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.keys import Keys
from storage.tables.gateway import due
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import House, open_house
from tests.databases import MovableClock

NEW = "New message"


async def agreed(house: House, button: str = "crisis.check_yes") -> str:
    await house.new_officer("1")
    await house.presses("1", "crisis.no")
    (answer,) = await house.presses("1", button)
    return answer.text


async def at(house: House, clock: MovableClock, day: int, hour: int) -> int:
    """Let it be an hour in Chicago, six behind UTC in November; returns how many messages came by themselves."""
    clock.set(datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour + 6, minutes=1))
    before = house.said("1").count(NEW)
    await house.gateway.tick()
    await house.gateway.outbox.idle(5)
    return house.said("1").count(NEW) - before


def checks(house: House) -> int:
    return sum(row.kind == "crisis_check" for row in house.rows(due))


async def test_what_was_agreed_on_is_said_with_its_hours(house: House) -> None:
    assert await agreed(house) == house.means.words.text(
        "utter_crisis_check_set", "en", first="at 18:00", second="tomorrow at 10:00"
    )
    assert checks(house) == 2


async def test_the_question_shows_nothing_until_the_tap(house: House, clock: MovableClock) -> None:
    await agreed(house)
    assert await at(house, clock, 16, 17) == 0
    assert await at(house, clock, 16, 18) == 1
    (question,) = await house.presses("1", "due.show")
    assert question.text == house.words("utter_crisis_check_in")
    assert "crisis.check_stop" in [button.id for button in question.buttons]


async def test_who_answers_is_asked_on_the_next_day_too(house: House, clock: MovableClock) -> None:
    await agreed(house)
    await at(house, clock, 16, 18)
    await house.presses("1", "due.show")
    await house.presses("1", "crisis.better")
    assert await at(house, clock, 17, 10) == 1
    (question,) = await house.presses("1", "due.show")
    assert question.text == house.words("utter_crisis_check_in")
    assert [await at(house, clock, day, 12) for day in (18, 19, 20)] == [0, 0, 0]


async def test_who_does_not_answer_is_written_to_once_more_and_then_no_more(house: House, clock: MovableClock) -> None:
    await agreed(house)
    assert await at(house, clock, 16, 18) == 1
    assert await at(house, clock, 17, 10) == 1
    assert [await at(house, clock, day, 12) for day in (18, 19, 20, 30)] == [0, 0, 0, 0]
    assert checks(house) == 0
    *_, last = await house.presses("1", "due.show")
    assert last.text == house.words("utter_crisis_check_last")


async def test_silence_after_the_second_gets_one_more_too(house: House, clock: MovableClock) -> None:
    await agreed(house)
    await at(house, clock, 16, 18)
    await house.says("1", "still here")
    assert await at(house, clock, 17, 10) == 1
    assert await at(house, clock, 18, 10) == 1
    assert await at(house, clock, 19, 12) == 0


async def test_one_tap_stops_it(house: House, clock: MovableClock) -> None:
    await agreed(house)
    (stopped,) = await house.presses("1", "crisis.check_stop")
    assert stopped.text == house.words("utter_crisis_check_stopped")
    assert checks(house) == 0
    assert await at(house, clock, 17, 12) == 0


async def test_a_no_to_the_offer_keeps_nothing(house: House) -> None:
    assert await agreed(house, "crisis.check_no") == house.words("utter_crisis_check_declined")
    assert checks(house) == 0


async def test_who_works_nights_is_asked_before_the_shift(house: House, clock: MovableClock) -> None:
    assert "tomorrow at 18:00" in await agreed(house, "crisis.check_nights")
    assert await at(house, clock, 16, 18) == 1
    await house.presses("1", "due.show")
    assert await at(house, clock, 17, 10) == 0
    assert await at(house, clock, 17, 18) == 1


async def test_what_is_late_waits_until_the_officer_is_awake(house: House, clock: MovableClock) -> None:
    await agreed(house)
    assert await at(house, clock, 17, 3) == 0
    assert await at(house, clock, 17, 7) == 1
    assert await at(house, clock, 17, 10) == 0, "not one on the other's heels"
    assert await at(house, clock, 18, 10) == 1


async def test_the_checks_outlive_the_gateway(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    async with open_house(sqlite_database, keys, clock, engine) as first:
        await agreed(first)
    async with open_house(sqlite_database, keys, clock, engine) as second:
        assert await at(second, clock, 16, 18) == 1


async def test_a_visitor_is_told_what_it_takes_and_nothing_is_kept(house: House) -> None:
    await house.says("1", "I cannot go on")
    for button in ("crisis.check", "crisis.check_yes"):
        (answer,) = await house.presses("1", button)
        assert answer.text == house.words("utter_crisis_check_visitor")
    assert checks(house) == 0


@pytest.mark.parametrize("button", ["crisis.check_stop", "crisis.better"])
async def test_buttons_of_a_check_work_before_it_is_shown(house: House, button: str) -> None:
    await house.new_officer("1")
    assert await house.presses("1", button)
