"""The console in a real browser: `make browser`. It needs Chromium, and fails without one.

Not part of `make test`, whose machine may have none; `.ci/run` installs one and runs this too.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, expect

from settings import ROOT
from storage import directory
from storage.accounts import Role
from storage.samples import load_samples, top_up_slots
from tests.browser.house import Served, picture, served
from tests.cast import COUNSELLING, NGO_A, ROOMS
from tests.console.conftest import PASSWORD, clock_house
from tests.databases import NOON

ENTRY = f"/directory/service/{COUNSELLING.id}"
PAGES = {
    Role.COORDINATOR: (
        "/start",
        "/directory",
        "/directory?kind=article",
        "/directory/service",
        ENTRY,
        f"{ENTRY}/preview",
        f"{ENTRY}/history",
        "/due",
        "/helplines",
        "/texts",
        "/card?bot=Code4Bot",
        "/account",
        "/nowhere-at-all",
    ),
    Role.PARTNER: ("/bookings", "/slots", f"/slots/{COUNSELLING.id}", "/key", "/directory"),
    Role.READER: ("/totals",),
    Role.ADMINISTRATOR: ("/people", "/audit", "/start"),
}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a served console with the sample city and the cast."""
    with clock_house(tmp_path_factory.mktemp("browser")) as house:
        load_samples(house.database, ROOT / "samples", NOON)
        with house.database.write() as connection:
            directory.put(connection, [NGO_A, ROOMS, COUNSELLING])
        top_up_slots(house.database, NOON)
        with served(house) as ready:
            yield ready


def violations(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.1 AA."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(console: Served, role: Role, colours: str) -> None:
    organisation = NGO_A.id if role is Role.PARTNER else None
    context, page = console.person(role, organisation, color_scheme=colours)
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in PAGES[role]:
        response = page.goto(console.address + path)
        assert response is not None
        assert len(response.body()) < 100_000, path
        if response.status == 200:
            assert violations(page) == [], path
    assert all(url.startswith((console.address, "data:")) for url in elsewhere)
    assert [error for error in errors if "404" not in error] == []
    context.close()


def test_a_first_log_in_needs_the_keyboard_alone(console: Served) -> None:
    house = console.house
    with house.database.write() as connection:
        house.accounts.add(connection, "keys-only", Role.COORDINATOR, PASSWORD)
    context = console.browser.new_context()
    page = context.new_page()
    page.goto(f"{console.address}/login")
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#login").focus()
    page.keyboard.type("keys-only")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/start")
    assert violations(page) == []
    secret = page.locator("code.secret").inner_text()
    for id_, text in (("password", "four unrelated words"), ("again", "four unrelated words")):
        page.locator(f"#{id_}").focus()
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.type(pyotp.TOTP(secret).now())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Print these recovery codes")
    context.close()


def _dismiss(dialogs: list[str], dialog: Dialog) -> None:
    dialogs.append(dialog.message)
    dialog.dismiss()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_change_is_drafted_previewed_and_published(console: Served, script: bool) -> None:
    context, page = console.person(Role.COORDINATOR, java_script_enabled=script)
    dialogs: list[str] = []
    page.on("dialog", partial(_dismiss, dialogs))
    page.goto(console.address + ENTRY)
    page.get_by_label("Owner of this entry").fill(f"<img src=x onerror=alert(1)> {script}")
    page.get_by_role("button", name="Keep as draft and preview").click()
    expect(page.locator(".chat").first).to_contain_text("Who pays")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".told")).to_contain_text("Published")
    assert dialogs == []
    context.close()


def test_the_search_narrows_the_list_while_one_types(console: Served) -> None:
    context, page = console.person(Role.COORDINATOR)
    page.goto(f"{console.address}/directory")
    page.keyboard.press("/")
    page.keyboard.type("Counselling", delay=20)
    expect(page.locator("#rows tbody tr")).not_to_have_count(20)
    assert page.locator("#rows tbody tr").count() >= 1
    context.close()


def test_a_partner_draws_a_pattern_and_sees_its_week(console: Served) -> None:
    context, page = console.person(Role.PARTNER, NGO_A.id)
    page.goto(f"{console.address}/slots/{COUNSELLING.id}")
    page.get_by_role("button", name="See what it makes").click()
    page.get_by_role("button", name="Publish these times").click()
    page.goto(f"{console.address}/slots/{COUNSELLING.id}?week={(NOON + timedelta(days=7)):%Y-%m-%d}")
    assert page.locator(".slot").count() == 4
    picture(page, "week")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(console: Served, width: int) -> None:
    context, page = console.person(Role.COORDINATOR, viewport={"width": width, "height": 800})
    for path in PAGES[Role.COORDINATOR]:
        page.goto(console.address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    context.close()


def test_pictures_of_the_main_pages(console: Served) -> None:
    context, page = console.person(Role.COORDINATOR, viewport={"width": 1100, "height": 800})
    for name, path in (("day-one", "/start"), ("directory", "/directory"), ("preview", f"{ENTRY}/preview")):
        page.goto(console.address + path)
        picture(page, name)
    assert re.search("preview", page.url)
    context.close()
