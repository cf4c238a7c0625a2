"""A console on loopback and one real browser; what no page may ever do is noted while tests go about."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pyotp
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from care.names import OrganisationId
from cli.supervisor import free_ports
from console.application import create_app
from console.house import House
from console.security import COOKIE
from storage import accounts, console_sessions
from storage.accounts import Role
from storage.console_sessions import Stage as LogIn
from tests.browser import chromium
from tests.console.conftest import PASSWORD

LARGEST_PAGE = 100_000  # bytes
AXE = "/axe.min.js"  # which pages may load, for it comes from their own host
AXE_FILE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
# No page of ours calls these: whatever does is noted.
ALARMS = """for (const name of ["alert", "confirm", "prompt", "print"]) {
  window[name] = () => console.error(`somebody's script ran: ${name}`);
}"""


@dataclass
class Stage:
    """The server and the browser of the whole run; `app` is the console that is on now."""

    address: str
    browser: Browser
    app: ASGIApp | None = None
    faults: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request to the console, one for axe aside; note an answer that is too large or broken."""
        assert self.app is not None
        if scope.get("path") == AXE:
            await FileResponse(AXE_FILE, headers={"Cache-Control": "max-age=3600"})(scope, receive, send)
            return
        size, status, is_page = 0, 0, False

        async def weighed(message: Message) -> None:
            nonlocal size, status, is_page
            if message["type"] == "http.response.start":
                status = message["status"]
                is_page = any(name == b"content-type" and b"html" in value for name, value in message["headers"])
            size += len(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, weighed)
        if status >= 500 or (is_page and size > LARGEST_PAGE):
            self.faults.append(f"{scope['path']}: {status}, {size} bytes")


@contextmanager
def staged() -> Iterator[Stage]:
    """Start both; raises RuntimeError where no Chromium is."""
    path = chromium.find()
    if path is None:
        raise RuntimeError(f"no Chromium is here: {chromium.MEND}")
    (port,) = free_ports(1)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        expect.set_options(timeout=30_000)
        stage = Stage(f"http://127.0.0.1:{port}", browser)
        config = uvicorn.Config(stage, host="127.0.0.1", port=port, log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield stage
        browser.close()
        server.should_exit = True
        thread.join(5)


@dataclass
class Console:
    """One test's console, and whoever looks at it."""

    stage: Stage
    house: House
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def stranger(self, locale: str = "en", **options: Any) -> Page:
        """Return a page of somebody who has not logged in."""
        context = self.stage.browser.new_context(**{"locale": f"{locale}-US", "viewport": WIDE, **options})
        context.set_default_timeout(30_000)
        context.add_init_script(ALARMS)
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.faults.append(f"a script broke: {error.error}"))
        context.on("dialog", partial(_dismiss, self.faults))
        self.contexts.append(context)
        return context.new_page()

    def enter(self, role: Role, organisation: OrganisationId | None = None, locale: str = "en", **options: Any) -> Page:
        """Return a page of somebody of a role who is logged in."""
        house, page = self.house, self.stranger(locale, **options)
        with house.database.write() as connection:
            login = f"{role}-{len(self.contexts)}"
            account = house.accounts.add(connection, login, role, PASSWORD, organisation)
            secret = pyotp.random_base32()
            house.accounts.keep_secret(connection, account.id, secret, pyotp.TOTP(secret).now())
            house.accounts.set_password(connection, account.id, PASSWORD)
            accounts.prefer(connection, account.id, locale)
            token = console_sessions.begin(connection, account.id, LogIn.OPEN, house.watch.now())
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": self.stage.address}])
        return page

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return self.stage.address + path

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "about") and f"{parts.scheme}://{parts.netloc}" != self.stage.address:
            self.faults.append(f"asked somebody else: {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(message.text)


@contextmanager
def opened(stage: Stage, house: House) -> Iterator[Console]:
    """Put a house on the stage; what is noted stays there to be looked at."""
    console = Console(stage, house)
    stage.app = create_app(house)
    stage.faults.clear()
    yield console
    for context in console.contexts:
        context.close()
    stage.app = None


def _dismiss(faults: list[str], dialog: Dialog) -> None:
    faults.append(f"a dialog opened: {dialog.message}")
    dialog.dismiss()
