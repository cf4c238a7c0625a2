"""What can be checked of every page without a browser: labels, headings, tables, size, and the colours' contrast.

`make browser` lets axe look at the same pages in a real one.
"""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from care.directory import Text
from care.names import OrganisationId
from console.application import FOLDER, create_app
from console.house import House
from settings import ROOT
from storage import directory, editing
from storage.accounts import Role
from storage.samples import read_samples
from tests.cast import COUNSELLING, NGO_A, a_service
from tests.console.conftest import HOST, enter
from tests.databases import NOON

ENTRY = f"/directory/service/{COUNSELLING.id}"
PAGES = {
    Role.COORDINATOR: (
        "/start",
        "/directory",
        "/directory?kind=organisation",
        "/directory?kind=article",
        "/directory/service",
        ENTRY,
        f"{ENTRY}/preview",
        f"{ENTRY}/history",
        "/due",
        "/import",
        "/helplines",
        "/texts",
        "/card?bot=Code4Bot",
        "/account",
    ),
    Role.PARTNER: ("/bookings", "/slots", f"/slots/{COUNSELLING.id}", "/key", "/directory", ENTRY),
    Role.READER: ("/totals",),
    Role.ADMINISTRATOR: ("/people", "/audit", "/start"),
}
# Each pair stands as text on ground somewhere in console.css.
PAIRS = (
    ("ink", "ground"),
    ("ink", "sheet"),
    ("ink", "wash"),
    ("soft", "ground"),
    ("soft", "sheet"),
    ("accent", "sheet"),
    ("accent", "ground"),
    ("accent", "wash"),
    ("on-accent", "accent"),
    ("good", "good-wash"),
    ("care", "care-wash"),
    ("bad", "bad-wash"),
    ("bad", "sheet"),
)


class Elements(HTMLParser):
    """Notes the elements of a page, and the text of buttons and links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._inside: list[str] = []
        self._label_depth = 0
        self.labelled: set[int] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one."""
        self.all.append((tag, dict(attrs)))
        if self._label_depth:
            self.labelled.add(len(self.all) - 1)
        self._label_depth += tag == "label"
        if tag in ("button", "a"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        """Add text to the last button or link."""
        if self.texts:
            self.texts[-1] += data.strip()

    def handle_endtag(self, tag: str) -> None:
        """Leave one."""
        self._label_depth -= tag == "label"


def faults(page: str) -> list[str]:
    """Return what a page lacks for somebody who cannot see it."""
    found = Elements(page)
    labels = {attributes.get("for") for tag, attributes in found.all if tag == "label"}
    ids = [attributes["id"] for _, attributes in found.all if attributes.get("id")]
    wrong = [f"twice: {each}" for each in set(ids) if ids.count(each) > 1]
    described = {a["aria-describedby"] for _, a in found.all if a.get("aria-describedby")}
    wrong += [f"describes nothing: {each}" for each in described if each not in ids]
    for number, (tag, attributes) in enumerate(found.all):
        is_field = tag in ("input", "select", "textarea") and attributes.get("type") != "hidden"
        is_named = attributes.get("id") in labels or attributes.get("aria-label") or number in found.labelled
        if is_field and not is_named:
            wrong.append(f"no label: {attributes}")
        if tag == "img" and not attributes.get("alt"):
            wrong.append("a picture without words")
        if tag == "th" and not attributes.get("scope"):
            wrong.append("a head of a table without its scope")
    names = [tag for tag, _ in found.all]
    wrong += [] if names.count("h1") == 1 else [f"{names.count('h1')} first headings"]
    wrong += [] if names.count("table") == names.count("caption") else ["a table without a caption"]
    return wrong + (["a button or link without words"] if "" in found.texts else [])


@pytest.mark.parametrize("role", Role)
def test_every_page_can_be_used_without_seeing_it_and_is_small(house: House, role: Role) -> None:
    with house.database.write() as connection:
        directory.put(connection, read_samples(ROOT / "samples", NOON).entries)
    with TestClient(create_app(house), base_url=HOST) as client:
        browser = enter(house, client, role, NGO_A.id if role is Role.PARTNER else None)
        for path in PAGES[role]:
            page = browser.get(path)
            assert faults(page) == [], path
            assert len(page.encode()) < 100_000, path


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", css))


def _light(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_stands_out_from_its_ground_by_four_and_a_half_to_one(mode: str) -> None:
    css = (FOLDER / "static" / "console.css").read_text()
    light, _, dark = css.partition("prefers-color-scheme: dark")
    colours = _colours(light if mode == "light" else dark)
    for text, ground in PAIRS:
        bright, dim = sorted((_light(colours[text]), _light(colours[ground])), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 4.5, (text, ground)


def test_no_page_asks_anybody_else_for_anything() -> None:
    for path in [*(FOLDER / "templates").glob("*.html"), FOLDER / "static" / "console.css"]:
        assert not re.search(r"""(?:src|href|action|url\()=?["']?(?:https?:)?//""", path.read_text()), path.name


def test_a_large_directory_makes_no_large_page_and_its_names_are_typed(house: House) -> None:
    organisations = [replace(NGO_A, id=OrganisationId(f"o{n}"), name=f"A house by the river {n}") for n in range(400)]
    old = {"assured_date": date(2026, 1, 1), "must_report": Text("")}
    with house.database.write() as connection:
        directory.put(connection, organisations)
        directory.put(connection, [a_service(f"s{n}", organisation=organisations[n], **old) for n in range(400)])
    with TestClient(create_app(house), base_url=HOST) as client:
        browser = enter(house, client, Role.COORDINATOR)
        for path in ("/directory", "/directory/service", ENTRY, "/due", "/import"):
            page = browser.get(path)
            assert len(page.encode()) < 100_000, path
            assert faults(page) == [], path
        typed = {"name": "Maria", "organisation": "a house by the river 7"}
        status, page = browser.send("/directory/contact", **(typed | {"organisation": "river 39"}))
        assert status == 422
        assert "A house by the river 399" in page
        assert faults(page) == []
        assert browser.send("/directory/contact", **typed)[0] == 200
    with house.database.read() as connection:
        ((entry, _),) = editing.new_drafts(connection, "contact")
        draft = editing.draft(connection, "contact", entry)
    assert draft is not None
    assert draft.content["organisation"] == "o7"
