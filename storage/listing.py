"""Lists of the directory, a page at a time: search, filter and count are the database's work."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, cast, func, or_, select, tuple_

from care.directory import STALE_AFTER
from storage.editing import TABLES, article_entry
from storage.tables.console import drafts
from storage.tables.directory import articles, organisations, services

PAGE = 20
OWNED = ("service", "contact")  # kinds that belong to an organisation
FEW = 500  # found entries that are named one by one
_SEARCHED: Mapping[str, tuple[str, ...]] = {
    "service": ("name", "description", "provider_kind", "owner"),
    "organisation": ("name", "description", "scope", "email"),
    "location": ("name", "address", "city"),
    "contact": ("name", "title", "department", "email"),
    "article": ("title", "topic", "source"),
}


_SHOWN: Mapping[str, tuple[str, ...]] = {
    "service": ("name", "owner", "assured_date", "status"),
    "organisation": ("name", "scope", "email"),
    "location": ("name", "city", "address"),
    "contact": ("name", "title", "email"),
    "article": ("topic", "title", "reviewed_by", "reviewed_on"),
}


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; what is left empty does not matter."""

    kind: str = "service"
    words: str = ""
    organisation: str = ""
    provider_kind: str = ""
    state: str = ""  # draft, due, inactive
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """One row of a list."""

    entry: str
    title: str
    of: str
    owner: str
    verified: date | None
    is_active: bool
    has_draft: bool


@dataclass(frozen=True)
class Page:
    """A page of a list, and how many rows there are in all."""

    rows: list[Listed] = field(default_factory=list)
    count: int = 0


def entries(connection: Connection, asked: Asked, today: date, locale: str, samples: bool = True) -> Page:
    """Return a page of a kind's entries by name."""
    table = TABLES[asked.kind]
    where = _where(connection, asked, today, samples)
    origin: Any = table
    if asked.kind in OWNED:
        origin = table.join(organisations, table.c.organisation == organisations.c.id)
    order = (_text("title" if asked.kind == "article" else "name", table), table.c.id)
    keys = list(table.primary_key.columns)
    if asked.words:  # a search reads every row once; what it found is then sorted without reading them again
        matching = connection.execute(select(*keys).select_from(origin).where(*where)).all()
        count = len(matching)
        where = [tuple_(*keys).in_([tuple(row) for row in matching])] if count <= FEW else where
    else:
        count = connection.execute(select(func.count()).select_from(origin).where(*where)).scalar_one()
    query = select(*keys).select_from(origin).where(*where).order_by(*order)
    chosen = connection.execute(query.limit(PAGE).offset((max(asked.page, 1) - 1) * PAGE)).all()
    these = tuple_(*keys).in_([tuple(row) for row in chosen])
    rows = connection.execute(_columns(asked.kind).select_from(origin).where(these).order_by(*order)).all()
    named = [_entry(asked.kind, row) for row in rows]
    known = select(drafts.c.entry).where(drafts.c.kind == asked.kind, drafts.c.entry.in_(named))
    drafted = set(connection.execute(known).scalars())
    return Page([_listed(asked.kind, row, locale, drafted) for row in rows], count)


def _columns(kind: str) -> Select[Any]:
    """Select what a row shows and no more: reading JSON that nobody sees would take half the time."""
    table = TABLES[kind]
    shown = list(table.primary_key) + [table.c[name] for name in _SHOWN[kind]]
    return select(*shown, organisations.c.name.label("of")) if kind in OWNED else select(*shown)


def _where(connection: Connection, asked: Asked, today: date, samples: bool) -> list[ColumnElement[bool]]:
    table = TABLES[asked.kind]
    where: list[ColumnElement[bool]] = []
    if asked.words:
        columns = [_text(name, table) for name in _SEARCHED[asked.kind]]
        columns += [_text("name", organisations)] if asked.kind in OWNED else []
        where += [_holds(connection, columns, word) for word in asked.words.split()[:6]]
    if asked.kind == "service":
        where += _service_filters(asked, today)
    if asked.kind in ("organisation", "contact") and asked.organisation:
        where.append(organisations.c.id == asked.organisation)
    if asked.state == "draft":
        own = articles.c.id + "~" + articles.c.locale if asked.kind == "article" else table.c.id
        where.append(own.in_(select(drafts.c.entry).where(drafts.c.kind == asked.kind)))
    if not samples and asked.kind in (*OWNED, "organisation"):
        where.append(organisations.c.is_sample.is_(False))
    return where


def _holds(connection: Connection, columns: list[ColumnElement[str]], word: str) -> ColumnElement[bool]:
    """Return the condition that a word stands in one of the columns; putting them together first would be slow."""
    wanted = f"%{_escaped(word)}%"
    if connection.dialect.name == "sqlite":  # whose LIKE ignores case
        return or_(*(column.like(wanted, escape="!") for column in columns))
    return or_(*(column.ilike(wanted, escape="!") for column in columns))


def _service_filters(asked: Asked, today: date) -> list[ColumnElement[bool]]:
    where = []
    if asked.organisation:
        where.append(services.c.organisation == asked.organisation)
    if asked.provider_kind:
        where.append(services.c.provider_kind == asked.provider_kind)
    if asked.state == "due":
        where.append(services.c.assured_date < today - STALE_AFTER)
    if asked.state == "inactive":
        where.append(services.c.status != "active")
    return where


def _text(name: str, table: Any) -> ColumnElement[str]:
    return cast(table.c[name], String)


def _escaped(word: str) -> str:
    """Return a word as it stands inside JSON text, with the marks of LIKE taken literally."""
    inside = json.dumps(word)[1:-1]
    return inside.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _entry(kind: str, row: Any) -> str:
    return article_entry(row.id, row.locale) if kind == "article" else str(row.id)


def _listed(kind: str, row: Any, locale: str, drafted: set[str]) -> Listed:
    entry = _entry(kind, row)
    if kind == "service":
        title = row.name.get(locale) or row.name["en"]
        return Listed(entry, title, row.of, row.owner, row.assured_date, row.status == "active", entry in drafted)
    if kind == "article":
        return Listed(entry, row.title, row.topic, row.reviewed_by, row.reviewed_on, True, entry in drafted)
    if kind == "contact":
        return Listed(entry, row.name or row.title, row.of, row.email, None, True, entry in drafted)
    if kind == "organisation":
        return Listed(entry, row.name, row.scope, row.email, None, True, entry in drafted)
    return Listed(entry, row.name, row.city, row.address, None, True, entry in drafted)
