"""The ways of each role through every page of the console, in each of its states; a step is a page to look at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyotp
from playwright.sync_api import FilePayload, Page, expect

from care.names import OrganisationId
from console.pages.directory import HELPLINE, KINDS
from reports.records import entry, spent_entry
from storage.accounts import Role
from storage.directory import put
from storage.releases import Ledger
from tests.browser.house import busy_week, coming, partner, service
from tests.browser.stage import Console
from tests.cast import a_service
from tests.console.conftest import PASSWORD
from tests.console.test_calendars import calendar, event
from tests.databases import NOON
from tests.reports.test_reading import release

OWN = "four unrelated words"


@dataclass
class Walker:
    """Somebody at a page, in one language."""

    console: Console
    page: Page
    locale: str

    def go(self, path: str) -> str:
        """Open a page; return where one is."""
        self.page.goto(self.console.url(path))
        return path

    def send(self, action: str, button: str = "button", **fields: str) -> str:
        """Fill the form that goes to `action`, and press one of its buttons; return the path it was sent to."""
        form = self.page.locator(f'form[action="{action}"]').first
        for name, text in fields.items():
            form.locator(f'[name="{name}"]').first.fill(text)
        with self.page.expect_navigation():
            form.locator(button).first.click()
        return action

    def upload(self, action: str, name: str, content: bytes) -> str:
        """Send a file and wait until it was read; return the path it was sent to."""
        file = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
        self.page.locator(f'form[action="{action}"] input[type=file]').set_input_files(file)
        self.send(action)
        self.settle()
        return action

    def settle(self) -> None:
        """Wait until the work that the page shows is done."""
        expect(self.page.locator("progress")).to_have_count(0)

    def enter(self, role: Role, organisation: OrganisationId | None = None) -> "Walker":
        """Return somebody else of the same language, who is logged in."""
        return Walker(self.console, self.console.enter(role, organisation, self.locale), self.locale)


Walk = Callable[[Walker], Iterator[str]]


def stranger(at: Walker) -> Iterator[str]:
    """The door: a wrong password, the first log-in with what it refuses, the code, too many tries."""
    house = at.console.house
    with house.database.write() as connection:
        house.accounts.add(connection, "maria", Role.COORDINATOR, PASSWORD)
    yield at.go("/login")
    yield at.send("/login", login="maria", password="wrong")
    yield at.send("/login", login="maria", password=PASSWORD)
    yield at.send("/login/start", password=OWN, again=f"{OWN} differ", code="1")
    secret = at.page.locator("code.secret").inner_text()
    yield at.send("/login/start", password=OWN, again=OWN, code=pyotp.TOTP(secret).now())
    at.go("/account")
    yield at.send("/logout")
    yield at.send("/login", login="maria", password=OWN)
    yield at.send("/login/code", code="000")
    for _ in range(5):
        at.send("/login/code", code="000")
    yield "/login/code, too often"


def coordinator(at: Walker) -> Iterator[str]:
    """The directory, its forms and what can go wrong in them; day one with helplines, texts and card."""
    yield at.go("/start")
    for kind in KINDS:
        yield at.go(f"/directory?kind={kind}")
        yield at.go(f"/directory/{kind}")
    yield at.go(f"/directory/{HELPLINE}")
    yield at.send(f"/directory/{HELPLINE}")
    yield at.go("/directory?q=nothing+fits+this")
    yield at.go("/directory?page=2&said=bulk")
    yield from _edit(at)
    yield from _import(at)
    yield at.go("/due")
    old = a_service("old", organisation=partner(at.console.house), location=None, url="")
    with at.console.house.database.write() as connection:
        put(connection, [old])
    yield at.go("/due")
    for path in ("/texts", "/card", "/card?bot=SampleBot", "/helplines"):
        yield at.go(path)
    line = at.page.locator("tbody th a").first.get_attribute("href") or ""
    yield at.go(line)
    yield at.go(f"{line}/preview")
    yield at.go("/account")
    yield at.send("/account/password", old="wrong", password=OWN, again=OWN)
    yield at.send("/account/codes")
    yield at.go("/people")
    yield at.go("/nowhere")


def _edit(at: Walker) -> Iterator[str]:
    way = f"/directory/service/{service(at.console.house).id}"
    other = at.enter(Role.COORDINATOR)
    yield at.go(way)
    yield at.go(f"{way}/preview")
    yield at.go(f"{way}/history")
    at.go(way)
    other.go(way)
    yield at.send(way, owner="first@lantern.example.org")
    yield other.send(way, owner="second@lantern.example.org")
    yield at.go(way)
    at.go(f"{way}/preview")
    other.send(way, owner="second@lantern.example.org")
    yield at.send(f"{way}/publish")
    other.send(f"{way}/publish")
    yield at.go(f"{way}/history")


def _import(at: Walker) -> Iterator[str]:
    """A file that cannot be read, one with a refused row, one that is taken."""
    yield at.go("/import")
    yield at.upload("/import", "directory.json", b"no json")
    yield at.upload("/import", "services.csv", b"id,name\n,\n")
    new = b"id,name,phone,last_verified\norg-1,Quiet Harbor,207-555-0199,03/05/2026\n"
    yield at.upload("/import", "organizations.csv", new)
    at.send("/import/apply")
    at.settle()
    yield at.go("/import")
    yield at.send("/import/drop")


def staff(at: Walker) -> Iterator[str]:
    """The key from its making on, times and patterns, bookings in every state."""
    organisation = partner(at.console.house).id
    for path in ("/bookings", "/slots", "/directory", "/key"):
        yield at.go(path)
    yield at.send("/key", password="wrong")
    yield at.send("/key", password=PASSWORD)
    yield at.go("/key")
    colleague = at.enter(Role.PARTNER, organisation)
    yield colleague.go("/key")
    at.go("/key")
    yield at.send("/key/invite")
    at.go("/key")
    yield at.send("/key/print")
    yield from _times(at)
    yield from _bookings(at)


def _times(at: Walker) -> Iterator[str]:
    house = at.console.house
    way = f"/slots/{service(house).id}"
    yield at.go(way)
    yield at.send(f"{way}/try", minutes="1")
    at.go(way)
    yield at.send(f"{way}/try", opens_at="18:00", closes_at="18:10")
    at.go(way)
    yield at.send(f"{way}/try")
    at.go(way)
    yield at.send(f"{way}/try", opens_at="05:00", closes_at="07:00")
    yield at.send(f"{way}/make")
    busy_week(house, service(house))
    yield at.go(f"{way}?week={NOON:%Y-%m-%d}")
    seen = {at.page.locator(f".slot.{state} a").first.get_attribute("href") or "" for state in ("free", "held", "busy")}
    seen.add("/times/begun")
    for time in sorted(seen):
        yield at.go(time)
    free = f"/times/{coming(house, service(house))[-1].id}"
    at.go(free)
    yield at.send(f"{free}/after/try")
    for content in (b"no calendar", calendar(event("a", "20261124T050000"), event("b", "20261124T051000"))):
        at.go(way)
        yield at.upload(f"{way}/calendar", "times.ics", content)
    at.go(way)
    yield at.upload(f"{way}/calendar", "times.ics", calendar(event("a", "20261124T050000")))
    yield at.go("/slots")


def _bookings(at: Walker) -> Iterator[str]:
    yield at.go("/bookings")
    ways = [each.get_attribute("href") or "" for each in at.page.locator("tbody th a").all()]
    for way in ways:
        yield at.go(way)
        if at.page.locator(f'form[action="{way}/contact"]').count():
            yield at.send(f"{way}/contact")
    at.go(ways[-1])
    at.send(f"{ways[-1]}/cancel")
    yield at.go(ways[-1])
    yield at.go("/bookings")
    at.console.house.opened.clear()
    yield at.go("/key")


def reader(at: Walker) -> Iterator[str]:
    """The totals, before the first release and after it."""
    yield at.go("/totals")
    ledger, third = Ledger(at.console.house.database, at.console.house.keys.folder), release(2026, 3)
    with ledger.alone():
        ledger.append(spent_entry(third.spent))
        ledger.append(entry("drawn", third.spent.period, numbers=third.numbers))
    yield at.go("/totals")


def administrator(at: Walker) -> Iterator[str]:
    """The accounts, the audit, and day one as an administrator sees it."""
    yield at.go("/people")
    yield at.send("/people", login="jo")
    at.go("/people")
    yield at.send("/people", login="jo")
    yield at.go("/audit")
    yield at.go("/start")
    yield at.go("/texts")


WALKS: dict[Role, Walk] = {
    Role.COORDINATOR: coordinator,
    Role.PARTNER: staff,
    Role.READER: reader,
    Role.ADMINISTRATOR: administrator,
}
