"""Finding services with free slots for what somebody wishes, and the nearest when nothing fits all of it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from care.directory import Audience, Informs, Modality, ProviderKind, Service, Slot, Tag
from care.names import ServiceId, SlotId
from care.windows import Window

Kind = ProviderKind
Nearness = tuple[timedelta, datetime, SlotId]
Rank = tuple[int, int, Nearness, ServiceId]

NEAREST_KINDS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.COUNSELOR: (Kind.PSYCHOLOGIST, Kind.TRAUMA_SPECIALIST, Kind.PEER_SUPPORTER),
    Kind.PSYCHOLOGIST: (Kind.COUNSELOR, Kind.TRAUMA_SPECIALIST, Kind.PSYCHIATRIST),
    Kind.PSYCHIATRIST: (Kind.PSYCHOLOGIST, Kind.COUNSELOR),
    Kind.PEER_SUPPORTER: (Kind.CHAPLAIN, Kind.COUNSELOR),
    Kind.CHAPLAIN: (Kind.PEER_SUPPORTER, Kind.COUNSELOR),
    Kind.COUPLES_THERAPIST: (Kind.FAMILY_THERAPIST, Kind.COUNSELOR),
    Kind.FAMILY_THERAPIST: (Kind.COUPLES_THERAPIST, Kind.COUNSELOR),
    Kind.SUBSTANCE_SPECIALIST: (Kind.COUNSELOR, Kind.PSYCHOLOGIST),
    Kind.TRAUMA_SPECIALIST: (Kind.PSYCHOLOGIST, Kind.COUNSELOR),
    Kind.SLEEP_SPECIALIST: (Kind.PSYCHOLOGIST, Kind.COUNSELOR),
    Kind.FINANCIAL_COUNSELOR: (),  # nobody else can stand in for money and law
    Kind.LEGAL: (),
}


class Wish(StrEnum):
    """A wish that may have to be given up; whom a service is for never is."""

    PROVIDER_KIND = "provider_kind"
    MODALITY = "modality"
    WINDOW = "window"
    LANGUAGE = "language"
    PLACE = "place"
    WOMAN = "woman"
    EX_OFFICER = "ex_officer"
    SHIFT_WORK = "shift_work"


# How much is lost with each wish: another time is nearer than another way to meet; a language goes last.
LOSS: Mapping[Wish, int] = {
    Wish.SHIFT_WORK: 2,
    Wish.WINDOW: 3,
    Wish.PLACE: 4,
    Wish.MODALITY: 5,
    Wish.EX_OFFICER: 6,
    Wish.WOMAN: 7,
    Wish.PROVIDER_KIND: 8,
    Wish.LANGUAGE: 40,
}


@dataclass(frozen=True)
class Wanted:
    """What somebody wishes; what is left empty does not matter. Any of several kinds or windows will do."""

    provider_kinds: tuple[ProviderKind, ...] = ()
    modality: Modality | None = None
    windows: tuple[Window, ...] = ()
    language: str | None = None
    place: str | None = None
    audience: Audience = Audience.OFFICER
    woman: bool = False
    ex_officer: bool = False
    shift_work: bool = False


@dataclass(frozen=True)
class Offer:
    """A free slot of a service."""

    service: Service
    slot: Slot


@dataclass(frozen=True)
class Found:
    """Offers, the best first, all lacking the same wishes (`gave_up`, empty when all were met)."""

    offers: tuple[Offer, ...]
    gave_up: tuple[Wish, ...] = ()


def search(
    wanted: Wanted, services: Iterable[Service], slots: Iterable[Slot], without: Container[SlotId] = ()
) -> Found:
    """Return the offers that lack least, each service's next slot before any second one.

    `slots` are free ones; those in `without` were taken, or seen already. Equal input gives equal order.
    """
    fitting = {service.id: service for service in candidates(wanted, services)}
    by_service = {service.id: _lacks_by_service(wanted, service) for service in fitting.values()}
    lacking: dict[tuple[Wish, ...], list[Offer]] = {}
    for slot in slots:
        if slot.service in fitting and slot.id not in without:
            offer = Offer(fitting[slot.service], slot)
            lacking.setdefault(by_service[slot.service] + _lacks_by_slot(wanted, offer), []).append(offer)
    if not lacking:
        return Found(())
    least = min(lacking, key=lambda wishes: (sum(LOSS[wish] for wish in wishes), sorted(wishes)))
    return Found(_ranked(wanted, lacking[least]), tuple(wish for wish in Wish if wish in least))


def candidates(wanted: Wanted, services: Iterable[Service]) -> list[Service]:
    """Return the services for that audience that are of a wished kind, or of one that may stand in."""
    return [service for service in services if wanted.audience in service.audience and _may_stand_in(wanted, service)]


def lacks(wanted: Wanted, offer: Offer) -> frozenset[Wish]:
    """Return the wishes that an offer does not meet."""
    return frozenset(_lacks_by_service(wanted, offer.service) + _lacks_by_slot(wanted, offer))


def _lacks_by_service(wanted: Wanted, service: Service) -> tuple[Wish, ...]:
    met = {
        Wish.PROVIDER_KIND: not wanted.provider_kinds or service.provider_kind in wanted.provider_kinds,
        Wish.LANGUAGE: wanted.language is None or wanted.language in service.languages,
        Wish.WOMAN: not wanted.woman or Tag.WOMAN in service.tags,
        Wish.EX_OFFICER: not wanted.ex_officer or Tag.EX_OFFICER in service.tags,
        Wish.SHIFT_WORK: not wanted.shift_work or Tag.SHIFT_WORK in service.tags,
    }
    return tuple(wish for wish, is_met in met.items() if not is_met)


def _lacks_by_slot(wanted: Wanted, offer: Offer) -> tuple[Wish, ...]:
    slot, missed = offer.slot, []
    if wanted.modality and not wanted.modality.ways & slot.modality.ways:
        missed.append(Wish.MODALITY)
    if wanted.windows and not any(slot.start in window for window in wanted.windows):
        missed.append(Wish.WINDOW)
    if wanted.place and slot.modality is Modality.IN_PERSON and not _is_at(offer.service, wanted.place):
        missed.append(Wish.PLACE)
    return tuple(missed)


def instead_of(
    wanted: Wanted,
    lost: Offer,
    services: Sequence[Service],
    slots: Iterable[Slot],
    without: Container[SlotId] = (),
) -> Found:
    """Return the next best offers when somebody else took one: near in time, the same service first."""
    near = Window(lost.slot.start, lost.slot.end, lost.slot.start)
    left = [slot for slot in slots if slot.id != lost.slot.id]
    found = search(wanted, services, left, without)
    best = sorted(
        found.offers,
        key=lambda offer: (offer.service.id != lost.service.id, near.away(offer.slot.start), offer.slot.id),
    )
    return replace(found, offers=tuple(best))


def services_for(wanted: Wanted, services: Iterable[Service]) -> tuple[Service, ...]:
    """Return the services to call when none has a free slot: of the wished kind, then of the nearest."""
    fitting = candidates(wanted, services)
    speaking = [s for s in fitting if wanted.language is None or wanted.language in s.languages]
    return tuple(sorted(speaking, key=lambda s: (_kinship(wanted, s.provider_kind), _caution(s), s.id)))


def _may_stand_in(wanted: Wanted, service: Service) -> bool:
    kinds = wanted.provider_kinds
    if not kinds or service.provider_kind in kinds:
        return True
    return any(service.provider_kind in NEAREST_KINDS[kind] for kind in kinds)


def _is_at(service: Service, place: str) -> bool:
    location, wished = service.location, place.casefold().strip()
    if location is None:
        return False
    return any(wished in text.casefold() for text in (location.name, location.city, location.address))


def _ranked(wanted: Wanted, offers: list[Offer]) -> tuple[Offer, ...]:
    """Order offers in rounds, one slot of each service a round, so that the first few show a choice."""
    by_service = sorted(offers, key=lambda offer: (offer.service.id, _nearness(wanted, offer)))
    rounds = [
        (number, offer)
        for _, group in groupby(by_service, key=lambda offer: offer.service.id)
        for number, offer in enumerate(group)
    ]
    rounds.sort(key=lambda ranked: _rank(wanted, *ranked))
    return tuple(offer for _, offer in rounds)


def _rank(wanted: Wanted, number: int, offer: Offer) -> Rank:
    service = offer.service
    behind = number + sum(_caution(service))
    return behind, _kinship(wanted, service.provider_kind), _nearness(wanted, offer), service.id


def _kinship(wanted: Wanted, kind: Kind) -> int:
    """Return 0 for a wished kind, else how far down it stands among those that may stand in."""
    if not wanted.provider_kinds or kind in wanted.provider_kinds:
        return 0
    nearest = [NEAREST_KINDS[wished] for wished in wanted.provider_kinds]
    return 1 + min(kinds.index(kind) for kinds in nearest if kind in kinds)


def _nearness(wanted: Wanted, offer: Offer) -> Nearness:
    away = min((window.away(offer.slot.start) for window in wanted.windows), default=timedelta(0))
    return away, offer.slot.start, offer.slot.id


def _caution(service: Service) -> tuple[int, int]:
    """Put behind what an officer has most to fear from: judging fitness for duty, telling the department."""
    return int(service.fitness_evaluations), int(service.informs_department is Informs.ALWAYS)
