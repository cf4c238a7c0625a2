"""Back from a backup, on an empty host or in the place of damaged data.

Who was forgotten stays forgotten, whichever of key folder and backup knows of it; the report ledger and the audit get
back what the backup did not have yet from their copies in the key folder.
"""

import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, inspect, text
from sqlalchemy.engine import make_url

from care.clock import Clock
from storage import transit
from storage.audit import Audit
from storage.backup import PASSING, POSTGRES_FILE, SQLITE_FILE, TOMBSTONES, data_key, run_tool
from storage.database import Database, open_database
from storage.errors import StorageError
from storage.forgetting import finish_forgetting
from storage.keyfiles import KeysError, sync_folder
from storage.keys import Keys
from storage.migrations import migrate
from storage.parcels import BackupBroken, Parcel, read_parcel
from storage.releases import Ledger
from storage.stretching import read_cost, stretch
from storage.tables import load_tables


class NotEmpty(StorageError):
    """There is data already; it is replaced only when that is asked for."""


@dataclass(frozen=True)
class Restored:
    """What was done: when the backup was made, who of it was forgotten since, how many audit entries there are."""

    made: str
    forgotten: int
    audited: int


def restore_data(path: Path, keys: Keys, url: str, clock: Clock, replace: bool = False) -> Restored:
    """Bring a data backup into the database of `url`; the system must not run.

    Raises BackupBroken, BackupFailed, NotEmpty, and what the database raises. Until the copy is known to be whole
    nothing is touched.
    """
    parcel = _parcel(path, "data")
    with _unpacked(parcel, data_key(keys)) as folder:
        if parcel.about["database"] == "sqlite":
            _put_sqlite(folder / SQLITE_FILE, url, replace)
        else:
            _put_postgres(folder / POSTGRES_FILE, url, replace)
        keys.tombstones.merge((folder / TOMBSTONES).read_bytes())
    return _settle(parcel, keys, url, clock)


def restore_keys(path: Path, passphrase: str, folder: Path) -> None:
    """Bring a key backup into a folder that is not there, or empty; raises BackupBroken or KeysError."""
    if folder.exists() and any(folder.iterdir()):
        raise KeysError(f"{folder}: is not empty; keys are never written over")
    parcel = _parcel(path, "keys")
    key = stretch(passphrase, bytes.fromhex(parcel.about["salt"]), read_cost(parcel.about["cost"]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _unpacked(parcel, key, folder.parent) as draft:
        os.replace(draft, folder)
    sync_folder(folder.parent)


def _parcel(path: Path, kind: str) -> Parcel:
    try:
        parcel = read_parcel(path)
    except OSError as error:
        raise BackupBroken(f"{path}: cannot be read ({error.strerror})") from None
    if parcel.about.get("kind") != kind:
        raise BackupBroken(f"{path}: is a backup of {parcel.about.get('kind')}, not of {kind}")
    return parcel


@contextmanager
def _unpacked(parcel: Parcel, key: bytes, parent: Path | None = None) -> Iterator[Path]:
    """Give a private folder with the parcel's files, all of them, or raise BackupBroken."""
    folder = Path(tempfile.mkdtemp(prefix=".restore-", dir=parent))
    try:
        with parcel.open(key) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            tar.extractall(folder, filter="data")
            while stream.read(1 << 16):  # to the last piece: what is missing or changed is noticed
                pass
        for path in folder.iterdir():
            path.chmod(0o600)
        yield folder
    except (tarfile.TarError, EOFError):
        raise BackupBroken(f"{parcel.path}: is damaged") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put_sqlite(copy: Path, url: str, replace: bool) -> None:
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise BackupBroken("this backup is of SQLite: set CODE4_DATABASE_URL to a SQLite file")
    with closing(sqlite3.connect(copy)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupBroken("the copy within the backup is damaged")
    target = Path(address.database)
    if target.exists() and target.stat().st_size and not replace:
        raise NotEmpty(f"{target}: there is data already; --replace takes the backup in its place")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    shutil.copyfile(copy, target.with_name(target.name + ".restored"))
    target.with_name(target.name + ".restored").chmod(0o600)
    os.replace(target.with_name(target.name + ".restored"), target)
    sync_folder(target.parent)


def _put_postgres(copy: Path, url: str, replace: bool) -> None:
    database = open_database(url)
    try:
        if database.engine.dialect.name != "postgresql":
            raise BackupBroken("this backup is of PostgreSQL: set CODE4_DATABASE_URL to an empty database there")
        with database.read() as connection:
            there = inspect(connection).get_table_names()
        if there and not replace:
            raise NotEmpty("there is data already; --replace takes the backup in its place")
        if there:
            _empty(database)
        run_tool(
            "pg_restore", ["--no-owner", "--exit-on-error", "--single-transaction", str(copy)], database.engine.url
        )
    finally:
        database.close()


def _empty(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))


def _settle(parcel: Parcel, keys: Keys, url: str, clock: Clock) -> Restored:
    """Bring the data to today: newest form, nobody who was forgotten, nothing that no key opens, nothing taken back."""
    database = open_database(url)
    try:
        migrate(database)
        _drop_passing(database, keys)
        ledger = Ledger(database, keys.folder)
        with ledger.alone():
            ledger.mend()
        audited = len(Audit(keys, clock).verify(database))
        return Restored(parcel.about["made"], finish_forgetting(database, keys, clock.now()), audited)
    finally:
        database.close()


def _drop_passing(database: Database, keys: Keys) -> None:
    """Delete what was under way at the time, and values under keys that were removed since."""
    tables = load_tables().tables
    with database.write() as connection:
        for name in PASSING:
            if name in tables:
                connection.execute(delete(tables[name]))
        for place in transit.places():
            transit.drop_unreadable(connection, keys, place)
