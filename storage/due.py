"""What is to be done at an instant: a row each, taken and done in one transaction."""

import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select

from care.names import OfficerId
from storage.envelopes import open_for, seal_for
from storage.errors import StorageError
from storage.keys import Keys
from storage.tables.gateway import due

DueKind = Literal[
    "hold_expiry",
    "booking_reminder",
    "session_end",
    "private_expiry",
    "seen_purge",
    "crisis_check",
    "checkin_reminder",
    "follow_up",
    "feedback_request",
    "partner_notice",
]


@dataclass(frozen=True)
class Due:
    """Something due; `about` names what it is about by an opaque id, `content` is sealed in the row."""

    id: str
    kind: str
    at: datetime
    officer: OfficerId | None
    about: str
    content: Mapping[str, Any] = field(repr=False)


def add(
    connection: Connection,
    keys: Keys,
    kind: DueKind,
    at: datetime,
    officer: OfficerId | None = None,
    about: str = "",
    content: Mapping[str, Any] | None = None,
) -> str:
    """Note what is due, in the transaction of what makes it due; returns the row's id."""
    row = secrets.token_hex(16)
    sealed = seal_for(keys, officer, content_of(content or {}), due, row)
    values = {"id": row, "kind": kind, "at": at, "officer": officer, "about": about, "sealed": sealed}
    connection.execute(insert(due).values(**values))
    return row


def content_of(content: Mapping[str, Any]) -> bytes:
    """Return what a row seals."""
    return json.dumps(dict(content)).encode()


def drop(connection: Connection, kind: DueKind, about: str) -> int:
    """Delete what is no longer due about something; returns how many rows."""
    return connection.execute(delete(due).where(due.c.kind == kind, due.c.about == about)).rowcount


def ready(connection: Connection, keys: Keys, now: datetime, kinds: Collection[str], limit: int = 100) -> list[Due]:
    """Return what is due by `now`, the longest due first; a row that no key opens has no content."""
    wanted = select(due).where(due.c.at <= now, due.c.kind.in_(kinds))
    rows = connection.execute(wanted.order_by(due.c.at).limit(limit))
    return [_read(keys, row) for row in rows]


def noted(connection: Connection, keys: Keys, kind: DueKind, about: str) -> list[Due]:
    """Return what is noted about something, due or not."""
    rows = connection.execute(select(due).where(due.c.kind == kind, due.c.about == about))
    return [_read(keys, row) for row in rows.all()]


def take(connection: Connection, row: str) -> bool:
    """Delete a row, and tell whether it was still there: whoever does what is due takes it first."""
    return connection.execute(delete(due).where(due.c.id == row)).rowcount == 1


def is_noted(connection: Connection, kind: DueKind, about: str = "") -> bool:
    """Tell whether something of this kind is noted."""
    found = select(due.c.id).where(due.c.kind == kind, due.c.about == about)
    return connection.execute(found).first() is not None


def _read(keys: Keys, row: Any) -> Due:
    try:
        content = json.loads(open_for(keys, row.officer, row.sealed, due, row.id))
    except StorageError:
        content = {}
    return Due(row.id, row.kind, row.at, row.officer, row.about, content)
