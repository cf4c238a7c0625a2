"""What became of each directory entry: who changed which fields when, and the content to go back to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

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
    record_many(connection, kind, act, by, at, [(entry, before, after)])


def record_many(
    connection: Connection,
    kind: str,
    act: str,
    by: str,
    at: datetime,
    changes: Iterable[tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]],
) -> None:
    """Add a step to each of many entries, given with what stood there before and what stands there now."""
    changed = list(changes)
    known = _newest(connection, kind, [entry for entry, *_ in changed])
    rows = []
    for entry, before, after in changed:
        if before is not None and known.get(entry) != before:
            differing = _differing(known[entry], before) if entry in known else []
            rows.append(_row(kind, entry, FOUND, "", at, differing, before))
        rows.append(_row(kind, entry, act, by, at, _differing(before or {}, after), after))
    if rows:
        connection.execute(insert(history), rows)


def steps(connection: Connection, kind: str, entry: str) -> list[Change]:
    """Return the steps of an entry, newest first."""
    query = select(history).where(history.c.kind == kind, history.c.entry == entry)
    return [Change(**row._mapping) for row in connection.execute(query.order_by(history.c.number.desc()))]


def step(connection: Connection, number: int) -> Change | None:
    """Return one step."""
    row = connection.execute(select(history).where(history.c.number == number)).first()
    return Change(**row._mapping) if row else None


def _newest(connection: Connection, kind: str, entries: list[str]) -> dict[str, Mapping[str, Any]]:
    """Return the content of the newest step of each entry that has one."""
    numbers = select(func.max(history.c.number)).where(history.c.kind == kind, history.c.entry.in_(entries))
    rows = connection.execute(
        select(history.c.entry, history.c.content).where(history.c.number.in_(numbers.group_by(history.c.entry)))
    )
    return {row.entry: row.content for row in rows}


def _row(
    kind: str, entry: str, act: str, by: str, at: datetime, changed: list[str], content: Mapping[str, Any]
) -> dict[str, Any]:
    named = {"kind": kind, "entry": entry, "act": act, "by": by, "at": at}
    return {**named, "changed": changed, "content": dict(content)}


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
