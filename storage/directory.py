"""The directory in the database: read as care's dataclasses, written whole entries at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from care.directory import (
    Article,
    Audience,
    Contact,
    Informs,
    Location,
    Modality,
    Organisation,
    ProviderKind,
    Schedule,
    Service,
    Status,
    Tag,
    Text,
)
from care.names import LocationId, OrganisationId, ServiceId, new_uuid
from storage.dialects import insert_new
from storage.tables.directory import articles, changes, contacts, locations, organisations, schedules, services

Entry = Organisation | Location | Service | Contact | Article


@dataclass(frozen=True)
class Whole:
    """Everything that HSDS has a table for, whatever its status."""

    organisations: tuple[Organisation, ...]
    locations: tuple[Location, ...]
    services: tuple[Service, ...]
    schedules: tuple[Schedule, ...]
    contacts: tuple[Contact, ...] = ()


def is_empty(connection: Connection) -> bool:
    """Tell whether there is no organisation yet."""
    return connection.execute(select(func.count()).select_from(organisations)).scalar_one() == 0


def version(connection: Connection) -> int:
    """Return a number that grows whenever something in the directory changes."""
    return connection.execute(select(changes.c.version)).scalar() or 0


def all_services(connection: Connection, samples: bool = True, of: str | None = None) -> list[Service]:
    """Return every active service with its organisation and location; `samples=False` leaves sample entries out.

    `of` keeps those of one organisation.
    """
    query = _joined().where(services.c.status == Status.ACTIVE)
    if of is not None:
        query = query.where(services.c.organisation == of)
    if not samples:
        query = query.where(organisations.c.is_sample.is_(False))
    return [_service(row._mapping) for row in connection.execute(query.order_by(services.c.id))]


def whole(connection: Connection) -> Whole:
    """Return the whole directory, each kind by id."""
    places = connection.execute(select(locations).order_by(locations.c.id))
    found = connection.execute(_joined().order_by(services.c.id))
    return Whole(
        tuple(sorted(all_organisations(connection), key=lambda each: each.id)),
        tuple(_location(row._asdict()) for row in places),
        tuple(_service(row._mapping) for row in found),
        tuple(all_schedules(connection)),
        tuple(Contact(**row._asdict()) for row in connection.execute(select(contacts).order_by(contacts.c.id))),
    )


def service(connection: Connection, wanted: ServiceId) -> Service | None:
    """Return one service."""
    row = connection.execute(_joined().where(services.c.id == wanted)).first()
    return _service(row._mapping) if row else None


def all_organisations(connection: Connection, samples: bool = True) -> list[Organisation]:
    """Return every organisation by name; `samples=False` leaves sample entries out."""
    rows = connection.execute(select(organisations).order_by(organisations.c.name, organisations.c.id))
    found = [_organisation(row._asdict()) for row in rows]
    return [organisation for organisation in found if samples or not organisation.is_sample]


def location(connection: Connection, wanted: str) -> Location | None:
    """Return one location."""
    row = connection.execute(select(locations).where(locations.c.id == wanted)).first()
    return _location(row._asdict()) if row else None


def all_locations(connection: Connection) -> list[Location]:
    """Return every location by name."""
    rows = connection.execute(select(locations).order_by(locations.c.name, locations.c.id))
    return [_location(row._asdict()) for row in rows]


def all_articles(connection: Connection, locale: str) -> list[Article]:
    """Return every article once, in English where the locale has none."""
    ids = connection.execute(select(articles.c.id).distinct().order_by(articles.c.id)).scalars().all()
    found = (article(connection, each, locale) for each in ids)
    return [each for each in found if each is not None]


def articles_on(connection: Connection, topic: str, locale: str) -> list[Article]:
    """Return the articles on a topic in a locale; in English when there is none."""
    for language in dict.fromkeys((locale, "en")):
        rows = connection.execute(
            select(articles).where(articles.c.topic == topic, articles.c.locale == language).order_by(articles.c.id)
        )
        found = [_article(row._asdict()) for row in rows]
        if found:
            return found
    return []


def article(connection: Connection, wanted: str, locale: str) -> Article | None:
    """Return one article, in English when the locale has none."""
    rows = connection.execute(select(articles).where(articles.c.id == wanted)).all()
    by_locale = {row.locale: row for row in rows}
    row = by_locale.get(locale) or by_locale.get("en")
    return _article(row._asdict()) if row else None


def all_schedules(connection: Connection) -> list[Schedule]:
    """Return every weekly pattern."""
    return [read_schedule(row) for row in connection.execute(select(schedules).order_by(schedules.c.id))]


def put(connection: Connection, entries: Iterable[Entry]) -> None:
    """Insert entries, or replace those of the same id (an article: of the same id and locale).

    The key of an organisation that is there stays: `storage.partner_keys` alone changes it, never an import.
    """
    rows: dict[Table, dict[tuple[Any, ...], dict[str, Any]]] = {}
    for entry in entries:
        table, row = _TABLES[type(entry)], row_of(entry)
        rows.setdefault(table, {})[tuple(row[column.name] for column in table.primary_key)] = row
    for table, by_key in rows.items():
        known = {tuple(key) for key in connection.execute(select(*table.primary_key.columns))}
        if new := [row for key, row in by_key.items() if key not in known]:
            connection.execute(insert(table), new)
        for key in by_key.keys() & known:
            same = [column == value for column, value in zip(table.primary_key, key, strict=True)]
            changed = {name: value for name, value in by_key[key].items() if name != "public_key"}
            connection.execute(update(table).where(*same).values(**changed))
    note_change(connection)


def note_change(connection: Connection) -> None:
    """Let every process read the directory anew."""
    connection.execute(insert_new(connection, changes).values(id=1, version=0))
    connection.execute(update(changes).values(version=changes.c.version + 1))


def put_schedules(connection: Connection, of: ServiceId, patterns: Iterable[Schedule]) -> None:
    """Replace the weekly patterns of a service; slots that were made already stay."""
    connection.execute(delete(schedules).where(schedules.c.service == of))
    rows = [schedule_row(pattern) | {"id": new_uuid()} for pattern in patterns]
    if rows:
        connection.execute(insert(schedules), rows)


def schedule_row(pattern: Schedule) -> dict[str, Any]:
    """Return a pattern as its row, without an id."""
    row = row_of(pattern)
    row["minutes"] = int(row.pop("duration").total_seconds() // 60)
    row["gap"] = int(row["gap"].total_seconds() // 60)
    row["without"] = [day.isoformat() for day in row["without"]]
    return row


_TABLES: dict[type[Entry], Table] = {
    Organisation: organisations,
    Location: locations,
    Service: services,
    Contact: contacts,
    Article: articles,
}


_SERVICE_TEXTS = (
    "name",
    "description",
    "fees_description",
    "eligibility_description",
    "must_report",
    "confidentiality",
)


def row_of(entry: Entry | Schedule) -> dict[str, Any]:
    """Return an entry as its row: JSON values, dates and times."""
    return {each.name: _plain(getattr(entry, each.name)) for each in fields(entry)}


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"en": value.en, "es": value.es}
    if isinstance(value, Organisation | Location):
        return value.id
    return list(value) if isinstance(value, tuple) else value


def _joined() -> Any:
    parts = (("org", organisations), ("place", locations))
    labelled = [column.label(f"{prefix}_{column.name}") for prefix, table in parts for column in table.columns]
    joined = services.join(organisations, services.c.organisation == organisations.c.id)
    joined = joined.outerjoin(locations, services.c.location == locations.c.id)
    return select(services, *labelled).select_from(joined)


def _service(row: Any) -> Service:
    values = {each.name: row[each.name] for each in fields(Service)}
    values |= {name: Text(**row[name]) for name in _SERVICE_TEXTS}
    return Service(
        **values
        | {
            "organisation": _organisation(_part(row, "org_")),
            "location": _location(_part(row, "place_")) if row["location"] else None,
            "provider_kind": ProviderKind(row["provider_kind"]),
            "modalities": tuple(Modality(each) for each in row["modalities"]),
            "languages": tuple(row["languages"]),
            "audience": tuple(Audience(each) for each in row["audience"]),
            "tags": tuple(Tag(each) for each in row["tags"]),
            "informs_department": Informs(row["informs_department"]),
            "status": Status(row["status"]),
        }
    )


def _part(row: Any, prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): row[name] for name in row if name.startswith(prefix)}


def _organisation(row: dict[str, Any]) -> Organisation:
    return Organisation(**row | {"id": OrganisationId(row["id"]), "description": Text(**row["description"])})


def _location(row: dict[str, Any]) -> Location:
    return Location(
        **row
        | {"id": LocationId(row["id"]), "directions": Text(**row["directions"])}
        | {"accessibility": Text(**row["accessibility"])}
    )


def _article(row: dict[str, Any]) -> Article:
    return Article(**row | {"messages": tuple(row["messages"])})


def read_schedule(row: Any) -> Schedule:
    """Return a row as a pattern."""
    return Schedule(
        ServiceId(row.service),
        row.weekday,
        row.opens_at,
        row.closes_at,
        timedelta(minutes=row.minutes),
        timedelta(minutes=row.gap),
        Modality(row.modality),
        row.weeks,
        row.timezone,
        row.first,
        row.last,
        tuple(date.fromisoformat(day) for day in row.without),
    )
