"""The directory as HSDS 3.0: tables of rows, written as CSV (a folder or a zip) or nested as JSON."""

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from care.directory import Contact, Location, Organisation, Schedule, Service, Text
from storage.hsds.entries import DAYS, NEVER_VERIFIED
from storage.hsds.reading import guarded
from storage.hsds.rows import Values
from storage.hsds.vocabulary import FIELDS, TAXONOMY, TERMS

Tables = dict[str, list[Values]]
_NAMESPACE = uuid.UUID("f1e9b1a4-52c2-5a0e-9c36-6f5a3d1c7e55")
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same directory gives the same bytes


def tables_of(
    organisations: Iterable[Organisation],
    locations: Iterable[Location],
    services: Iterable[Service],
    schedules: Iterable[Schedule],
    contacts: Iterable[Contact] = (),
) -> Tables:
    """Return all tables with all rows; what has no value has no cell."""
    writer = _Writer()
    for organisation in organisations:
        writer.organisation(organisation)
    for location in locations:
        writer.location(location)
    for service in services:
        writer.service(service)
    for schedule in schedules:
        writer.schedule(schedule)
    for contact in contacts:
        writer.contact(contact)
    writer.terms()
    return writer.tables


def write_csv(tables: Tables, target: Path) -> None:
    """Write a CSV file a table into a new folder, or into a zip when the target's name ends so."""
    if target.suffix.lower() == ".zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for table, rows in tables.items():
                archive.writestr(zipfile.ZipInfo(f"{table}.csv", _STAMP), _csv(table, rows))
        return
    target.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        (target / f"{table}.csv").write_text(_csv(table, rows), encoding="utf-8", newline="")


def write_json(tables: Tables, target: Path) -> None:
    """Write HSDS's nested JSON: organizations with their services, and locations."""
    target.write_text(json.dumps(nested(tables), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def nested(tables: Tables) -> dict[str, Any]:
    """Return tables as nested objects; a term is repeated where it is used, as HSDS's API does."""
    terms = {row["id"]: row for row in tables["taxonomy_term"]}
    by_link: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in tables["attribute"]:
        attribute = {name: row[name] for name in ("id", "value")}
        place = ("attributes", row["link_entity"], row["link_id"])
        by_link.setdefault(place, []).append({**attribute, "taxonomy_term": terms[row["taxonomy_term_id"]]})
    for table, plural, parent in _NESTING:
        for row in tables[table]:
            if id_ := row.get(f"{parent}_id"):
                own: dict[str, Any] = {name: value for name, value in row.items() if name != f"{parent}_id"}
                own |= {each: by_link[place] for each in _PLURALS if (place := (each, table, row["id"])) in by_link}
                by_link.setdefault((plural, parent, id_), []).append(own)

    def whole(table: str) -> list[dict[str, Any]]:
        return [
            {**row, **{each: by_link[place] for each in _PLURALS if (place := (each, table, row["id"])) in by_link}}
            for row in tables[table]
        ]

    return {"organizations": whole("organization"), "locations": whole("location")}


_NESTING = (
    ("phone", "phones", "service"),
    ("language", "languages", "service"),
    ("service_at_location", "service_at_locations", "service"),
    ("schedule", "schedules", "service"),
    ("phone", "phones", "organization"),
    ("phone", "phones", "contact"),
    ("contact", "contacts", "organization"),
    ("service", "services", "organization"),
    ("address", "addresses", "location"),
    ("accessibility", "accessibility", "location"),
)
_PLURALS = tuple(dict.fromkeys(("attributes", *(plural for _, plural, _ in _NESTING))))


def _csv(table: str, rows: list[Values]) -> str:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(FIELDS[table])
    lines.writerows([guarded(row.get(name, "")) for name in FIELDS[table]] for row in rows)
    return out.getvalue()


class _Writer:
    def __init__(self) -> None:
        self.tables: Tables = {table: [] for table in FIELDS}
        self._used: set[str] = set()

    def organisation(self, entry: Organisation) -> None:
        self._row(
            "organization",
            id=entry.id,
            name=entry.name,
            description=entry.description.en,
            email=entry.email,
            website=entry.url,
        )
        self._own("phone", entry.id, organization_id=entry.id, number=entry.phone)
        said = [("scope", entry.scope), ("sample", "yes" if entry.is_sample else "")]
        self._say("organization", entry.id, [*said, *_spanish(description=entry.description)])

    def location(self, entry: Location) -> None:
        self._row(
            "location",
            id=entry.id,
            location_type="physical",
            name=entry.name,
            transportation=entry.directions.en,
        )
        self._own("address", entry.id, location_id=entry.id, address_1=entry.address, city=entry.city)
        self._own("accessibility", entry.id, location_id=entry.id, description=entry.accessibility.en)
        self._say("location", entry.id, _spanish(directions=entry.directions, accessibility=entry.accessibility))

    def service(self, entry: Service) -> None:
        never = entry.assured_date == NEVER_VERIFIED
        self._row(
            "service",
            id=entry.id,
            organization_id=entry.organisation.id,
            name=entry.name.en,
            description=entry.description.en,
            url=entry.url,
            status=entry.status,
            fees_description=entry.fees_description.en,
            eligibility_description=entry.eligibility_description.en,
            assured_date="" if never else entry.assured_date.isoformat(),
            assurer_email=entry.owner if "@" in entry.owner else "",
        )
        self._own("phone", entry.id, service_id=entry.id, number=entry.phone)
        for code in entry.languages:
            self._own("language", f"{entry.id} {code}", service_id=entry.id, code=code)
        if entry.location:
            self._own("service_at_location", entry.id, service_id=entry.id, location_id=entry.location.id)
        self._say("service", entry.id, _ours(entry))

    def contact(self, entry: Contact) -> None:
        self._row(
            "contact",
            id=entry.id,
            organization_id=entry.organisation,
            service_id=entry.service or "",
            name=entry.name,
            title=entry.title,
            department=entry.department,
            email=entry.email,
        )
        self._own("phone", f"contact {entry.id}", contact_id=entry.id, number=entry.phone)

    def schedule(self, entry: Schedule) -> None:
        number = len(self.tables["schedule"])
        id_ = _id("schedule", f"{entry.service} {number}")
        self._row(
            "schedule",
            id=id_,
            service_id=entry.service,
            valid_from=entry.first.isoformat() if entry.first else "",
            valid_to=entry.last.isoformat() if entry.last else "",
            timezone=entry.timezone,
            freq="WEEKLY",
            byday=DAYS[entry.weekday],
            opens_at=f"{entry.opens_at:%H:%M}",
            closes_at=f"{entry.closes_at:%H:%M}",
        )
        said = [
            ("minutes", _minutes(entry.duration)),
            ("gap", _minutes(entry.gap)),
            ("modality", str(entry.modality)),
            ("weeks", str(entry.weeks)),
            *(("without", day.isoformat()) for day in entry.without),
        ]
        self._say("schedule", id_, said)

    def terms(self) -> None:
        """Write the terms that were used."""
        for code in TERMS:
            if code in self._used:
                self._row("taxonomy_term", id=_term(code), code=code, name=TERMS[code], taxonomy=TAXONOMY)

    def _row(self, table: str, **cells: str) -> None:
        self.tables[table].append({name: str(cell) for name, cell in cells.items() if cell})

    def _own(self, table: str, of: str, **cells: str) -> None:
        """Write a row that belongs to another, unless it says nothing but that."""
        if any(cell for name, cell in cells.items() if not name.endswith("_id") or name == "location_id"):
            self._row(table, id=_id(table, f"{of} {sorted(cells)[0]}"), **cells)

    def _say(self, entity: str, of: str, said: Iterable[tuple[str, str]]) -> None:
        for number, (code, value) in enumerate(said):
            if value:
                self._used.add(code)
                id_ = _id("attribute", f"{entity} {of} {number} {code}")
                term = _term(code)
                self._row("attribute", id=id_, link_id=of, taxonomy_term_id=term, link_entity=entity, value=value)


def _ours(entry: Service) -> Iterator[tuple[str, str]]:
    yield "provider_kind", entry.provider_kind
    yield from (("modality", each) for each in entry.modalities)
    yield from (("audience", each) for each in entry.audience)
    yield from (("tag", each) for each in entry.tags)
    yield "must_report", entry.must_report.en
    yield "confidentiality", entry.confidentiality.en
    yield "informs_department", entry.informs_department
    yield "fitness_evaluations", "yes" if entry.fitness_evaluations else ""
    yield "owner", "" if "@" in entry.owner else entry.owner
    names = ("name", "description", "fees_description", "eligibility_description", "must_report", "confidentiality")
    yield from _spanish(**{name: getattr(entry, name) for name in names})


def _spanish(**texts: Text) -> Iterator[tuple[str, str]]:
    yield from ((f"{name}.es", text.es) for name, text in texts.items())


def _minutes(length: Any) -> str:
    return str(int(length.total_seconds() // 60))


def _term(code: str) -> str:
    return _id("term", code)


def _id(kind: str, key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{kind} {key}"))
