"""Webhook mode: only Telegram, which knows the secret, is heard."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.telegram import door
from storage.database import Database
from storage.keys import Keys
from tests.bot.fake_engine import FakeEngine
from tests.bot.house import until
from tests.bot.telegram.town import Town, open_town
from tests.botapi.core import BotApi
from tests.botapi.faces import HttpFace
from tests.databases import MovableClock

PORT = 18_443
URL = f"http://127.0.0.1:{PORT}/hook"


@pytest.fixture
async def town(
    tmp_path: Path,
    sqlite_database: Database,
    keys: Keys,
    clock: MovableClock,
    engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Town]:
    """A gateway that Telegram calls."""
    monkeypatch.setattr(door, "WEBHOOK_PORT", PORT)
    api = BotApi()
    face = HttpFace(api)
    await face.start()
    async with open_town(tmp_path, sqlite_database, keys, clock, engine, api, telegram_webhook_url=URL) as town:
        await until(lambda: bool(api.webhook))
        yield town
    await face.stop()


async def test_updates_come_by_webhook_and_are_answered(town: Town) -> None:
    person = await town.officer(1)
    person.types("hello")
    assert (await town.until_received(person, 3))[-1] == "Heard hello"
    await until(lambda: town.api.updates == [])


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}])
async def test_a_caller_without_the_secret_is_not_heard(town: Town, headers: dict[str, str]) -> None:
    person = town.person(1)
    message = town.api.new_message(person.chat, {"text": "hello"}, person.user)
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(URL, json={"update_id": 1, "message": message}, headers=headers)
    assert answer.status_code == 403
    assert person.received == []


async def test_what_telegram_sends_broken_does_not_stop_the_door(town: Town) -> None:
    secret = {"X-Telegram-Bot-Api-Secret-Token": str(town.api.webhook["secret_token"])}
    async with httpx.AsyncClient(trust_env=False) as client:
        for body in (b"", b"{", b"[]", b'{"update_id": 1}', b"x" * 2_000_000):
            await client.post(URL, content=body, headers=secret)
    person = await town.officer(1)
    assert len(person.texts) == 2
