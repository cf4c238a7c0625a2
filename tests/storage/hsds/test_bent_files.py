"""Files as the world writes them: what is bent is set right and said, what cannot be told is refused with its place."""

import json
from pathlib import Path

import pytest

from care.directory import Status
from storage import directory
from storage.database import Database
from storage.hsds.importing import Plan, carry_out, plan_import
from storage.hsds.reading import guarded, unguarded
from storage.hsds.rows import UnreadablePackage
from tests.databases import NOON

FILES = {
    "organizations.csv": "id,name,description,url\n1,Lantern House,<p>Calm &amp; quick<script>x</script></p>,l.org\n",
    "services.csv": (
        "id,organization_id,name,fees,last_verified,colour\n10,1,Talking,free,03/05/2026,blue\n11,1,Walking,,soon,red\n"
    ),
    "phones.csv": "id,service_id,number\n20,10,(207) 555-0121\n21,11,call Mary\n",
    "physical_addresses.csv": "id,location_id,address_1,city\n30,40,1 Quay,Port Halden\n",
    "locations.csv": "id,name\n40,Quay rooms\n",
    "contacts.csv": "id,name\n50,Somebody\n",
    "services_at_location.csv": "id,service_id,location_id\n60,10,40\n",
}


def written(folder: Path, **changed: str) -> Path:
    for name, content in {**FILES, **{f"{name}.csv": text for name, text in changed.items()}}.items():
        (folder / name).write_text(content, encoding="utf-8-sig")
    return folder


def plan_of(database: Database, path: Path) -> Plan:
    with database.read() as connection:
        return plan_import(connection, path, "US")


def said(plan: Plan) -> set[tuple[str, str, int, str]]:
    return {(note.kind, note.file, note.row, note.field) for note in plan.notes}


def test_a_bent_file_is_taken_and_what_was_bent_is_said(sqlite_database: Database, tmp_path: Path) -> None:
    plan = plan_of(sqlite_database, written(tmp_path))
    organisation = plan.entries.organisations["1"]
    assert organisation.description.en == "Calm & quick"
    assert organisation.url == "l.org"
    service = plan.entries.services["10"]
    assert service.fees_description.en == "free"
    assert service.assured_date.isoformat() == "2026-03-05"
    assert plan.refused == ()
    assert said(plan) >= {
        ("bent", "organizations.csv", 2, "description"),
        ("bent", "services.csv", 2, "fees"),
        ("bent", "services.csv", 2, "assured_date"),
        ("bent", "services.csv", 3, "assured_date"),
        ("bent", "services.csv", 2, "colour"),
        ("bent", "services.csv", 3, "number"),
        ("bent", "contacts.csv", 2, "organization_id"),
    }


def test_a_service_that_does_not_say_what_it_must_report_is_not_shown(
    sqlite_database: Database, tmp_path: Path
) -> None:
    plan = plan_of(sqlite_database, written(tmp_path))
    with sqlite_database.write() as connection:
        carry_out(connection, plan, "import", NOON)
        assert directory.all_services(connection) == []
    assert {service.status for service in plan.entries.services.values()} == {Status.INACTIVE}


@pytest.mark.parametrize(
    ("table", "content", "row", "field"),
    [
        ("services", "id,organization_id,name\n10,1,\n", 2, "name"),
        ("services", "id,organization_id,name\n10,1,Talking\n10,1,Another\n", 3, "id"),
        ("services", "id,organization_id,name\n10,9,Talking\n", 2, "organization_id"),
        ("organizations", "id,name\n,Lantern House\n", 2, "id"),
        ("organizations", f"id,name\n{'x' * 37},Lantern House\n", 2, "id"),
        ("organizations", "id,name\n1/2,Lantern House\n", 2, "id"),
        ("services", "id,organization_id,name\n..,1,Talking\n", 2, "id"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_place_and_nothing_is_imported(
    sqlite_database: Database, tmp_path: Path, table: str, content: str, row: int, field: str
) -> None:
    plan = plan_of(sqlite_database, written(tmp_path, **{table: content}))
    assert ("refused", f"{table}.csv", row, field) in said(plan)
    with sqlite_database.write() as connection:
        with pytest.raises(ValueError, match="refused"):
            carry_out(connection, plan, "import", NOON)
        assert directory.is_empty(connection)


def test_a_row_twice_the_same_is_one_row(sqlite_database: Database, tmp_path: Path) -> None:
    twice = "id,organization_id,name\n10,1,Talking\n10,1,Talking\n"
    plan = plan_of(sqlite_database, written(tmp_path, services=twice))
    assert list(plan.entries.services) == ["10"]
    assert plan.refused == ()


def test_an_api_page_of_services_is_read(sqlite_database: Database, tmp_path: Path) -> None:
    organization = {"id": "1", "name": "Lantern House"}
    language = {"id": "7", "name": "Spanish"}
    services = [{"id": id_, "name": "Talking", "organization": organization, "languages": [language]} for id_ in "ab"]
    (tmp_path / "page.json").write_text(json.dumps({"total_items": 2, "contents": services}))
    plan = plan_of(sqlite_database, tmp_path / "page.json")
    assert set(plan.entries.services) == {"a", "b"}
    assert plan.entries.services["a"].languages == ("es",)


@pytest.mark.parametrize("content", ["", "not json", "[]", "{}", '{"id": 1}', "[[[", '{"contents": 3}'])
def test_what_is_no_directory_is_said_to_be_none(sqlite_database: Database, tmp_path: Path, content: str) -> None:
    (tmp_path / "file.json").write_text(content)
    try:
        plan = plan_of(sqlite_database, tmp_path / "file.json")
    except UnreadablePackage:
        return
    assert plan.refused


@pytest.mark.parametrize("cell", ["=1+1", "+1 207 555 0121", "-", "@cmd", "'=1", "''+", "plain", "'quoted'", ""])
def test_a_cell_never_runs_as_a_formula_and_comes_back_as_it_was(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(cell)) == cell
