"""A console over the sample city, served on loopback for a real browser."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyotp
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from care.names import OrganisationId
from cli.supervisor import free_ports
from console.application import create_app
from console.house import House
from console.security import COOKIE
from storage import console_sessions
from storage.accounts import Role
from storage.console_sessions import Stage
from tests.console.conftest import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Served:
    """A running console and a browser."""

    house: House
    address: str
    browser: Browser

    def person(
        self, role: Role, organisation: OrganisationId | None = None, **options: object
    ) -> tuple[BrowserContext, Page]:
        """Return a browser in which somebody of a role is logged in."""
        house, login = self.house, f"{role}-{time.monotonic_ns()}"
        with house.database.write() as connection:
            account = house.accounts.add(connection, login, role, PASSWORD, organisation)
            house.accounts.keep_secret(
                connection, account.id, secret := pyotp.random_base32(), pyotp.TOTP(secret).now()
            )
            house.accounts.set_password(connection, account.id, PASSWORD)
            token = console_sessions.begin(connection, account.id, Stage.OPEN, house.watch.now())
        context = self.browser.new_context(**options)  # type: ignore[arg-type]
        context.add_cookies([{"name": COOKIE, "value": token, "url": self.address}])
        return context, context.new_page()


def chromium() -> str:
    """Return the browser's path; raises RuntimeError that says how to get one."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("no Chromium is here: install it (Debian: apt-get install chromium) and run this again")
    return found


@contextmanager
def served(house: House) -> Iterator[Served]:
    """Serve the console and open a browser."""
    (port,) = free_ports(1)
    config = uvicorn.Config(create_app(house), host="127.0.0.1", port=port, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=chromium(), args=FLAGS)
            yield Served(house, f"http://127.0.0.1:{port}", browser)
            browser.close()
    finally:
        server.should_exit = True
        thread.join(5)


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page for docs/guide.md."""
    folder = Path(__file__).resolve().parents[2] / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
