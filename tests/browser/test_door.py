"""Getting in, in a real browser: the first account, the authenticator app, recovery codes, somebody new."""

import re
from datetime import UTC, datetime

import pyotp
from playwright.sync_api import Page, expect

from storage.accounts import Role
from tests.browser.stage import Console
from tests.console.conftest import PASSWORD

OWN = "four unrelated words"


def start(console: Console, page: Page, login: str, password: str) -> tuple[pyotp.TOTP, list[str]]:
    """Log in for the first time and set the account up; return the app's secret and the recovery codes."""
    log_in(console, page, login, password)
    expect(page.locator("img.qr")).to_be_visible()
    app = pyotp.TOTP(page.locator("code.secret").inner_text())
    page.get_by_label("New password").fill(OWN)
    page.get_by_label("The same again").fill(OWN)
    page.get_by_label("Code").fill(app.now())
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Print these recovery codes")
    return app, page.locator(".codes code").all_inner_texts()


def log_in(console: Console, page: Page, login: str, password: str, code: str = "") -> None:
    """Go through the door, with a code once the account has an app."""
    page.goto(console.url("/login"))
    page.get_by_label("Name").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()
    if code:
        page.get_by_label("Code, or a recovery code").fill(code)
        page.get_by_role("button", name="Log in").click()


def next_code(app: pyotp.TOTP) -> str:
    """Return the code of the coming half minute: each works once, and the present one was used."""
    return app.at(app.timecode(_now()) * 30 + 30)


def _now() -> datetime:
    return datetime.now(UTC)


def test_the_first_account_is_set_up_and_comes_back_with_the_app(console: Console) -> None:
    with console.house.database.write() as connection:
        console.house.accounts.add(connection, "first", Role.ADMINISTRATOR, PASSWORD)
    page = console.stranger()
    app, codes = start(console, page, "first", PASSWORD)
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("status")).to_have_text("You are logged out.")
    log_in(console, page, "first", OWN, next_code(app))
    expect(page.get_by_role("link", name="Accounts")).to_be_visible()


def test_a_recovery_code_stands_in_for_the_app_once(console: Console) -> None:
    with console.house.database.write() as connection:
        console.house.accounts.add(connection, "first", Role.COORDINATOR, PASSWORD)
    _, codes = start(console, console.stranger(), "first", PASSWORD)
    page = console.stranger()
    log_in(console, page, "first", OWN, codes[0])
    expect(page.get_by_role("link", name="Directory")).to_be_visible()
    page = console.stranger()
    log_in(console, page, "first", OWN, codes[0])
    expect(page.get_by_role("alert")).to_contain_text("That code does not fit")


def test_an_administrator_lets_a_colleague_in(console: Console) -> None:
    page = console.enter(Role.ADMINISTRATOR)
    page.goto(console.url("/people"))
    page.get_by_label("Name to log in with").fill("Maria")
    page.get_by_label("Role").select_option("coordinator")
    page.get_by_role("button", name="Make the account").click()
    password = page.locator("code.secret").inner_text()
    colleague = console.stranger()
    start(console, colleague, "maria", password)
    colleague.get_by_role("link", name="I have kept them").click()
    expect(colleague).to_have_url(re.compile("/start$"))
