"""An export, taken in again, is the same directory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
from settings import ROOT
from storage import directory
from storage.database import Database, open_database
from storage.hsds.bending import straighten
from storage.hsds.entries import entries_of
from storage.hsds.exporting import tables_of, write_csv, write_json
from storage.hsds.importing import carry_out, plan_import
from storage.hsds.reading import read_package
from storage.samples import load_samples
from storage.tables import load_tables
from tests.cast import COUNSELLING, NGO_A, ROOMS
from tests.databases import NOON

Kind = TypeVar("Kind", bound=StrEnum)
FORMS = ["directory.json", "directory.zip", "folder"]
lines = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), max_size=30).filter(
    lambda line: "<" not in line and "&" not in line
)
words = lines.filter(lambda line: bool(line.strip()))
texts = st.builds(Text, words, lines)
ids = st.uuids().map(UUID.__str__)


def some(kind: Iterable[Kind]) -> st.SearchStrategy[tuple[Kind, ...]]:
    return st.lists(st.sampled_from(list(kind)), min_size=1, unique=True).map(lambda chosen: tuple(chosen))


organisations = st.builds(
    Organisation,
    ids.map(OrganisationId),
    words,
    texts,
    words,
    lines,
    lines,
    lines,
    st.booleans(),
    st.none(),
)
locations = st.builds(Location, ids.map(LocationId), words, words, lines, texts, texts)


@st.composite
def services(draw: st.DrawFn) -> Service:
    return Service(
        id=ServiceId(draw(ids)),
        organisation=draw(organisations),
        name=draw(texts),
        description=draw(texts),
        provider_kind=draw(st.sampled_from(ProviderKind)),
        modalities=draw(some(WAYS)),
        languages=tuple(draw(st.lists(st.sampled_from(["en", "es", "pt"]), unique=True))),
        audience=draw(some(Audience)),
        tags=draw(some(Tag)),
        location=draw(locations),
        phone=draw(words),
        url=draw(lines),
        fees_description=draw(texts),
        eligibility_description=draw(texts),
        must_report=draw(texts),
        confidentiality=draw(texts),
        informs_department=draw(st.sampled_from(Informs)),
        fitness_evaluations=draw(st.booleans()),
        owner=draw(words),
        assured_date=draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        status=draw(st.sampled_from(Status)),
    )


@st.composite
def patterns(draw: st.DrawFn, service: Service) -> Schedule:
    opens = draw(st.integers(0, 22))
    return Schedule(
        service.id,
        draw(st.integers(0, 6)),
        time(opens, draw(st.integers(0, 59))),
        time(opens + 1, 59),
        timedelta(minutes=draw(st.integers(1, 90))),
        timedelta(minutes=draw(st.integers(0, 30))),
        draw(st.sampled_from(Modality)),
        draw(st.integers(1, 8)),
        draw(st.sampled_from(["America/New_York", "America/Phoenix", "Europe/London"])),
        draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        draw(st.none() | st.dates(date(2027, 1, 1), date(2028, 1, 1))),
        tuple(draw(st.lists(st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=3, unique=True))),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), service=services(), form=st.sampled_from(FORMS))
def test_what_is_exported_and_taken_in_is_the_same(data: st.DataObject, service: Service, form: str) -> None:
    given_patterns = tuple(data.draw(st.lists(patterns(service), max_size=2, unique=True)))
    assert service.location is not None
    tables = tables_of([service.organisation], [service.location], [service], given_patterns)
    with TemporaryDirectory() as folder:
        target = Path(folder) / form
        (write_json if form.endswith("json") else write_csv)(tables, target)
        package = read_package(target)
    straighten(package)
    entries = entries_of(package, "US")
    assert package.notes == [note for note in package.notes if note.field == "number"]
    assert entries.services[service.id] == service
    assert set(entries.schedules[service.id]) == set(given_patterns)


@pytest.mark.parametrize("form", FORMS)
def test_contact_persons_are_exported_and_taken_in_again(sqlite_database: Database, tmp_path: Path, form: str) -> None:
    maria = Contact("maria", NGO_A.id, COUNSELLING.id, "Maria", "Lead", "Intake", "m@lantern.example", "207-555-0123")
    desk = Contact("desk", NGO_A.id, None, "", "Front desk", "", "", "")
    with sqlite_database.write() as connection:
        directory.put(connection, [NGO_A, ROOMS, COUNSELLING, maria, desk])
        whole = directory.whole(connection)
        tables = tables_of(whole.organisations, whole.locations, whole.services, whole.schedules, whole.contacts)
        (write_json if form.endswith("json") else write_csv)(tables, tmp_path / form)
        plan = plan_import(connection, tmp_path / form, "US")
        assert {change.id: change.fate for change in plan.changes}["maria"] == "unchanged"
        assert {change.fate for change in plan.changes} == {"unchanged"}
        assert plan.entries.contacts == {"maria": maria, "desk": desk}


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_city_taken_in_again_changes_nothing(sqlite_database: Database, tmp_path: Path, form: str) -> None:
    load_samples(sqlite_database, ROOT / "samples", NOON)
    with sqlite_database.write() as connection:
        whole = directory.whole(connection)
        tables = tables_of(whole.organisations, whole.locations, whole.services, whole.schedules)
        (write_json if form.endswith("json") else write_csv)(tables, tmp_path / form)
        before = directory.version(connection)
        plan = plan_import(connection, tmp_path / form, "US")
        assert {change.fate for change in plan.changes} == {"unchanged"}
        assert plan.notes == ()
        carry_out(connection, plan, "import", NOON)
        assert directory.version(connection) == before
        assert directory.whole(connection) == whole


def test_an_empty_directory_takes_in_another_one_whole(database: Database, tmp_path: Path) -> None:
    first = open_database(f"sqlite:///{tmp_path / 'first.db'}")
    with first.write() as connection:
        load_tables().create_all(connection)
    load_samples(first, ROOT / "samples", NOON)
    with first.read() as connection:
        whole = directory.whole(connection)
    first.close()
    write_csv(tables_of(whole.organisations, whole.locations, whole.services, whole.schedules), tmp_path / "all.zip")
    with database.write() as connection:
        plan = plan_import(connection, tmp_path / "all.zip", "US")
        assert plan.count("new") == len(whole.organisations) + len(whole.locations) + len(whole.services)
        carry_out(connection, plan, "import", NOON)
        assert directory.whole(connection).services == tuple(keyless(each) for each in whole.services)


def keyless(service: Service) -> Service:
    """A key is made by a partner's first visit and never taken in."""
    return replace(service, organisation=replace(service.organisation, public_key=None))
