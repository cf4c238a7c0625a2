from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.keys import Keys
from tests.bot.fake_engine import FakeEngine
from tests.bot.telegram.town import Town, open_town
from tests.databases import MovableClock


@pytest.fixture
async def town(
    tmp_path: Path, sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> AsyncIterator[Town]:
    """A running gateway on a Telegram of its own."""
    async with open_town(tmp_path, sqlite_database, keys, clock, engine) as town:
        yield town
