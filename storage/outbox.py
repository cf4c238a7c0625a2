"""The outbox: what is to be sent; a row is deleted once its message is sent."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select

from care.names import OfficerId
from storage.envelopes import insert_once, open_for, seal_for
from storage.errors import StorageError
from storage.keys import Keys
from storage.tables.gateway import outbox, unreachable, waiting

READ_AT_ONCE = 100


@dataclass(frozen=True)
class Unsent:
    """A message to be sent, or one that waits behind "New message"."""

    id: str
    officer: OfficerId | None
    plain: bytes = field(repr=False)


def new_row() -> str:
    """Return a row's id: whoever puts a message knows its row before another process can see it."""
    return secrets.token_hex(16)


def put(connection: Connection, keys: Keys, officer: OfficerId | None, plain: bytes, row: str) -> None:
    """Keep a message until it is sent."""
    sealed = seal_for(keys, officer, plain, outbox, row)
    connection.execute(insert(outbox).values(id=row, officer=officer, sealed=sealed))


def unsent(connection: Connection, keys: Keys, known: Collection[str] = (), most: int | None = None) -> list[Unsent]:
    """Return what is not sent, oldest first, but for the `known` rows and for what no key opens; at most so many."""
    rows = connection.execute(select(outbox).order_by(outbox.c.seq).execution_options(yield_per=READ_AT_ONCE))
    found = (kept for row in rows if row.id not in known and (kept := _open(keys, outbox, row)))
    return list(islice(found, most))


def sent(connection: Connection, rows: Collection[str]) -> None:
    """Delete messages that were sent or will never be."""
    connection.execute(delete(outbox).where(outbox.c.id.in_(rows)))


def put_waiting(connection: Connection, keys: Keys, officer: OfficerId, plain: bytes) -> bool:
    """Keep what an officer sees after a tap on "New message"; tell whether it is the first that waits."""
    first = connection.execute(select(waiting.c.id).where(waiting.c.officer == officer)).first() is None
    row = new_row()
    sealed = seal_for(keys, officer, plain, waiting, row)
    connection.execute(insert(waiting).values(id=row, officer=officer, sealed=sealed))
    return first


def all_waiting(connection: Connection, keys: Keys, officer: OfficerId) -> list[Unsent]:
    """Return what waits for an officer's tap, oldest first."""
    rows = connection.execute(select(waiting).where(waiting.c.officer == officer).order_by(waiting.c.seq))
    return [kept for row in rows if (kept := _open(keys, waiting, row))]


def shown(connection: Connection, rows: Collection[str]) -> None:
    """Delete what was waiting and is now in the outbox."""
    connection.execute(delete(waiting).where(waiting.c.id.in_(rows)))


def mark_unreachable(connection: Connection, officer: OfficerId) -> None:
    """Remember that an officer blocked the bot: nothing unprompted is sent to them."""
    insert_once(connection, unreachable, officer=officer)


def mark_reachable(connection: Connection, officer: OfficerId) -> None:
    """Forget the mark: the officer has written."""
    connection.execute(delete(unreachable).where(unreachable.c.officer == officer))


def is_reachable(connection: Connection, officer: OfficerId) -> bool:
    """Tell whether unprompted messages may be sent."""
    mark = select(unreachable.c.officer).where(unreachable.c.officer == officer)
    return connection.execute(mark).first() is None


def _open(keys: Keys, table: Table, row: Row[Any]) -> Unsent | None:
    try:
        return Unsent(row.id, row.officer, open_for(keys, row.officer, row.sealed, table, row.id))
    except StorageError:
        return None
