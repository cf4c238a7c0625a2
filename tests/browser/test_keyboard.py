"""Everything by keyboard alone: one meets every control in the order of reading, sees where one is, and gets out."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from storage.accounts import Role
from tests.browser.house import booked, coming, partner, service
from tests.browser.stage import Console
from tests.browser.test_door import OWN
from tests.console.conftest import PASSWORD

FOLLOW = """() => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  window.reach = [...document.querySelectorAll(wanted)].filter((each) => each.checkVisibility() && !each.disabled);
  window.met = [];
  document.addEventListener("keydown", () => {
    const here = document.activeElement, place = window.reach.indexOf(here);
    if (place < 0 || window.met.at(-1)?.place === place) return;
    const style = getComputedStyle(here), box = here.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    window.met.push({place, html: here.outerHTML.slice(0, 120), clear: ring && seen});
  }, true);
  return window.reach.length;
}"""
PAGES = {
    Role.COORDINATOR: ("/directory", "/directory/article", "/start", "/import"),
    Role.PARTNER: ("/slots/{service}", "/times/{slot}", "/key", "/bookings/{booking}"),
    Role.ADMINISTRATOR: ("/people", "/audit"),
}


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until something is focused."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"nobody gets to {selector} by {key}")


@pytest.mark.parametrize("role", PAGES)
def test_tab_meets_every_control_in_order_and_gets_out(console: Console, role: Role) -> None:
    house = console.house
    page = console.enter(role, partner(house).id if role is Role.PARTNER else None)
    first, second, *_ = coming(house, service(house))
    named = {"booking": booked(house, first.id).id, "slot": second.id, "service": service(house).id}
    for path in PAGES[role]:
        page.goto(console.url(path.format(**named)))
        count = page.evaluate(FOLLOW)
        page.keyboard.press("Tab")
        for _ in range(6 * count):  # a day's field holds several stops
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.body || window.met.length > window.reach.length"):
                break
        met = page.evaluate("window.met")
        assert [each["place"] for each in met][:count] == list(range(count)), path
        assert [each["html"] for each in met if not each["clear"]] == [], path


def test_the_first_stop_leads_past_the_navigation(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    page.goto(console.url("/directory"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_first_log_in_needs_the_keyboard_alone(console: Console) -> None:
    with console.house.database.write() as connection:
        console.house.accounts.add(connection, "keys-only", Role.COORDINATOR, PASSWORD)
    page = console.stranger()
    page.goto(console.url("/login"))
    tab_to(page, "#login")
    for text, key in (("keys-only", "Tab"), (PASSWORD, "Enter")):
        page.keyboard.type(text)
        page.keyboard.press(key)
    page.wait_for_url("**/login/start")
    secret = page.locator("code.secret").inner_text()
    tab_to(page, "#password")
    for text, key in ((OWN, "Tab"), (OWN, "Tab"), (pyotp.TOTP(secret).now(), "Enter")):
        page.keyboard.type(text)
        page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1)).to_have_text("Print these recovery codes")
    tab_to(page, "main a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start")


def test_an_entry_is_found_changed_and_published_by_keyboard_alone(console: Console) -> None:
    page = console.enter(Role.COORDINATOR)
    page.goto(console.url("/directory"))
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("shifts")
    expect(page.locator("tbody tr")).not_to_have_count(20)
    tab_to(page, "tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/directory/service/*")
    tab_to(page, "[name=owner]")
    page.keyboard.type("keys@daybreak.example.org")
    tab_to(page, "main form button")
    page.keyboard.press("Space")
    page.wait_for_url("**/preview*")
    tab_to(page, "form[action$=publish] button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Published")
