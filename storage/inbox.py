"""The inbox: what was accepted and is not answered yet, and the updates of the last 48 hours."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from care.names import InboxId, OfficerId
from storage.envelopes import insert_once, open_for, seal_for
from storage.errors import StorageError
from storage.keys import Keys
from storage.tables.gateway import inbox, seen

REMEMBERED_HOURS = 48  # Telegram keeps an undelivered update 24 h (facts.md, Telegram 3)


@dataclass(frozen=True)
class Accepted:
    """A message that was accepted; `officer` is none for a person who has not pressed Start."""

    id: InboxId
    officer: OfficerId | None
    plain: bytes = field(repr=False)


def remember(connection: Connection, digest: bytes, now: datetime) -> bool:
    """Remember an update by its digest (`index.update_index`); tell whether it is new."""
    until = _hour(now) + REMEMBERED_HOURS
    return insert_once(connection, seen, digest=digest, until_hour=until)


def keep(connection: Connection, keys: Keys, accepted: Accepted) -> None:
    """Keep a message until it is answered."""
    sealed = seal_for(keys, accepted.officer, accepted.plain, inbox, accepted.id)
    connection.execute(insert(inbox).values(id=accepted.id, officer=accepted.officer, sealed=sealed))


def unfinished(connection: Connection, keys: Keys) -> list[Accepted]:
    """Return what is not answered, oldest first; leaves out what no key opens (a forgotten officer's)."""
    found = []
    for row in connection.execute(select(inbox).order_by(inbox.c.seq)):
        try:
            plain = open_for(keys, row.officer, row.sealed, inbox, row.id)
        except StorageError:
            continue
        found.append(Accepted(InboxId(row.id), row.officer, plain))
    return found


def finish(connection: Connection, message: InboxId) -> None:
    """Delete a message: it is answered."""
    connection.execute(delete(inbox).where(inbox.c.id == message))


def seen_digests(connection: Connection, limit: int = 100_000) -> list[bytes]:
    """Return the digests of updates that came lately, at most `limit`."""
    latest = select(seen.c.digest).order_by(seen.c.until_hour.desc()).limit(limit)
    return list(connection.execute(latest).scalars())


def forget_seen(connection: Connection, now: datetime) -> int:
    """Delete the digests of updates older than 48 hours; return how many."""
    return connection.execute(delete(seen).where(seen.c.until_hour < _hour(now))).rowcount


def _hour(now: datetime) -> int:
    """Return whole hours since 1970: no finer time of a message is kept in clear."""
    return int(now.timestamp()) // 3600
