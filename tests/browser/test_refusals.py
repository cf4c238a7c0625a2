"""What a role may not do is neither offered nor done; a form of somebody else's page changes nothing."""

import pytest
from playwright.sync_api import expect

from console.permissions import PERMISSIONS
from storage.accounts import Role
from tests.browser.house import partner
from tests.browser.stage import Console

DOORS = {
    "directory": "/directory",
    "due": "/due",
    "import": "/import",
    "slots": "/slots",
    "bookings": "/bookings",
    "key": "/key",
    "checklist": "/start",
    "lines": "/helplines",
    "texts": "/texts",
    "reports": "/totals",
    "people": "/people",
    "audit": "/audit",
}


@pytest.mark.parametrize("role", Role)
def test_a_role_is_offered_what_it_may_and_refused_the_rest(console: Console, role: Role) -> None:
    page = console.enter(role, partner(console.house).id if role is Role.PARTNER else None)
    page.goto(console.url("/account"))
    offered = {each.get_attribute("href") for each in page.locator("header nav a").all()}
    for route, path in DOORS.items():
        may = PERMISSIONS[route].allows(role)
        assert may or path not in offered, path
        answer = page.goto(console.url(path))
        assert answer is not None
        assert (answer.status == 200) == may, path
        if not may:
            expect(page.get_by_role("alert")).to_have_text("Your role may not do this.")


def test_a_form_of_another_page_changes_nothing(console: Console) -> None:
    page = console.enter(Role.ADMINISTRATOR)
    action = console.url("/people")
    form = f"<form method=post action={action}><input name=login value=evil><input name=role value=administrator>"
    page.goto("data:text/html," + form + "<button>Win a prize</button></form>")
    page.get_by_role("button").click()
    page.wait_for_url(action)
    page.goto(action)
    assert "evil" not in page.content()


def test_whoever_is_logged_out_meets_the_door_everywhere(console: Console) -> None:
    page = console.stranger()
    for path in DOORS.values():
        page.goto(console.url(path))
        assert page.url == console.url("/login"), path
