from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from storage.keys import Keys
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import House, open_house
from tests.databases import MovableClock


@pytest.fixture
async def engine() -> AsyncIterator[FakeEngine]:
    """A running fake engine."""
    engine = FakeEngine()
    await engine.start()
    yield engine
    await engine.stop()


@pytest.fixture
async def house(sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine) -> AsyncIterator[House]:
    """A running gateway."""
    async with open_house(sqlite_database, keys, clock, engine) as house:
        yield house
