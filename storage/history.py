"""What became of each directory entry: who changed which fields when, and the content to go back to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.tables.console import history

FOUND = "found"  # as it was before anybody edited it here: from samples, an import, or an earlier program


@dataclass(frozen=True)
class Change:
    """One step; `changed` names the fields."""

    number: int
    kind: str
    entry: str
    act: str
    by: str
    at: datetime
    changed: list[str]
    content: dict[str, Any]


def record(
    connection: Connection,
    kind: str,
    entry: str,
    act: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    by: str,
    at: datetime,
) -> None:
    """Add a step; what stood there unrecorded is kept first, so that it can be gone back to."""
    known = last(connection, kind, entry)
    if before is not None and (known is None or known.content != before):
        changed = _differing(known.content if known else {}, before)
        _add(connection, kind, entry, FOUND, "", at, changed if known else [], before)
    _add(connection, kind, entry, act, by, at, _differing(before or {}, after), after)


def steps(connection: Connection, kind: str, entry: str) -> list[Change]:
    """Return the steps of an entry, newest first."""
    query = select(history).where(history.c.kind == kind, history.c.entry == entry)
    return [Change(**row._mapping) for row in connection.execute(query.order_by(history.c.number.desc()))]


def step(connection: Connection, number: int) -> Change | None:
    """Return one step."""
    row = connection.execute(select(history).where(history.c.number == number)).first()
    return Change(**row._mapping) if row else None


def last(connection: Connection, kind: str, entry: str) -> Change | None:
    """Return the newest step of an entry."""
    query = select(history).where(history.c.kind == kind, history.c.entry == entry)
    row = connection.execute(query.order_by(history.c.number.desc()).limit(1)).first()
    return Change(**row._mapping) if row else None


def _add(
    connection: Connection,
    kind: str,
    entry: str,
    act: str,
    by: str,
    at: datetime,
    changed: list[str],
    content: Mapping[str, Any],
) -> None:
    row = {"kind": kind, "entry": entry, "act": act, "by": by, "at": at}
    connection.execute(insert(history).values(**row, changed=changed, content=dict(content)))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
