"""A backup of the data while everything runs: copied, stripped of what passes, and sealed.

    backup_data(database, keys, target, clock)        the data; opens only with the same key folder
    backup_keys(keys, target, passphrase, clock)      the key folder; opens only with the passphrase, and lives 7 days

The data holds the tombstones of who was forgotten; the salts of running reports stand in neither.
"""

import hashlib
import hmac
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from storage.database import Database
from storage.errors import StorageError
from storage.forgetting import KEY_BACKUP_LIFE
from storage.keyfiles import queued, sync_folder
from storage.keys import Keys
from storage.parcels import ParcelWriter
from storage.settling import finish
from storage.stretching import SALT_BYTES, SLOW, Cost, stretch

# What was said a moment ago, who runs, who is logged in: nobody wants it back.
PASSING = ("inbox", "outbox", "waiting", "sessions", "private_answers", "lease", "unreachable", "console_session")
SQLITE_FILE, POSTGRES_FILE, TOMBSTONES = "code4.db", "code4.pgdump", "tombstones"
KEY_FILES = ("*.key", "lock", "tombstones", "report-ledger", "audit")
OFFICER_KEYS = "officer_keys.db"
DUMP_SECONDS = 3600


class BackupFailed(StorageError):
    """The copy could not be made; says what is missing, never a password."""


def backup_data(database: Database, keys: Keys, target: Path, now: datetime) -> None:
    """Write one sealed file, whole or not at all; raises BackupFailed, DatabaseUnavailable or OSError."""
    kind = database.engine.dialect.name
    with _draft(target) as (folder, draft):
        copy = folder / (SQLITE_FILE if kind == "sqlite" else POSTGRES_FILE)
        _copy_sqlite(database.engine.url, copy) if kind == "sqlite" else _dump(database.engine.url, copy)
        about = {"kind": "data", "database": kind, "made": now.isoformat()}
        _pack(draft, data_key(keys), about, [copy, keys.folder / TOMBSTONES])


def backup_keys(keys: Keys, target: Path, passphrase: str, now: datetime, cost: Cost = SLOW) -> None:
    """Write the key folder as one file sealed under a passphrase; raises OSError."""
    salt = os.urandom(SALT_BYTES)
    about: dict[str, Any] = {"kind": "keys", "made": now.isoformat(), "cost": cost.encoded(), "salt": salt.hex()}
    about["destroy_by"] = (now + KEY_BACKUP_LIFE).isoformat()
    with _draft(target) as (folder, draft):
        copy, key = folder / OFFICER_KEYS, stretch(passphrase, salt, cost)
        with queued(keys.folder):  # a change of the folder's passphrase is in it whole, or not at all
            finish(keys.folder)
            _copy_file(keys.folder / OFFICER_KEYS, copy)
            files = [path for pattern in KEY_FILES for path in sorted(keys.folder.glob(pattern))]
            _pack(draft, key, about, [*files, copy])


def data_key(keys: Keys) -> bytes:
    """Return the key of data backups: it outlives every rotation."""
    return hmac.digest(keys.index_key, b"code4 backup", hashlib.sha256)


def url_arguments(url: URL) -> tuple[list[str], dict[str, str]]:
    """Return a PostgreSQL tool's arguments and environment: the password is in neither list nor log."""
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    return ["--dbname", plain], {"PATH": os.defpath} | ({"PGPASSWORD": str(url.password)} if url.password else {})


def run_tool(name: str, arguments: list[str], url: URL) -> None:
    """Run `pg_dump` or `pg_restore`; raises BackupFailed."""
    tool = shutil.which(name)
    if tool is None:
        raise BackupFailed(f"{name} is not on the PATH: install PostgreSQL's client programs")
    where, environment = url_arguments(url)
    try:
        subprocess.run(  # noqa: S603 -- a program of the operator's own PATH
            [tool, *where, *arguments], env=environment, check=True, capture_output=True, timeout=DUMP_SECONDS
        )
    except (subprocess.SubprocessError, OSError):
        raise BackupFailed(
            f"{name} failed: is it of the server's version, and may this user read every table?"
        ) from None


@contextmanager
def _draft(target: Path) -> Iterator[tuple[Path, Path]]:
    """Give a private folder for the copy and a draft of the target; the target appears whole, or not."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if target.exists():
        raise BackupFailed(f"{target}: is there already; backups are never written over")
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=target.parent))
    try:
        yield folder, folder / "draft"
        os.replace(folder / "draft", target)
        sync_folder(target.parent)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_sqlite(url: URL, copy: Path) -> None:
    """Copy a database in use with SQLite's own backup, then take out what passes, and its traces."""
    _copy_file(Path(url.database or ""), copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA secure_delete = ON")
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in PASSING:
            if table in there:
                connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- names of ours
        connection.execute("VACUUM")


def _copy_file(source: Path, copy: Path) -> None:
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)


def _dump(url: URL, copy: Path) -> None:
    without = [f"--exclude-table-data={table}" for table in PASSING]
    run_tool("pg_dump", ["--format=custom", "--no-owner", *without, "--file", str(copy)], url)


def _pack(draft: Path, key: bytes, about: dict[str, Any], files: list[Path]) -> None:
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        with ParcelWriter(file, key, about) as parcel, tarfile.open(fileobj=parcel, mode="w|") as tar:
            for path in files:
                tar.add(path, path.name, filter=_nobody)
        file.flush()
        os.fsync(file.fileno())


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owns a file and when it was written."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry
