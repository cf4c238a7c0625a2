"""Periods of the anonymous totals are opened and closed by the gateway itself, on the date."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.periods import Periods, close_apart
from reports.closing import Closing
from reports.counting import Counter
from reports.reading import published
from storage import usage
from storage.database import Database
from storage.keys import Keys
from storage.salts import Salts, salts_of
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import House, open_house
from tests.databases import MovableClock
from tests.reports.department import AFTER, ZONE, officer


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: MovableClock) -> None:
    """Let a child process find the home of this test."""
    told: dict[str, object] = {"HOME": tmp_path / "home", "KEYS": tmp_path / "keys", "CLOCK": clock.file.path}
    told |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'code4.db'}", "DEPARTMENT_SIZE": 600, "TIMEZONE": ZONE}
    for name in [name for name in os.environ if name.startswith(("CODE4_", "TELEGRAM_"))]:
        monkeypatch.delenv(name)
    for name, value in told.items():
        monkeypatch.setenv(f"CODE4_{name}", str(value))


@pytest.fixture
async def big_house(
    sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine, environment: None
) -> AsyncIterator[House]:
    async with open_house(sqlite_database, keys, clock, engine, department_size=600) as house:
        yield house


async def test_a_period_is_open_before_anybody_writes(big_house: House) -> None:
    await big_house.gateway.tick()
    with big_house.means.database.read() as connection:
        (period,) = usage.open_periods(connection)
    assert str(period.first) == "2026-10-01"


async def test_the_gateway_closes_a_period_by_itself_when_it_has_ended(big_house: House, clock: MovableClock) -> None:
    await big_house.new_officer("1")
    clock.set(datetime(2026, 12, 31, 18, tzinfo=UTC))
    await big_house.gateway.tick()
    with big_house.means.database.read() as connection:
        assert published(connection).releases == []
    clock.set(AFTER)
    await big_house.gateway.tick()
    await big_house.gateway.tick()
    with big_house.means.database.read() as connection:
        (release,) = published(connection).releases
        (period,) = usage.open_periods(connection)
    assert (str(release.spent.period), str(period.first)) == ("2026-10-01 to 2026-12-31", "2027-01-01")


async def test_a_close_that_is_refused_is_tried_again_later_and_disturbs_nothing_else(
    sqlite_database: Database, keys: Keys, clock: MovableClock
) -> None:
    tries: list[bytes] = []

    async def refuse(seal: bytes) -> int:
        tries.append(seal)
        return 0

    with sqlite_database.write() as connection:
        Counter(salts_of(keys), clock, 600, ZONE).count(connection, officer(1), "active")
    clock.set(AFTER)
    periods = Periods(Closing(sqlite_database, salts_of(keys), clock, 600, ZONE), keys, refuse)
    assert [await periods.run() for _ in range(3)] == [0, 0, 0]
    assert tries == [keys.report_salt]


async def test_a_broken_ledger_is_logged_and_disturbs_nothing_else(
    sqlite_database: Database, keys: Keys, clock: MovableClock
) -> None:
    (keys.folder / "report-ledger").write_text("changed\n")
    (keys.folder / "report-ledger").chmod(0o600)
    assert await Periods(Closing(sqlite_database, salts_of(keys), clock, 600, ZONE), keys).run() == 0


async def test_the_process_that_closes_opens_a_salt_under_the_key_it_is_handed(
    sqlite_database: Database, keys: Keys, clock: MovableClock, environment: None
) -> None:
    salts = Salts(keys.folder, b"l" * 32)
    with sqlite_database.write() as connection:
        Counter(salts, clock, 600, ZONE).count(connection, officer(1), "active")
    clock.set(AFTER + timedelta(days=1))
    assert await close_apart(salts.seal) == 1
    with sqlite_database.read() as connection:
        assert len(published(connection).releases) == 1
