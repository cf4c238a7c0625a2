"""Every page in each of its states, in both languages, light and dark, on a phone and on a wide screen."""

import os
from collections.abc import Iterator

import pytest

from care.names import OrganisationId
from storage.accounts import Role
from tests.browser.house import partner
from tests.browser.look import Look, faults
from tests.browser.stage import Console
from tests.browser.walks import WALKS, Walker, stranger

# With this set, as `.ci/run` and `make browser` do, every page is looked at in every way there is. Without it every
# rule is held against each page once, and the longer Spanish words have to fit a phone.
EVERY_LOOK = "CODE4_EVERY_LOOK"
ALL = (Look("light", "wide", "all"), Look("dark", "wide"), Look("light", "phone"), Look("dark", "phone"))
LOOKS: dict[str, tuple[Look, ...]] = {"en": ALL[:1], "es": (Look("dark", "phone", "none"),)}
if os.environ.get(EVERY_LOOK):
    LOOKS = dict.fromkeys(LOOKS, ALL)


@pytest.mark.parametrize("locale", LOOKS)
@pytest.mark.parametrize("who", ["stranger", *Role])
def test_axe_finds_nothing_on_any_page(console: Console, who: str, locale: str) -> None:
    found = {}
    for path, at in _pages(console, who, locale):
        assert at.page.locator("html").get_attribute("lang") == locale, path
        if wrong := faults(at.page, *LOOKS[locale]):
            found[path] = wrong
    assert found == {}


def _pages(console: Console, who: str, locale: str) -> Iterator[tuple[str, Walker]]:
    if who == "stranger":
        at = Walker(console, console.stranger(locale), locale)
        yield from ((path, at) for path in stranger(at))
        return
    role = Role(who)
    at = Walker(console, console.enter(role, _home(console, role), locale), locale)
    yield from ((path, at) for path in WALKS[role](at))


def _home(console: Console, role: Role) -> OrganisationId | None:
    return partner(console.house).id if role is Role.PARTNER else None
