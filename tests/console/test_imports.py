"""Directories of others: a dry run first, then all of it or nothing; given out again, nothing has changed."""

import io
import re
import time
import zipfile

import pytest

from console.house import House
from console.security import COOKIE, form_token
from settings import ROOT
from storage import directory
from storage.directory import Whole
from tests.cast import COUNSELLING, NGO_A
from tests.console.conftest import Browser

TABLES = {
    "organizations.csv": "id,name\norg-1,Quiet Harbor\n",
    "services.csv": "id,organization_id,name,last_verified,colour\nservice-1,org-1,<b>Talking</b>,03/05/2026,blue\n",
}


def whole(house: House) -> Whole:
    """Return the directory."""
    with house.database.read() as connection:
        return directory.whole(connection)


def send(browser: Browser, files: dict[str, bytes], path: str = "/import") -> str:
    """Send files, wait until they are read, and return the page."""
    token = form_token(browser.client.cookies.get(COOKIE) or "")
    given = [("file", (name, content)) for name, content in files.items()]
    assert browser.client.post(path, data={"token": token}, files=given).status_code == 200
    return settled(browser)


def settled(browser: Browser) -> str:
    """Return the page once nothing runs any more."""
    for _ in range(500):
        page = browser.get("/import")
        if "<progress" not in page:
            return page
        time.sleep(0.02)
    raise AssertionError("it still runs")


def apply(browser: Browser, page: str) -> str:
    """Say yes to what the page shows."""
    (saw,) = re.findall(r'name="saw" value="([0-9a-f]{64})"', page)
    browser.send("/import/apply", saw=saw)
    return settled(browser)


def as_bytes(tables: dict[str, str]) -> dict[str, bytes]:
    """Return tables as files."""
    return {name: text.encode() for name, text in tables.items()}


def zipped(tables: dict[str, str]) -> bytes:
    """Return tables as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in tables.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_a_file_is_looked_at_before_it_changes_anything(house: House, coordinator: Browser, form: str) -> None:
    before = whole(house)
    page = send(coordinator, as_bytes(TABLES) if form == "folder" else {"all.zip": zipped(TABLES)})
    assert "nothing has changed yet" in page
    for line in ("date read as 2026-03-05", "markup taken out", "older name of assured_date", "services.csv"):
        assert line in page
    assert "Quiet Harbor" in coordinator.get("/import?show=new")
    assert whole(house) == before
    assert "2 new, 0 changed" in apply(coordinator, page)
    assert "Quiet Harbor" in {each.name for each in whole(house).organisations}
    assert "imported" in coordinator.get("/directory/organisation/org-1/history")
    assert "directory.import" in {entry["what"] for entry in house.audit.verify(house.database)}
    assert list((house.settings.home / "uploads").iterdir()) == []


def test_a_refused_row_keeps_everything_out_and_says_where_it_stands(house: House, coordinator: Browser) -> None:
    before = whole(house)
    tables = TABLES | {"services.csv": "id,organization_id,name\nservice-1,org-1,Talks\nservice-2,nobody,Walks\n"}
    page = send(coordinator, as_bytes(tables))
    assert re.search(r"services.csv</td><td>3</td><td>organization_id</td><td>names an organization", page)
    assert "/import/apply" not in page
    assert "Nothing was selected" in coordinator.send("/import/apply", saw="0" * 64)[1] or whole(house) == before


def test_an_export_taken_in_again_changes_nothing(house: House, coordinator: Browser) -> None:
    for name in ("directory.json", "directory.zip"):
        content = coordinator.client.get(f"/export/{name}").content
        page = send(coordinator, {name: content})
        assert "There is nothing to import" in page, name
        coordinator.send("/import/drop")


def test_what_somebody_changed_since_the_dry_run_is_not_written_over(house: House, coordinator: Browser) -> None:
    content = coordinator.client.get("/export/directory.zip").content
    with house.database.write() as connection:
        connection.exec_driver_sql("UPDATE service SET owner = 'nobody'")
    page = send(coordinator, {"d.zip": content})
    with house.database.write() as connection:
        connection.exec_driver_sql("UPDATE organisation SET name = 'Renamed meanwhile'")
    assert "Nothing was imported" in apply(coordinator, page)
    assert {each.owner for each in whole(house).services} == {"nobody"}


@pytest.mark.parametrize("content", [b"", b"MZ\x00\xff", b"[]", b"[" * 5000, b"PK\x03\x04 broken"])
def test_a_file_that_is_none_is_refused_in_words(coordinator: Browser, content: bytes) -> None:
    page = send(coordinator, {"../../etc/x.json": content})
    assert "Nothing was imported" in page
    assert "etc" not in page


def test_nobody_else_may_send_a_file(house: House, partner: Browser) -> None:
    token = form_token(partner.client.cookies.get(COOKIE) or "")
    answer = partner.client.post("/import", data={"token": token}, files=[("file", ("a.json", b"{}"))])
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not (house.settings.home / "uploads").exists()


def test_a_form_without_a_length_or_with_too_much_is_not_read(coordinator: Browser) -> None:
    assert coordinator.client.post("/import", content=iter([b"x"])).status_code == 413
    assert coordinator.client.post("/directory", content=b"x" * 300_001).status_code == 413


def test_the_table_for_spreadsheets_runs_nothing(house: House, coordinator: Browser) -> None:
    with house.database.write() as connection:
        connection.exec_driver_sql("UPDATE service SET owner = '=1+1', phone = '+1 207 555 0123'")
    answer = coordinator.client.get("/export/services.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="services.csv"'
    text = answer.content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'+1 207 555 0123" in text
    assert NGO_A.name in text
    assert COUNSELLING.id in text
    assert coordinator.client.get("/export/keys.csv").status_code == 404


def test_each_note_of_a_file_has_its_spanish(house: House) -> None:
    paths = [*(ROOT / "storage" / "hsds").glob("*.py"), ROOT / "storage" / "calendars.py"]
    source = "".join(path.read_text() for path in paths)
    said = set(re.findall(r'(?:bend|refuse)\(\s*\w+, (?:"\w+"|\w+), f?"([^"]+)"', source))
    said |= set(re.findall(r'(?:UnreadablePackage|CalendarError)\(f?"([^"]+)"', source))
    assert len(said) > 20
    for each in said:
        plain = re.sub(r"{[^}]*}", "7", each)
        assert house.tongue.note("es", plain) != plain, each
        assert house.tongue.note("en", plain) == plain
