"""The directory: who helps, how, where, and what they must tell whom. Named after HSDS 3.0."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from care.names import LocationId, OrganisationId, ServiceId, SlotId

STALE_AFTER = timedelta(days=90)  # an entry verified longer ago says so


@dataclass(frozen=True)
class Text:
    """The same words in English and, when somebody wrote them, in Spanish."""

    en: str
    es: str = ""

    def say(self, locale: str) -> str:
        """Return the words in a locale (`en`, `es`), in English when there are no others."""
        return self.es if locale == "es" and self.es else self.en


class Modality(StrEnum):
    """How an officer and a helper meet. `EITHER` is of slots alone: the officer chooses when the time has come."""

    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in_person"
    EITHER = "phone_or_video"

    @property
    def ways(self) -> frozenset["Modality"]:
        """The single ways to meet that this stands for."""
        return frozenset({Modality.PHONE, Modality.VIDEO} if self is Modality.EITHER else {self})


WAYS = (Modality.PHONE, Modality.VIDEO, Modality.IN_PERSON)  # what a service can offer


class Audience(StrEnum):
    """Whom a service is for."""

    OFFICER = "officer"
    FAMILY = "family"
    CIVILIAN = "civilian"
    RETIRED = "retired"


class ProviderKind(StrEnum):
    """Who helps; the values of the entity `provider_kind`."""

    COUNSELOR = "counselor"
    PSYCHOLOGIST = "psychologist"
    PSYCHIATRIST = "psychiatrist"
    PEER_SUPPORTER = "peer_supporter"
    CHAPLAIN = "chaplain"
    COUPLES_THERAPIST = "couples_therapist"
    FAMILY_THERAPIST = "family_therapist"
    SUBSTANCE_SPECIALIST = "substance_specialist"
    TRAUMA_SPECIALIST = "trauma_specialist"
    SLEEP_SPECIALIST = "sleep_specialist"
    FINANCIAL_COUNSELOR = "financial_counselor"
    LEGAL = "legal"


class Tag(StrEnum):
    """What officers ask for beyond the kind of help."""

    WOMAN = "woman"
    EX_OFFICER = "ex_officer"
    SHIFT_WORK = "shift_work"


class Status(StrEnum):
    """HSDS 3.0 `service.status`; only an active service is shown to officers."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    CLOSED = "temporarily closed"


class Informs(StrEnum):
    """Whether a service tells the department that somebody came."""

    NEVER = "never"
    WITH_CONSENT = "with_consent"  # only after the officer signs a release
    ALWAYS = "always"


class SlotState(StrEnum):
    """FHIR R4 `Slot.status`."""

    FREE = "free"
    HELD = "busy-tentative"
    BUSY = "busy"
    UNAVAILABLE = "busy-unavailable"


@dataclass(frozen=True)
class Organisation:
    """A partner; `public_key` (32 bytes, X25519) seals contacts to it, and without one it gets none.

    `scope` is the area it serves, such as a city. `is_sample` marks what no live system may show.
    """

    id: OrganisationId
    name: str
    description: Text
    phone: str
    url: str
    email: str
    scope: str
    is_sample: bool
    public_key: bytes | None


@dataclass(frozen=True)
class Location:
    """Where a service meets people in person."""

    id: LocationId
    name: str
    address: str
    city: str
    directions: Text
    accessibility: Text = Text("")


@dataclass(frozen=True)
class Service:
    """One kind of help of one organisation; `url` is the link of a video meeting."""

    id: ServiceId
    organisation: Organisation
    name: Text
    description: Text
    provider_kind: ProviderKind
    modalities: tuple[Modality, ...]
    languages: tuple[str, ...]
    audience: tuple[Audience, ...]
    tags: tuple[Tag, ...]
    location: Location | None
    phone: str
    url: str
    fees_description: Text
    eligibility_description: Text
    must_report: Text
    confidentiality: Text
    informs_department: Informs
    fitness_evaluations: bool
    owner: str
    assured_date: date
    status: Status = Status.ACTIVE

    def offers(self, modality: Modality) -> bool:
        """Whether slots of this service can be met in that way."""
        return modality.ways <= set(self.modalities)

    def is_stale(self, today: date) -> bool:
        """Whether nobody has verified the entry for `STALE_AFTER`."""
        return today - self.assured_date > STALE_AFTER


@dataclass(frozen=True)
class Contact:
    """Somebody of an organisation whom coordinators ask; officers never see it. HSDS 3.0 `contact`."""

    id: str
    organisation: OrganisationId
    service: ServiceId | None
    name: str
    title: str
    department: str
    email: str
    phone: str


@dataclass(frozen=True)
class Slot:
    """A time that can be booked; instants in UTC."""

    id: SlotId
    service: ServiceId
    start: datetime
    end: datetime
    modality: Modality
    state: SlotState


@dataclass(frozen=True)
class Schedule:
    """A weekly pattern from which slots are made: local times of `timezone`, `weekday` 0 is Monday.

    Slots of `duration` follow each other with `gap` between `opens_at` and `closes_at`, for `weeks`
    from today on; none before `first`, after `last`, or on a day in `without`, such as a holiday.
    """

    service: ServiceId
    weekday: int
    opens_at: time
    closes_at: time
    duration: timedelta
    gap: timedelta
    modality: Modality
    weeks: int
    timezone: str
    first: date | None = None
    last: date | None = None
    without: tuple[date, ...] = ()

    def has_day(self, day: date) -> bool:
        """Whether the pattern gives slots on a day."""
        begun, ended = self.first is None or day >= self.first, self.last is not None and day > self.last
        return day.weekday() == self.weekday and begun and not ended and day not in self.without


@dataclass(frozen=True)
class Article:
    """Something short to read: a few messages on one topic, in one locale, reviewed by somebody on a day."""

    id: str
    topic: str
    locale: str
    title: str
    messages: tuple[str, ...]
    source: str
    reviewed_by: str
    reviewed_on: date
