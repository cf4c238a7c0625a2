"""Sixty texts that would run if anything let them, in every text field: in a real browser none does."""

import csv
import io
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import FilePayload, Page, expect

import golive
from console.pages.directory import HELPLINE, KINDS
from console.security import COOKIE, form_token
from storage.accounts import Role
from tests.browser.house import booked, coming, partner, service
from tests.browser.stage import Console
from tests.console.test_canaries import CANARIES

LINE = 190  # characters of the shortest field, less than what it takes
FILL = """(text) => {
  const fields = document.querySelectorAll("main form :is(input[type=text], input:not([type]), textarea)");
  for (const field of fields) field.value = text;
  return fields.length;
}"""


def groups(texts: Iterable[str], most: int) -> Iterator[str]:
    """Yield the texts, as many at a time as fit a field."""
    found = ""
    for text in texts:
        if found and len(found) + len(text) >= most:
            yield found
            found = ""
        found = f"{found} {text}".lstrip(" ")
    yield found


GROUPS = list(groups(CANARIES, LINE))


def post(console: Console, page: Page, path: str, **fields: str) -> None:
    """Send a form as the page's own visitor, without opening the page."""
    (cookie,) = (each["value"] for each in page.context.cookies() if each["name"] == COOKIE)
    answer = page.request.post(console.url(path), form={"token": form_token(cookie), **fields}, max_redirects=0)
    assert answer.status < 500, path


def table(name: str, columns: list[str], rows: list[list[str]]) -> FilePayload:
    """Return a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return FilePayload(name=name, mimeType="text/csv", buffer=text.getvalue().encode())


def mend(page: Page) -> None:
    """Put right what takes no free text."""
    for name, right in (("phone", "207-555-0111"), ("url", ""), ("email", ""), ("languages", "en"), ("hours", "24/7")):
        if page.locator(f'[name="{name}"]').count():
            page.locator(f'[name="{name}"]').fill(right)
    for name in ("modalities", "audience"):
        if page.locator(f'[name="{name}"]').count():
            page.locator(f'[name="{name}"]').first.check()


def send(page: Page, button: str = "main form button") -> None:
    """Press a form's button and wait for the page that comes."""
    with page.expect_navigation():
        page.locator(button).last.click()


def test_the_alarm_rings_when_a_page_lets_something_run(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    page.goto(console.url("/start"))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.evaluate("window.alert(1)")
    page.wait_for_timeout(50)
    assert any("Content Security Policy" in each for each in console.faults)
    assert any("script ran" in each for each in console.faults)
    console.faults.clear()


@pytest.mark.parametrize("kind", [*KINDS, HELPLINE])
def test_nothing_runs_from_a_field_of_an_entry(console: Console, kind: str) -> None:
    page = console.enter(Role.COORDINATOR)
    for text in GROUPS:
        page.goto(console.url(f"/directory/{kind}"))
        assert page.evaluate(FILL, text) >= 5
        send(page)
        if page.locator(".wrong").count():  # shown again, with what is wrong beside it
            mend(page)
            send(page)
        way = page.url.split("/preview")[0]
        send(page, "form[action$=publish] button")
    page.goto(f"{way}/history")
    expect(page.locator("tbody tr")).to_have_count(1)
    for path in (f"/directory?kind={kind}", "/due", "/helplines"):
        page.goto(console.url(path))


def test_nothing_runs_from_a_file_that_is_taken_in_and_no_formula_goes_out(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    for after in ("", " n"):  # a name of markup alone is refused; with a letter after it, it is taken
        names = [each + after for each in CANARIES]
        owners = [[f"org-{number}", each, each] for number, each in enumerate(names)]
        offers = [[f"service-{number}", f"org-{number}", each, each] for number, each in enumerate(names)]
        files = [
            table("organizations.csv", ["id", "name", "description", CANARIES[0]], owners),
            table("services.csv", ["id", "organization_id", "name", "description"], offers),
            table(f"{CANARIES[1]}.csv", ["id", CANARIES[0]], [["1", CANARIES[0]]]),
        ]
        page.goto(console.url("/import"))
        page.get_by_label("File or files").set_input_files(files)
        send(page, "form[action='/import'] button")
        expect(page.get_by_text("Dry run")).to_be_visible()
        for show in ("refused", "bent", "new"):
            page.goto(console.url(f"/import?show={show}"))
    send(page, "form[action$=apply] button")
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    for number in range(1, 5):
        page.goto(console.url(f"/directory?page={number}"))
    text = page.request.get(console.url("/export/services.csv")).text()
    cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []


def test_nothing_runs_from_names_of_accounts_and_reviews(console: Console) -> None:
    page = console.enter(Role.ADMINISTRATOR)
    for text in CANARIES:
        post(console, page, "/people", login=text, role="coordinator")
    for path in ("/people", "/audit"):
        page.goto(console.url(path))
        expect(page.locator("tbody tr").nth(50)).to_be_visible()
    page = console.enter(Role.COORDINATOR)
    texts = golive.crisis_texts(console.house.words)
    for name, one, other in zip(texts, CANARIES[::2], CANARIES[1::2], strict=False):
        post(console, page, f"/texts/{name}", clinician=one, licence=other)
    seen = ""
    for number in range(1, 8):
        page.goto(console.url(f"/texts?page={number}"))
        seen += page.locator("main").text_content() or ""
    assert "<script>alert(1)</script>" in seen


def test_nothing_runs_from_what_is_searched_or_told(console: Console) -> None:
    page, house = console.enter(Role.COORDINATOR), console.house
    for text in GROUPS:
        page.goto(console.url(f"/directory?{urlencode({'q': text, 'said': text, 'state': text})}"))
        page.goto(console.url(f"/card?{urlencode({'bot': text})}"))
    page = console.enter(Role.PARTNER, partner(house).id)
    booking = booked(house, coming(house, service(house))[0].id)
    for text in GROUPS:
        page.goto(console.url(f"/bookings/{booking.id}?{urlencode({'said': text})}"))
        page.evaluate(FILL, text)
        send(page, "form[action$=tell] button[value=message]")
