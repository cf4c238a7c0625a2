"""The cast of the tests: two officers, two partners, a small directory. All of it is made up."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from care.directory import (
    WAYS,
    Audience,
    Informs,
    Location,
    Modality,
    Organisation,
    ProviderKind,
    Service,
    Slot,
    SlotState,
    Text,
)
from care.names import LocationId, OfficerId, OrganisationId, ServiceId, SlotId

OFFICER = OfficerId("a" * 32)
ANOTHER = OfficerId("b" * 32)

NGO_A = Organisation(
    OrganisationId("organisation-a"),
    "Lantern House",
    Text("Counselling"),
    "555-0110",
    "",
    "",
    "Port Halden",
    True,
    None,
)
NGO_B = replace(NGO_A, id=OrganisationId("organisation-b"), name="Second Watch", phone="555-0120")

ROOMS = Location(LocationId("rooms"), "Riverside rooms", "12 Quay Street", "Port Halden", Text("By the bridge"))

COUNSELLING = Service(
    id=ServiceId("counselling"),
    organisation=NGO_A,
    name=Text("Counselling", "Consejería"),
    description=Text("Talk to somebody"),
    provider_kind=ProviderKind.COUNSELOR,
    modalities=WAYS,
    languages=("en",),
    audience=(Audience.OFFICER, Audience.FAMILY),
    tags=(),
    location=ROOMS,
    phone="555-0111",
    url="https://meet.example/a",
    fees_description=Text("Free"),
    eligibility_description=Text("Everyone"),
    must_report=Text("Danger to life"),
    confidentiality=Text("Private"),
    informs_department=Informs.NEVER,
    fitness_evaluations=False,
    owner="directory@lantern.example",
    assured_date=date(2026, 11, 1),
)


def a_service(name: str, **changes: Any) -> Service:
    """Return a service like the counselling, apart from `changes`."""
    return replace(COUNSELLING, id=ServiceId(name), **changes)


def a_slot(name: str, start: datetime, service: str = COUNSELLING.id, modality: Modality = Modality.PHONE) -> Slot:
    """Return a free slot of 50 minutes."""
    return Slot(SlotId(name), ServiceId(service), start, start + timedelta(minutes=50), modality, SlotState.FREE)
