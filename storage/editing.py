"""Editing the directory: what is published, what is drafted, and that nobody writes over somebody else's work.

An entry's content is the row as JSON values. Its fingerprint says what somebody saw when they began: whoever
saves or publishes names it, and is refused when something else stands there now.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Table, delete, insert, select, update

from storage import history
from storage.dialects import insert_new
from storage.directory import Entry, note_change, put, row_of
from storage.errors import StorageError
from storage.tables.console import drafts
from storage.tables.directory import articles, contacts, helplines, locations, organisations, services

Content = dict[str, Any]
TABLES: Mapping[str, Table] = {
    "service": services,
    "organisation": organisations,
    "location": locations,
    "contact": contacts,
    "article": articles,
    "helpline": helplines,
}
NOT_EDITED = frozenset({"id", "public_key", "is_sample"})
NOTHING = ""  # the fingerprint of what is not there


class EditedMeanwhile(StorageError):
    """Somebody else changed the entry since it was opened; nothing was kept."""


@dataclass(frozen=True)
class Draft:
    """What somebody prepares; `base` is the fingerprint of what was published when it began."""

    content: Content
    base: str
    by: str
    at: datetime


def published(connection: Connection, kind: str, entry: str) -> Content | None:
    """Return what officers see of an entry."""
    table = TABLES[kind]
    row = connection.execute(select(table).where(*_is(table, entry))).first()
    return None if row is None else _content(row._mapping)


def draft(connection: Connection, kind: str, entry: str) -> Draft | None:
    """Return what is drafted."""
    row = connection.execute(select(drafts).where(*_drafted(kind, entry))).first()
    return Draft(row.content, row.base, row.by, row.at) if row else None


def fingerprint(content: Content | None) -> str:
    """Return 64 hexadecimal digits of a content, nothing for nothing."""
    if content is None:
        return NOTHING
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def seen(connection: Connection, kind: str, entry: str) -> str:
    """Return the fingerprint of what an editor is shown: the draft, else what is published."""
    drafted = draft(connection, kind, entry)
    return fingerprint(drafted.content if drafted else published(connection, kind, entry))


def save(connection: Connection, kind: str, entry: str, content: Content, saw: str, by: str, at: datetime) -> None:
    """Keep a draft; raises EditedMeanwhile when the entry is no longer what the editor saw."""
    if seen(connection, kind, entry) != saw:
        raise EditedMeanwhile("the entry was changed by somebody else")
    drafted = draft(connection, kind, entry)
    base = drafted.base if drafted else fingerprint(published(connection, kind, entry))
    row = {"kind": kind, "entry": entry, "content": content, "base": base, "by": by, "at": at}
    new = insert_new(connection, drafts).values(**row).returning(drafts.c.entry)
    if connection.execute(new).first() is None:
        connection.execute(update(drafts).where(*_drafted(kind, entry)).values(**row))


def discard(connection: Connection, kind: str, entry: str) -> None:
    """Throw a draft away."""
    connection.execute(delete(drafts).where(*_drafted(kind, entry)))


def new_drafts(connection: Connection, kind: str) -> list[tuple[str, str]]:
    """Return the drafts of entries that were never published, with who writes them."""
    rows = connection.execute(select(drafts.c.entry, drafts.c.by).where(drafts.c.kind == kind, drafts.c.base == ""))
    return [(row.entry, row.by) for row in rows]


def publish_draft(
    connection: Connection, kind: str, entry: str, saw: str, by: str, at: datetime, more: Content | None = None
) -> None:
    """Let officers see a draft, with `more`; raises EditedMeanwhile when draft or entry are not what they were."""
    drafted = draft(connection, kind, entry)
    now_there = fingerprint(published(connection, kind, entry))
    if drafted is None or fingerprint(drafted.content) != saw or drafted.base != now_there:
        raise EditedMeanwhile("the entry was changed by somebody else")
    publish(connection, kind, entry, drafted.content | (more or {}), "published", by, at)
    discard(connection, kind, entry)


def publish(connection: Connection, kind: str, entry: str, content: Content, act: str, by: str, at: datetime) -> None:
    """Let officers see a content, and remember who changed what."""
    before, table = published(connection, kind, entry), TABLES[kind]
    row = {name: _typed(table, name, value) for name, value in content.items() if name in table.c}
    if before is None:
        own = {"is_sample": False} if "is_sample" in table.c else {}
        connection.execute(insert(table).values(**_named(entry), **own, **row))
    else:
        connection.execute(update(table).where(*_is(table, entry)).values(**row))
    history.record(connection, kind, entry, act, before, content, by, at)
    note_change(connection)


def put_with_history(
    connection: Connection, kind: str, entries: Sequence[Entry], act: str, by: str, at: datetime
) -> None:
    """Publish many whole entries of a kind at once (no articles), each with its step in the history."""
    table = TABLES[kind]
    after = {str(row["id"]): row for row in map(row_of, entries)}
    rows = connection.execute(select(table).where(table.c.id.in_(after))).all()
    before = {row.id: _content(row._mapping) for row in rows}
    put(connection, entries)
    changes = [(entry, before.get(entry), _content(row)) for entry, row in after.items()]
    history.record_many(connection, kind, act, by, at, changes)


def article_entry(article: str, locale: str) -> str:
    """Return how an article in one language is named as an entry."""
    return f"{article}~{locale}"


def _named(entry: str) -> dict[str, str]:
    return {"id": entry.partition("~")[0]}


def _is(table: Table, entry: str) -> tuple[Any, ...]:
    id_, _, locale = entry.partition("~")
    return (table.c.id == id_, table.c.locale == locale) if table is articles else (table.c.id == entry,)


def _drafted(kind: str, entry: str) -> tuple[Any, ...]:
    return (drafts.c.kind == kind, drafts.c.entry == entry)


def _content(row: Mapping[Any, Any]) -> Content:
    return {name: _plain(value) for name, value in row.items() if name not in NOT_EDITED}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, name: str, value: Any) -> Any:
    is_day = isinstance(table.c[name].type, Date) and isinstance(value, str)
    return date.fromisoformat(value) if is_day else value
