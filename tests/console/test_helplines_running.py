"""A coordinator's change of a helpline reaches a bot that runs, with no restart, in the answer to a crisis."""

import asyncio
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from console.application import create_app
from console.house import House
from storage.accounts import Role
from storage.database import open_database
from storage.keys import open_keys
from tests.bot.process import Client, open_client, open_home
from tests.console.conftest import HOST, clock_at_noon, enter, quick_house, settings_of
from tests.console.test_directory import saw
from tests.console.test_helplines import NINE, drafted

CHANGED = "988: call or text, day and night."


def change(home: Path, keys: Path) -> None:
    """Edit 988 in the console, and say that somebody called it."""
    settings = replace(settings_of(home), keys=keys)
    opened, database = open_keys(keys), open_database(f"sqlite:///{home / 'code4.db'}")
    house: House = quick_house(settings, database, opened, clock_at_noon(home))
    with TestClient(create_app(house), base_url=HOST) as client:
        browser = enter(house, client, Role.COORDINATOR)
        browser.send(f"{NINE}/publish", saw=saw(drafted(browser)), called="yes")
    database.close()
    opened.close()


async def said(client: Client, name: str) -> str:
    """Return what somebody in a crisis is answered."""
    answer = await client.ask(**{"as": name, "text": "I want to kill myself"})
    return "\n".join(reply["text"] for reply in answer["replies"])


async def test_a_running_bot_says_a_changed_helpline_in_its_next_answer(tmp_path: Path) -> None:
    async with open_home(tmp_path) as home:
        gateway = await home.start_gateway()
        async with open_client(home.door_port) as client:
            before = await said(client, "ana")
            assert "988" in before
            assert CHANGED not in before
            await asyncio.to_thread(change, tmp_path / "home", tmp_path / "keys")
            assert CHANGED in await said(client, "ben")
        await gateway.kill()
