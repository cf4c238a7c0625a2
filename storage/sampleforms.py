"""One entry of a sample file each: checked field by field and turned into care's dataclasses."""

import base64
import binascii
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from care.directory import (
    Article,
    Audience,
    Informs,
    Location,
    Modality,
    Organisation,
    ProviderKind,
    Schedule,
    Service,
    Tag,
    Text,
)
from care.names import LocationId, OrganisationId, ServiceId
from storage.errors import StorageError

_NAMESPACE = uuid.UUID("a3c1f2a7-6f0e-5c55-8f0e-0d5f6b1d9e11")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


Choice = TypeVar("Choice", bound=StrEnum)
Entry = TypeVar("Entry")


class SamplesError(StorageError):
    """A sample file is not as samples/README.md says; names the file, the entry and the field."""


@dataclass
class Sheet:
    """One entry of a list; every field is asked for once, and what is left over is refused."""

    file: str
    of: str
    given: dict[str, Any]
    asked: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The entry's own short id."""
        return str(self.need("id"))

    def need(self, name: str) -> Any:
        """Return a field that must be there."""
        self.asked.add(name)
        if not isinstance(self.given, dict) or self.given.get(name) in (None, ""):
            raise self.wrong(f"needs {name}")
        return self.given[name]

    def may(self, name: str, default: Any) -> Any:
        """Return a field that may be missing."""
        self.asked.add(name)
        return self.given.get(name, default)

    def text(self, name: str) -> Text:
        """Return words in English and perhaps Spanish."""
        given = self.need(name)
        if isinstance(given, str):
            return Text(given)
        if not isinstance(given, dict) or not given.get("en") or given.keys() - {"en", "es"}:
            raise self.wrong(f"{name} needs words in en, and may have them in es")
        return Text(str(given["en"]), str(given.get("es", "")))

    def one(self, name: str, of: type[Choice]) -> Choice:
        """Return a field that is one of the listed values."""
        return self._choice(name, self.need(name), of)

    def some(self, name: str, of: type[Choice], given: Any) -> tuple[Choice, ...]:
        """Return a field that lists some of the values."""
        if not isinstance(given, list):
            raise self.wrong(f"{name} must be a list")
        return tuple(self._choice(name, each, of) for each in given)

    def parsed(self, name: str, parse: Callable[[Any], Any]) -> Any:
        """Return a field read by `parse`, which may raise ValueError or TypeError."""
        try:
            return parse(self.need(name))
        except (ValueError, TypeError, ZoneInfoNotFoundError):
            raise self.wrong(f"{name} cannot be read") from None

    def finish(self) -> None:
        """Refuse fields that nobody asked for."""
        for name in self.given.keys() - self.asked:
            raise self.wrong(f"has an unknown field {name}")

    def wrong(self, what: str) -> SamplesError:
        """Return the error that names this entry."""
        key = self.given.get("id") or self.given.get("service") if isinstance(self.given, dict) else "?"
        return SamplesError(f"{self.file}: {self.of} {key}: {what}")

    def _choice(self, name: str, given: Any, of: type[Choice]) -> Choice:
        try:
            return of(given)
        except ValueError:
            raise self.wrong(f"{name} must be of {', '.join(of)}") from None


def organisation(sheet: Sheet) -> Organisation:
    """Read an organisation; all of samples/ is marked as a sample."""
    key = sheet.may("public_key", None)
    found = Organisation(
        OrganisationId(_id("organisation", sheet.key)),
        sheet.need("name"),
        sheet.text("description"),
        sheet.need("phone"),
        sheet.may("url", ""),
        sheet.may("email", ""),
        sheet.need("scope"),
        is_sample=True,
        public_key=None if key is None else sheet.parsed("public_key", _public_key),
    )
    sheet.finish()
    return found


def location(sheet: Sheet) -> Location:
    """Read a location."""
    found = Location(
        LocationId(_id("location", sheet.key)),
        sheet.need("name"),
        sheet.need("address"),
        sheet.need("city"),
        sheet.text("directions"),
    )
    sheet.finish()
    return found


def service(
    sheet: Sheet, organisations: Mapping[str, Organisation], places: Mapping[str, Location], today: date
) -> Service:
    """Read a service; what it names must be there, and what its modalities need, too."""
    owner = _known(sheet, "organisation", organisations)
    modalities = sheet.some("modalities", Modality, sheet.need("modalities"))
    place = _known(sheet, "location", places) if sheet.may("location", None) else None
    if Modality.IN_PERSON in modalities and place is None:
        raise sheet.wrong("needs a location to meet in person")
    url = sheet.need("url") if Modality.VIDEO in modalities else sheet.may("url", "")
    found = Service(
        id=ServiceId(_id("service", sheet.key)),
        organisation=owner,
        name=sheet.text("name"),
        description=sheet.text("description"),
        provider_kind=sheet.one("provider_kind", ProviderKind),
        modalities=modalities,
        languages=tuple(sheet.need("languages")),
        audience=sheet.some("audience", Audience, sheet.need("audience")),
        tags=sheet.some("tags", Tag, sheet.may("tags", [])),
        location=place,
        phone=sheet.may("phone", owner.phone),
        url=url,
        fees_description=sheet.text("fees_description"),
        eligibility_description=sheet.text("eligibility_description"),
        must_report=sheet.text("must_report"),
        confidentiality=sheet.text("confidentiality"),
        informs_department=sheet.one("informs_department", Informs),
        fitness_evaluations=bool(sheet.may("fitness_evaluations", False)),
        owner=sheet.need("owner"),
        assured_date=today - sheet.parsed("verified_days_ago", lambda days: timedelta(days=days)),
    )
    sheet.finish()
    return found


def schedule(sheet: Sheet, services: Mapping[str, Service], timezone: str) -> Schedule:
    """Read a weekly pattern."""
    found = Schedule(
        service=_known(sheet, "service", services).id,
        weekday=sheet.parsed("weekday", _WEEKDAYS.index),
        opens_at=sheet.parsed("start", time.fromisoformat),
        closes_at=sheet.parsed("end", time.fromisoformat),
        duration=sheet.parsed("minutes", lambda minutes: timedelta(minutes=minutes)),
        gap=timedelta(minutes=int(sheet.may("gap", 0))),
        modality=sheet.one("modality", Modality),
        weeks=int(sheet.may("weeks", 3)),
        timezone=timezone,
    )
    if not services[sheet.need("service")].offers(found.modality):
        raise sheet.wrong("modality is none of the service's")
    if found.duration <= timedelta(0) or found.closes_at <= found.opens_at:
        raise sheet.wrong("gives no slot: it must last, and end after its start on the same day")
    sheet.finish()
    return found


def article(sheet: Sheet) -> Article:
    """Read an article."""
    found = Article(
        sheet.key,
        sheet.need("topic"),
        sheet.need("locale"),
        sheet.need("title"),
        tuple(sheet.need("messages")),
        sheet.need("source"),
        sheet.need("reviewed_by"),
        sheet.parsed("reviewed_on", lambda day: date.fromisoformat(str(day))),
    )
    sheet.finish()
    return found


def timezone_of(sheet: Sheet) -> str:
    """Read the city's time zone, an IANA name."""
    zone: str = sheet.parsed("timezone", lambda name: ZoneInfo(name).key)
    sheet.may("name", "")
    sheet.finish()
    return zone


def _known(sheet: Sheet, name: str, entries: Mapping[str, Entry]) -> Entry:
    key = sheet.need(name)
    if key not in entries:
        raise sheet.wrong(f"names a {name} that is not there")
    return entries[key]


def _id(kind: str, key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{kind} {key}"))


def _public_key(encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if len(key) != 32:
        raise ValueError("not 32 bytes")
    return key
