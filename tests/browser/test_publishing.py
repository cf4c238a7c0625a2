"""A coordinator's work in a real browser: an entry is made, previewed and published; lists, history, files."""

import csv
import io
import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from console.house import House
from storage import directory
from storage.accounts import Role
from tests.browser.house import service
from tests.browser.stage import Console


def names(house: House) -> set[str]:
    """Return the English names of all services that officers may find."""
    with house.database.read() as connection:
        return {each.name.en for each in directory.all_services(connection)}


def listed(house: House) -> set[str]:
    """Return the English names of all services, those that nobody is shown too."""
    with house.database.read() as connection:
        return {each.name.en for each in directory.whole(connection).services}


def make(page: Page, kind: str, **fields: str) -> None:
    """Fill the form of a new entry, keep it as a draft, and publish what the preview shows."""
    page.get_by_role("link", name="New entry").click()
    for name, text in fields.items():
        page.locator(f'[name="{name}"]').fill(text)
    for group in ("modalities", "audience") if kind == "service" else ():
        page.locator(f'[name="{group}"]').first.check()
    page.get_by_role("button", name="Keep as draft and preview").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Published")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_partner_and_its_service_are_published(console: Console, script: bool) -> None:
    page = console.enter(Role.COORDINATOR, java_script_enabled=script)
    page.goto(console.url("/directory?kind=organisation"))
    make(page, "organisation", name="Quiet Harbor", phone="207-555-0199")
    page.goto(console.url("/directory"))
    assert "Night talks" not in names(console.house)
    fields = {"name_en": "Night talks", "name_es": "Charlas", "languages": "en, es", "must_report_en": "Danger to life"}
    make(page, "service", **fields)
    assert "Night talks" in names(console.house)


def test_two_who_edit_one_entry_see_both_versions(console: Console) -> None:
    one, other = console.enter(Role.COORDINATOR), console.enter(Role.COORDINATOR)
    way = console.url(f"/directory/service/{service(console.house).id}")
    for page, owner in ((one, "one@lantern.example.org"), (other, "other@lantern.example.org")):
        page.goto(way)
        page.locator('[name="owner"]').fill(owner)
    one.get_by_role("button", name="Keep as draft and preview").click()
    expect(one.locator(".chat").first).to_be_visible()
    other.get_by_role("button", name="Keep as draft and preview").click()
    row = other.get_by_role("row").filter(has_text="one@lantern.example.org")
    expect(row).to_contain_text("other@lantern.example.org")


def test_a_change_is_undone_from_the_history(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    way = f"/directory/service/{service(console.house).id}"
    page.goto(console.url(way))
    page.locator('[name="name_en"]').fill("Another name")
    page.get_by_role("button", name="Keep as draft and preview").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    assert "Another name" in names(console.house)
    page.get_by_role("link", name="History").click()
    page.get_by_role("button", name=re.compile("Go back to the version")).click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    assert "Counseling" in names(console.house)


def test_the_list_narrows_while_one_types_and_all_are_verified_at_once(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    page.goto(console.url("/directory"))
    page.keyboard.press("/")
    page.keyboard.type("peer support")
    expect(page.locator("caption")).not_to_have_text(re.compile("^(2|3|4)[0-9] entries"))
    expect(page).to_have_url(re.compile("q=peer"))
    found = page.locator("tbody tr").count()
    page.get_by_label("Tick all on this page").check()
    assert page.locator('tbody input[name="entry"]:checked').count() == found
    page.get_by_role("button", name="Mark as verified today").click()
    expect(page.get_by_role("status")).to_have_text("Done for all that were selected.")


def test_a_directory_is_taken_in_after_a_dry_run_and_given_out_again(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    page.goto(console.url("/directory"))
    page.get_by_role("link", name=re.compile("Import")).click()
    tables = {
        "organizations.csv": "id,name\norg-1,Quiet Harbor\n",
        "services.csv": "id,organization_id,name,last_verified\nservice-1,org-1,=Night talks,03/05/2026\n",
    }
    files = [FilePayload(name=name, mimeType="text/csv", buffer=text.encode()) for name, text in tables.items()]
    page.get_by_label("File or files").set_input_files(files)
    page.get_by_role("button", name="Look what it would change").click()
    expect(page.get_by_text("Dry run: nothing has changed yet")).to_be_visible()
    assert "=Night talks" not in listed(console.house)
    page.get_by_role("button", name="Import all of it").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    assert "=Night talks" in listed(console.house)
    page.goto(console.url("/import"))
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("one table for a spreadsheet")).click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert any("=Night talks" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
