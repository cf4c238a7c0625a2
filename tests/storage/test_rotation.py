"""A rotation while everything runs: nobody's key is lost, and what was interrupted goes on."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from care.names import InboxId, OfficerId, new_officer_id
from settings import ROOT
from storage import inbox, rotation, transit
from storage.database import Database, open_database
from storage.inbox import Accepted
from storage.keyfiles import KeysError
from storage.keys import Keys, create_keys, open_keys
from storage.migrations import migrate
from storage.officer_keys import NoKey
from storage.rotation import remove, rotate, standing
from storage.sealing import SealingKey
from storage.tables.effects import effects
from storage.tables.gateway import inbox as inbox_table
from tests.databases import NOON


@pytest.fixture
def officers(keys: Keys) -> dict[OfficerId, SealingKey]:
    return {officer: keys.officers.make(officer) for officer in (new_officer_id() for _ in range(20))}


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "STEP", 7)


def test_every_officer_keeps_their_key_under_the_new_one(
    sqlite_database: Database, keys: Keys, officers: dict[OfficerId, SealingKey]
) -> None:
    old = keys.current
    done = rotate(keys, sqlite_database)
    assert (done.wrapped, done.broken) == (20, 0)
    assert done.kek == keys.current != old
    assert {officer: keys.officers.get(officer) for officer in officers} == officers
    assert keys.officers.used_keks() == {done.kek: 20}


def test_what_is_in_transit_opens_after_the_old_key_is_removed(database: Database, keys: Keys) -> None:
    old = keys.current
    with database.write() as connection:
        inbox.keep(connection, keys, Accepted(InboxId("1" * 32), None, b"a visitor's words"))
        sealed = keys.transit.seal(b"{}", "effect", "result", b"id".hex())
        connection.execute(insert(effects).values(id=b"id", result=sealed, until=NOON.date()))
    assert rotate(keys, database).sealed == 2
    remove(keys, database, old)
    assert not (keys.folder / f"kek-{old}.key").exists()
    with database.read() as connection:
        assert [each.plain for each in inbox.unfinished(connection, keys)] == [b"a visitor's words"]
        kept = connection.execute(select(effects.c.result)).scalar_one()
    assert keys.open_transit(kept, "effect", "result", b"id".hex()) == b"{}"


def test_a_key_is_removable_only_when_nothing_needs_it(
    sqlite_database: Database, keys: Keys, officers: dict[OfficerId, SealingKey]
) -> None:
    old = keys.current
    with pytest.raises(KeysError, match="in use"):
        remove(keys, sqlite_database, old)
    rotate(keys, sqlite_database)
    assert [(each.is_current, each.is_unused) for each in standing(keys, sqlite_database)] == [
        (True, False),
        (False, True),
    ]
    remove(keys, sqlite_database, old)
    with pytest.raises(KeysError, match="not there"):
        remove(keys, sqlite_database, old)


def test_a_process_that_runs_sees_the_new_key_without_a_restart(sqlite_database: Database, keys: Keys) -> None:
    running = open_keys(keys.folder)
    before = running.officers.make(new_officer_id())
    new = rotate(keys, sqlite_database).kek
    after = running.officers.make(new_officer_id())
    assert running.officers.get(OfficerId(before.owner)) == before
    assert running.current == running.transit.id == new
    assert keys.officers.used_keks() == {new: 2}
    assert keys.officers.get(OfficerId(after.owner)) == after


def test_officers_come_and_go_while_keys_are_wrapped_anew(
    sqlite_database: Database, keys: Keys, officers: dict[OfficerId, SealingKey]
) -> None:
    running, made, over = open_keys(keys.folder), [], threading.Event()

    def live() -> None:
        while not over.is_set():
            made.append(running.officers.make(new_officer_id()))
            running.officers.delete(OfficerId(made.pop(0).owner)) if len(made) > 3 else None

    busy = threading.Thread(target=live)
    busy.start()
    for _ in range(5):
        rotate(keys, sqlite_database)
    over.set()
    busy.join()
    assert all(keys.officers.get(OfficerId(key.owner)) == key for key in [*made, *officers.values()])
    assert keys.officers.used_keks() == {keys.current: 20 + len(made)}


def test_who_is_forgotten_during_a_rotation_stays_forgotten(
    sqlite_database: Database, keys: Keys, officers: dict[OfficerId, SealingKey]
) -> None:
    last = max(officers)

    def forget(_done: int) -> None:
        keys.officers.delete(last)

    rotate(keys, sqlite_database, forget)
    with pytest.raises(NoKey):
        keys.officers.get(last)
    assert keys.officers.used_keks() == {keys.current: 19}


def test_a_tampered_key_is_told_and_stops_nobody_else(
    sqlite_database: Database, keys: Keys, officers: dict[OfficerId, SealingKey]
) -> None:
    harmed = sorted(officers)[5]
    with keys.officers._turn(writes=True) as connection:
        connection.execute("UPDATE officer_key SET wrapped = zeroblob(60) WHERE officer = ?", (harmed,))
    done = rotate(keys, sqlite_database)
    assert (done.wrapped, done.broken) == (19, 1)
    with pytest.raises(KeysError, match="was changed"):
        keys.officers.get(harmed)


def test_a_clock_that_was_set_back_does_not_keep_the_old_key_current(
    sqlite_database: Database, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rotate(keys, sqlite_database).kek
    assert keys.current == first
    assert rotate(keys, sqlite_database).kek == keys.current != first


def test_no_table_with_transit_values_is_left_out(keys: Keys) -> None:
    names = {place.table.name for place in transit.places()}
    assert {"effect", "inbox", "outbox", "due", "console_account"} <= names


@pytest.fixture
def home(tmp_path: Path) -> Iterator[tuple[Path, Database]]:
    create_keys(tmp_path / "killed")
    database = open_database(f"sqlite:///{tmp_path / 'killed.db'}")
    migrate(database)
    yield tmp_path / "killed", database
    database.close()


_PROGRAM = """
import sys
from pathlib import Path
from storage import rotation
from storage.database import open_database
from storage.keys import open_keys
rotation.STEP, rotation.PAUSE = 5, 0.0
print("begun", flush=True)
rotation.rotate(open_keys(Path(sys.argv[1])), open_database(sys.argv[2]), lambda n: print(n, flush=True))
"""


def test_a_rotation_that_was_killed_anywhere_goes_on_and_loses_nothing(home: tuple[Path, Database]) -> None:
    """Promise 3, and the first word of promise 1: each kill lands after another step."""
    folder, database = home
    keys = open_keys(folder)
    officers = {officer: keys.officers.make(officer) for officer in (new_officer_id() for _ in range(60))}
    with database.write() as connection:
        inbox.keep(connection, keys, Accepted(InboxId("1" * 32), None, b"a visitor's words"))
    for lines in count(0):
        command = [sys.executable, "-c", _PROGRAM, str(folder), str(database.engine.url)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(2 + lines % 4):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        again = open_keys(folder)
        assert {officer: again.officers.get(officer) for officer in officers} == officers
        if lines == 4:
            break
    done = rotate(again, database)
    assert again.officers.used_keks() == {done.kek: 60}
    assert all(each.is_current or each.is_unused for each in standing(again, database))
    with database.read() as connection:
        assert connection.execute(select(inbox_table.c.id)).scalars().all() == ["1" * 32]
        assert len(inbox.unfinished(connection, again)) == 1
