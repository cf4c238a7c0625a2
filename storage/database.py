"""The data's database: SQLite by default, PostgreSQL by its URL, the same code on both."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.errors import DatabaseUnavailable, DatabaseUnusable, RuleBroken, StorageError

WAIT_SECONDS = 5.0  # for a lock, a connection of the pool, or the server
CONNECTIONS = 40  # 32 workers of the gateway, the scheduler, and some to spare

_SQLITE_PASSING = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_CANTOPEN",
)
_SQLITE_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)
_AFTERWARDS = "code4_afterwards"
_POSTGRES_OPTIONS = "-c timezone=UTC -c idle_in_transaction_session_timeout=30s"


@dataclass(frozen=True)
class Database:
    """An open database; safe to share between threads."""

    engine: Engine = field(repr=False)
    _writers: AbstractContextManager[Any] = field(repr=False, default_factory=nullcontext)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may change rows; it is durable when the block ends, undone when it raises.

        Raises DatabaseUnavailable, DatabaseUnusable or RuleBroken; lets other errors of the block through.
        """
        with _named_errors(), self._writers, self.engine.connect() as connection:
            connection.execution_options(code4_writes=True)
            connection.info.pop(_AFTERWARDS, None)
            with connection.begin():
                yield connection
            for action in connection.info.pop(_AFTERWARDS, ()):
                action()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the data and is refused any change."""
        with _named_errors(), self.engine.connect() as connection:
            connection.execution_options(postgresql_readonly=True)
            yield connection

    def close(self) -> None:
        """Close every connection of the pool."""
        self.engine.dispose()


def after_commit(connection: Connection, action: Callable[[], None]) -> None:
    """Have something done once the write transaction is durable; never when it is undone. It must not raise."""
    connection.info.setdefault(_AFTERWARDS, []).append(action)


def open_database(url: str, wait: float = WAIT_SECONDS) -> Database:
    """Open the database of a SQLAlchemy URL (`sqlite:///PATH` or `postgresql://...`); makes no tables.

    A new SQLite file is made readable by its owner alone. A call that gets no lock or no connection within
    `wait` seconds raises DatabaseUnavailable. Raises StorageError for another kind of URL.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return Database(_open_sqlite(address, wait), _Turns(wait))
    if address.get_backend_name() == "postgresql":
        return Database(_open_postgres(address, wait))
    raise StorageError("the database must be SQLite or PostgreSQL")


def _open_sqlite(address: URL, wait: float) -> Engine:
    if not address.database or address.database == ":memory:":
        raise StorageError("the SQLite database needs a file")
    _make_private(Path(address.database))
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=wait,
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, wait))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open_postgres(address: URL, wait: float) -> Engine:
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=CONNECTIONS // 2,
        max_overflow=CONNECTIONS // 2,
        pool_timeout=wait,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": max(2, int(wait)),  # libpq takes no less
            "options": f"{_POSTGRES_OPTIONS} -c lock_timeout={int(wait * 1000)}",
        },
    )


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseUnavailable(f"the database file cannot be opened: {error.strerror}") from None


def _prepare_sqlite(wait: float, connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # else the driver begins by itself, and late
    for pragma in (f"busy_timeout = {int(wait * 1000)}", *_SQLITE_PRAGMAS):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("code4_writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class _Turns:
    """Lets the writers of one process in one by one: SQLite's own waiting is a sleep without a queue."""

    def __init__(self, wait: float) -> None:
        self._lock, self._wait = threading.Lock(), wait

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=self._wait):
            raise DatabaseUnavailable("other writers held the database for too long")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise RuleBroken("a rule of the database refused the change") from None
    except DBAPIError as error:
        raise _name(error) from None
    except (PoolTimeout, DisconnectionError):
        raise DatabaseUnavailable("no connection to the database was free in time") from None


def _name(error: DBAPIError) -> StorageError:
    code = getattr(error.orig, "sqlite_errorname", None)
    if code is not None:
        kind = DatabaseUnavailable if code.startswith(_SQLITE_PASSING) else DatabaseUnusable
        return kind(f"the database answered {code}")
    state = getattr(error.orig, "sqlstate", None)
    passing = type(error).__name__ in ("OperationalError", "InterfaceError") or state == "25P03"  # idle too long
    kind = DatabaseUnavailable if passing else DatabaseUnusable
    return kind(f"the database answered {state or 'nothing'}")
