"""Rows of HSDS tables as entries of the directory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import available_timezones

from care.directory import (
    WAYS,
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
from care.names import LocationId, OrganisationId, ServiceId
from storage.hsds.rows import Package, Row
from storage.hsds.vocabulary import TAXONOMY
from storage.telephones import can_be_dialled

Choice = TypeVar("Choice", bound=StrEnum)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMED_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEVER_VERIFIED = date(1970, 1, 1)


@dataclass
class Entries:
    """What a package says, each entry with the row it came from."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    schedules: dict[str, tuple[Schedule, ...]] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)


def entries_of(package: Package, country: str) -> Entries:
    """Return every entry that a straightened package holds; `country` (ISO) reads telephone numbers."""
    reader = _Reader(package, country)
    made = Entries()
    for row in package.tables.get("organization", []):
        made.organisations[row.id] = reader.organisation(row)
        made.rows[row.id] = row
    for row in package.tables.get("location", []):
        made.locations[row.id] = reader.location(row)
        made.rows.setdefault(row.id, row)
    for row in package.tables.get("service", []):
        owner = made.organisations.get(row["organization_id"])
        if owner is None:
            package.refuse(row, "organization_id", "names an organization that is not in the file")
            continue
        made.services[row.id] = service = reader.service(row, owner, made.locations)
        made.schedules[row.id] = tuple(reader.schedules(service))
        made.rows[row.id] = row
    for row in package.tables.get("contact", []):
        contact = reader.contact(row, made)
        if contact is not None:
            made.contacts[row.id] = contact
            made.rows.setdefault(row.id, row)
    return made


class _Reader:
    def __init__(self, package: Package, country: str) -> None:
        self._package, self._country = package, country
        self._terms = {row.id: row["code"] for row in package.tables.get("taxonomy_term", []) if _is_ours(row)}
        self._said: dict[tuple[str, str, str], list[str]] = {}
        for row in package.tables.get("attribute", []):
            if code := self._terms.get(row["taxonomy_term_id"]):
                self._said.setdefault((row["link_entity"], row["link_id"], code), []).append(row["value"])

    def organisation(self, row: Row) -> Organisation:
        return Organisation(
            OrganisationId(row.id),
            row["name"],
            self._text("organization", row, "description", "description"),
            self._phone("organization_id", row),
            row["website"],
            row["email"],
            self._one("organization", row, "scope"),
            is_sample=self._one("organization", row, "sample") == "yes",
            public_key=None,
        )

    def location(self, row: Row) -> Location:
        address = next(iter(self._package.of("address", "location_id", row.id)), None)
        entrances = self._package.of("accessibility", "location_id", row.id)
        described = "; ".join(each["description"] for each in entrances if each["description"])
        return Location(
            LocationId(row.id),
            row["name"] or (address["address_1"] if address else ""),
            address["address_1"] if address else "",
            address["city"] if address else "",
            self._text("location", row, "transportation", "directions"),
            Text(described, self._one("location", row, "accessibility.es")),
        )

    def service(self, row: Row, owner: Organisation, places: dict[str, Location]) -> Service:
        place = self._place(row, places)
        kinds = self._some(row, "provider_kind", ProviderKind)
        informs = self._some(row, "informs_department", Informs)
        modalities = self._some(row, "modality", WAYS)
        if Modality.IN_PERSON in modalities and place is None:
            self._package.bend(row, "modality", "in person without a place: left out")
            modalities = tuple(each for each in modalities if each is not Modality.IN_PERSON)
        ours = {name: self._text("service", row, name, name) for name in ("must_report", "confidentiality")}
        is_whole = bool(kinds and informs and modalities and ours["must_report"].en and row["assured_date"])
        status = self._status(row)
        if not is_whole and status is Status.ACTIVE:
            self._package.bend(row, "status", "not shown to officers until its missing fields are filled in")
            status = Status.INACTIVE
        return Service(
            id=ServiceId(row.id),
            organisation=owner,
            name=self._text("service", row, "name", "name"),
            description=self._text("service", row, "description", "description"),
            provider_kind=kinds[0] if kinds else ProviderKind.COUNSELOR,
            modalities=modalities,
            languages=tuple(self._languages(row)),
            audience=self._some(row, "audience", Audience) or (Audience.OFFICER,),
            tags=self._some(row, "tag", Tag),
            location=place,
            phone=self._phone("service_id", row) or owner.phone,
            url=row["url"],
            fees_description=self._text("service", row, "fees_description", "fees_description"),
            eligibility_description=self._text("service", row, "eligibility_description", "eligibility_description"),
            **ours,
            informs_department=informs[0] if informs else Informs.ALWAYS,
            fitness_evaluations=self._one("service", row, "fitness_evaluations") == "yes",
            owner=self._one("service", row, "owner") or row["assurer_email"],
            assured_date=date.fromisoformat(row["assured_date"]) if row["assured_date"] else NEVER_VERIFIED,
            status=status,
        )

    def contact(self, row: Row, made: Entries) -> Contact | None:
        """Return somebody of an organisation, or of a service's; None when the file has neither."""
        service = made.services.get(row["service_id"])
        owner = made.organisations.get(row["organization_id"]) or (service.organisation if service else None)
        if owner is None or not row.id:
            self._package.bend(row, "organization_id", "names no organization or service of the file: left out")
            return None
        said = {name: row[name] for name in ("name", "title", "department", "email")}
        number = self._phone("contact_id", row)
        return Contact(row.id, owner.id, service.id if service else None, **said, phone=number)

    def schedules(self, service: Service) -> Iterator[Schedule]:
        """Yield the patterns that say how long a slot is; opening hours alone make no slots."""
        rows = self._package.of("schedule", "service_id", service.id)
        hours = [row for row in rows if not self._one("schedule", row, "minutes")]
        if hours:
            self._package.bend(hours[0], "opens_at", f"opening hours make no slots: {len(hours)} rows left out")
        for row in rows:
            if row not in hours:
                try:
                    yield self._schedule(service, row)
                except (ValueError, StopIteration):
                    self._package.refuse(row, "opens_at", "is no weekly pattern with times of one day")

    def _schedule(self, service: Service, row: Row) -> Schedule:
        opens, closes = time.fromisoformat(row["opens_at"][:5]), time.fromisoformat(row["closes_at"][:5])
        minutes = int(self._one("schedule", row, "minutes"))
        (modality,) = self._some(row, "modality", Modality, "schedule")
        if closes <= opens or minutes <= 0 or row["timezone"] not in available_timezones():
            raise ValueError
        return Schedule(
            service.id,
            _weekday(row["byday"]),
            opens,
            closes,
            timedelta(minutes=minutes),
            timedelta(minutes=int(self._one("schedule", row, "gap") or 0)),
            modality,
            int(self._one("schedule", row, "weeks") or 3),
            row["timezone"],
            date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            tuple(date.fromisoformat(day) for day in self._said.get(("schedule", row.id, "without"), [])),
        )

    def _place(self, row: Row, places: dict[str, Location]) -> Location | None:
        links = self._package.of("service_at_location", "service_id", row.id)
        found = [places[each["location_id"]] for each in links if each["location_id"] in places]
        if len(found) < len(links):
            self._package.bend(row, "location_id", "names a location that is not in the file: left out")
        if len(found) > 1:
            self._package.bend(row, "location_id", f"{len(found)} places: the first one is kept")
        return found[0] if found else None

    def _languages(self, row: Row) -> Iterator[str]:
        for each in self._package.of("language", "service_id", row.id):
            code = each["code"] or LANGUAGES.get(each["name"].strip().lower(), "")
            if code:
                yield code.split("-")[0].lower()
            else:
                self._package.bend(each, "code", "no language code: left out")

    def _phone(self, link: str, row: Row) -> str:
        number = next((each["number"] for each in self._package.of("phone", link, row.id) if each["number"]), "")
        if number and not can_be_dialled(number, self._country):
            self._package.bend(row, "number", "the telephone number cannot be dialled as it is written")
        return number

    def _status(self, row: Row) -> Status:
        try:
            return Status(row["status"] or "active")
        except ValueError:
            self._package.bend(row, "status", "is none of HSDS 3.0: inactive")
            return Status.INACTIVE

    def _text(self, entity: str, row: Row, column: str, code: str) -> Text:
        return Text(row[column] or self._one(entity, row, code), self._one(entity, row, f"{code}.es"))

    def _one(self, entity: str, row: Row, code: str) -> str:
        return next(iter(self._said.get((entity, row.id, code), [])), "")

    def _some(self, row: Row, code: str, of: Iterable[Choice], entity: str = "service") -> tuple[Choice, ...]:
        choices, known = {each.value: each for each in of}, []
        for value in self._said.get((entity, row.id, code), []):
            if value in choices:
                known.append(choices[value])
            else:
                self._package.bend(row, code, f"must be of {', '.join(choices)}: left out")
        return tuple(known)


LANGUAGES = {
    "english": "en",
    "spanish": "es",
    "español": "es",
    "french": "fr",
    "portuguese": "pt",
    "vietnamese": "vi",
    "tagalog": "tl",
    "russian": "ru",
    "korean": "ko",
    "arabic": "ar",
    "polish": "pl",
    "haitian creole": "ht",
    "american sign language": "ase",
}


def _is_ours(term: Row) -> bool:
    return term["taxonomy"] == TAXONOMY


def _weekday(given: str) -> int:
    day = given.strip()
    if day.upper() in DAYS:
        return DAYS.index(day.upper())
    return next(place for place, name in enumerate(NAMED_DAYS) if len(day) > 2 and name.startswith(day.lower()))
