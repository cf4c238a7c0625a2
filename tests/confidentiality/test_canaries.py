"""Promise 1: officers, ids and phrases go through every flow and every forced failure; then everything is searched."""

import asyncio
import io
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog

import logs
from storage.backup import backup_data, backup_keys
from storage.database import Database
from storage.keys import Keys
from storage.rotation import rotate
from storage.stretching import Cost
from storage.upkeep import purge
from tests.bot.fake_engine import FakeEngine, Fault, reply, turn
from tests.bot.house import until
from tests.bot.telegram.town import Town, open_town
from tests.botapi.faults import Fault as Hitch
from tests.botapi.people import Person
from tests.confidentiality.canaries import ALIAS, CHATS, NUMBER, PHRASE, SPANISH, found_in, found_under
from tests.databases import MovableClock

FAULTS: tuple[Fault, ...] = ("refusing", "down")
ASKED = "leave a number"
NUMBER_PLEASE = turn(reply("Which number?"), asked="contact_number")


async def talk(town: Town, engine: FakeEngine, heard: Callable[[], None] = lambda: None) -> None:
    """Say every canary in every way that a chat has, with everything failing in its turn."""
    engine.script[ASKED] = NUMBER_PLEASE
    for chat in CHATS:
        person = await town.officer(int(chat))
        await said_and_answered(
            person, PHRASE, SPANISH, NUMBER, ALIAS, f"/start {PHRASE}", f"I will kill myself {ALIAS}"
        )
        for fault in FAULTS:
            engine.fault = fault
            person.types(f"{PHRASE} {fault}")
            await asyncio.sleep(0.3)
            heard()
            engine.fault = ""
        await until(lambda person=person: f"Heard {PHRASE} down" in person.texts)  # type: ignore[misc]
        town.api.faults.add(Hitch("sendMessage", status=500))
        await said_and_answered(person, f"{SPANISH} {NUMBER}")
        town.api.faults.add(Hitch("sendMessage", status=400))
        person.types(f"{ALIAS} {PHRASE}")
        person.sends({"contact": {"phone_number": NUMBER, "first_name": ALIAS}})
        person.edits(PHRASE)
        await asyncio.sleep(0.2)


async def said_and_answered(person: Person, *texts: str) -> None:
    for text in texts:
        before = len(person.received)
        person.types(text)
        await until(lambda before=before: len(person.received) > before)  # type: ignore[misc]


async def test_no_canary_is_in_database_log_temporary_file_backup_or_environment(
    tmp_path: Path,
    sqlite_database: Database,
    keys: Keys,
    clock: MovableClock,
    engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream, held = io.StringIO(), tmp_path / "code4.db"
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    logs.set_up(stream)
    structlog.configure(cache_logger_on_first_use=False)
    during: list[str] = []

    def search_now() -> None:
        during.extend(hit for path in tmp_path.glob("code4.db*") for hit in found_in(path.read_bytes()))

    async with open_town(tmp_path, sqlite_database, keys, clock, engine) as town:
        await talk(town, engine, search_now)
        assert any(PHRASE in text for text in town.person(int(CHATS[0])).texts)  # the canaries did go through
        backup_data(sqlite_database, keys, tmp_path / "backup", clock.now())
        backup_keys(keys, tmp_path / "key-backup", "five words", clock.now(), Cost(1, 1, 8))
        rotate(keys, sqlite_database)
        purge(sqlite_database, keys, clock)
        _lock_out(held)
    sqlite_database.close()
    assert during == []
    assert found_under(tmp_path) == {}
    assert found_in(stream.getvalue().encode()) == []
    assert found_in(json.dumps(dict(os.environ)).encode()) == []


def _lock_out(path: Path) -> None:
    """Hold the database for a moment, so that errors of waiting are said too."""
    connection = sqlite3.connect(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.close()


async def test_what_the_engine_gets_names_nobody(
    tmp_path: Path, sqlite_database: Database, keys: Keys, clock: MovableClock, engine: FakeEngine
) -> None:
    """A compromised Rasa hears the words of running turns: no chat, no officer's id, no private answer."""
    async with open_town(tmp_path, sqlite_database, keys, clock, engine) as town:
        engine.script[ASKED] = NUMBER_PLEASE
        person = await town.officer(int(CHATS[0]))
        await said_and_answered(person, "hello", ASKED, NUMBER, ASKED, ALIAS)
    heard = json.dumps(engine.calls).encode()
    assert found_in(heard, [*CHATS, NUMBER, ALIAS]) == []
