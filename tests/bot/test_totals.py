"""What officers do is counted where it happens, once each, and never in the way of an answer."""

from collections import Counter as Tally
from collections.abc import AsyncIterator

import pytest

from storage import forgetting, usage
from storage.database import Database
from storage.keys import Keys
from storage.salts import salts_of
from storage.tables.officers import officers
from storage.tables.reports import usage as rows
from tests.bot.crisis.test_words import RISKY
from tests.bot.fake_engine import FakeEngine, reply, turn
from tests.bot.house import House, open_house
from tests.databases import MovableClock


@pytest.fixture
async def big_house(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> AsyncIterator[House]:
    """A gateway of a department of 1,000: every statistic is counted."""
    async with open_house(sqlite_database, keys, clock, engine, department_size=1000) as house:
        yield house


def counted(house: House) -> Tally[tuple[str, str]]:
    """Return what stands in the running period's rows, which no program but the close ever reads."""
    with house.means.database.read() as connection:
        (period,) = usage.open_periods(connection)
        salt = salts_of(house.means.keys).get(period.id)
        assert salt is not None
        return usage.tally(connection, salt)


async def test_an_officer_who_writes_is_counted_once_however_often(big_house: House) -> None:
    await big_house.new_officer("1")
    for _ in range(3):
        await big_house.says("1", "hello again")
    assert counted(big_house) == {("active", "yes"): 1}


async def test_the_first_topic_that_was_understood_for_sure_is_counted(big_house: House) -> None:
    big_house.engine.script["I sleep badly"] = turn(reply("Sleep."), intent="ask_sleep_tips")
    big_house.engine.script["We argue"] = turn(reply("Family."), intent="ask_family_support")
    unsure = turn(reply("Money?"), intent="ask_financial_legal_help")
    unsure["end"]["confidence"] = 0.3
    big_house.engine.script["Hm, bills"] = unsure
    await big_house.new_officer("1")
    for text in ("Hm, bills", "I sleep badly", "We argue"):
        await big_house.says("1", text)
    assert counted(big_house) == {("active", "yes"): 1, ("topic", "sleep"): 1}


async def test_who_asks_for_a_human_is_counted(big_house: House) -> None:
    big_house.engine.script["A person, please"] = turn(reply("Here."), intent="talk_to_human")
    await big_house.new_officer("1")
    await big_house.says("1", "A person, please")
    assert counted(big_house)["human", "yes"] == 1


@pytest.mark.parametrize("said", [RISKY, "I cannot go on", "crisis.help"])
async def test_who_is_shown_the_crisis_lines_is_counted_after_they_were_shown(big_house: House, said: str) -> None:
    await big_house.new_officer("1")
    assert counted(big_house)["crisis", "yes"] == 0
    answers = await (big_house.presses("1", said) if "." in said else big_house.says("1", said))
    assert "988" in "".join(answer.text for answer in answers) or answers
    await big_house.gateway.turns.idle()
    assert counted(big_house)["crisis", "yes"] == 1


async def test_with_the_counting_broken_the_words_of_a_crisis_and_every_answer_still_come(
    big_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await big_house.new_officer("1")
    (salt,) = salts_of(big_house.means.keys).folder.glob("*.key")
    salt.write_text("damaged")
    words, *_ = await big_house.says("1", RISKY)
    assert "988" in words.text
    assert await big_house.says("1", "What now?")


async def test_a_visitor_is_never_counted(big_house: House) -> None:
    await big_house.says("2", "hello")
    await big_house.says("2", RISKY)
    assert big_house.rows(rows) == []


async def test_a_department_whose_size_is_not_set_counts_nothing(house: House) -> None:
    await house.new_officer("1")
    await house.says("1", RISKY)
    assert house.rows(rows) == []


async def test_forget_me_takes_the_rows_of_the_totals(big_house: House) -> None:
    await big_house.new_officer("1")
    await big_house.says("1", RISKY)
    await big_house.gateway.turns.idle()
    assert len(big_house.rows(rows)) == 2
    means = big_house.means
    (found,) = big_house.rows(officers)
    forgetting.forget(means.database, means.keys, found.id, means.clock.now())
    assert big_house.rows(rows) == []
