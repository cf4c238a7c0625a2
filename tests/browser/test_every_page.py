"""Every page in each of its states, in both languages, light and dark, on a phone and on a wide screen."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import Template

from console.application import FOLDER
from console.house import House
from storage.accounts import Role
from tests.browser.house import partner
from tests.browser.look import Look, faults
from tests.browser.stage import Console
from tests.browser.walks import WALKS, Walker, stranger

# With this set, as `.ci/run` and `make browser` do, every page is looked at in all colours, widths and languages.
# Without it every rule is held against each page once, and the longer Spanish words have to fit a phone.
EVERY_LOOK = "CODE4_EVERY_LOOK"
PAGES = {each.name for each in (FOLDER / "templates").glob("*.html") if '{% extends "base.html" %}' in each.read_text()}
LOOKS: dict[str, tuple[Look, ...]] = {
    "en": (Look("light", "wide", "all"),),
    "es": (Look("dark", "phone", "none"),),
}
if os.environ.get(EVERY_LOOK):
    LOOKS = {
        "en": (Look("light", "wide", "all"), Look("dark", "wide")),
        "es": (Look("dark", "phone", "all"), Look("light", "phone")),
    }


@pytest.fixture
def rendered(house: House, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the names of the templates that pages are made of, as they are used."""
    names: set[str] = set()
    known = house.templates.get_template

    def noting(name: str, *rest: Any, **more: Any) -> Template:
        names.add(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(house.templates, "get_template", noting)
    return names


@pytest.mark.parametrize("locale", LOOKS)
def test_axe_finds_nothing_on_any_page(console: Console, rendered: set[str], locale: str) -> None:
    found: dict[str, list[str]] = {}
    for path, at in _pages(console, locale):
        assert at.page.locator("html").get_attribute("lang") == locale, path
        if wrong := faults(at.page, *LOOKS[locale]):
            found[f"{len(found)} {path}"] = wrong
    assert found == {}
    assert PAGES - rendered == set()


def _pages(console: Console, locale: str) -> Iterator[tuple[str, Walker]]:
    at = Walker(console, console.stranger(locale), locale)
    yield from ((path, at) for path in stranger(at))
    for role, walk in WALKS.items():
        home = partner(console.house).id if role is Role.PARTNER else None
        somebody = at.enter(role, home)
        yield from ((path, somebody) for path in walk(somebody))
