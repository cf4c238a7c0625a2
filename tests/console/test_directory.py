"""The directory: search, draft, preview, publish, conflict, history, undo, bulk, what is due."""

import re
from dataclasses import replace
from datetime import date

import pytest

from actions.turn import Turn
from care.directory import Service
from care.search import Offer
from console.house import House
from console.preview import bubbles
from storage import directory, editing
from tests.cast import COUNSELLING, NGO_A, a_service, a_slot
from tests.console.conftest import Browser
from tests.databases import NOON

ENTRY = f"/directory/service/{COUNSELLING.id}"
FIELDS: dict[str, str | list[str]] = {
    "name_en": "Talks",
    "name_es": "Charlas",
    "organisation": NGO_A.id,
    "provider_kind": "counselor",
    "modalities": ["phone", "video"],
    "languages": "en, es",
    "audience": ["officer"],
    "location": "",
    "phone": "555-0111",
    "url": "https://meet.example/a",
    "must_report_en": "Danger to life",
    "informs_department": "never",
    "owner": "maria",
    "assured_date": "2026-11-02",
    "status": "active",
}


def saw(page: str) -> str:
    """Return what the page says that was seen."""
    found: list[str] = re.findall(r'name="saw" value="([0-9a-f]*)"', page)
    return found[0]


def service(house: House, entry: str = COUNSELLING.id) -> Service:
    """Return what officers see."""
    with house.database.read() as connection:
        return next(each for each in directory.all_services(connection) if each.id == entry)


def keep(browser: Browser, **changes: str | list[str]) -> tuple[int, str]:
    """Keep a draft of the counselling as the browser sees it now."""
    return browser.send(ENTRY, saw=saw(browser.get(ENTRY)), **{**FIELDS, **changes})


def test_officers_see_a_change_only_when_it_is_published(house: House, coordinator: Browser) -> None:
    _, page = keep(coordinator)
    assert service(house).name.en == "Counselling"
    assert coordinator.send(f"{ENTRY}/publish", saw=saw(page))[0] == 200
    assert service(house).name.en == "Talks"
    assert service(house).languages == ("en", "es")


def test_the_bot_reads_a_change_at_the_next_message(house: House, coordinator: Browser) -> None:
    from actions.booth import Booth

    booth = Booth(house.database, house.keys, house.clock, samples=True)
    assert "Counselling" in {each.name.en for each in booth.services() if each.id == COUNSELLING.id}
    coordinator.send(f"{ENTRY}/publish", saw=saw(keep(coordinator)[1]))
    assert "Talks" in {each.name.en for each in booth.services()}


def test_two_people_who_edit_one_thing_do_not_write_over_each_other(house: House, coordinator: Browser) -> None:
    before = saw(coordinator.get(ENTRY))
    keep(coordinator, owner="first")
    status, page = coordinator.send(ENTRY, saw=before, **{**FIELDS, "owner": "second"})
    assert status == 409
    assert "first" in page
    assert "second" in page
    with house.database.read() as connection:
        drafted = editing.draft(connection, "service", COUNSELLING.id)
    assert drafted is not None
    assert drafted.content["owner"] == "first"


def test_what_was_imported_meanwhile_is_not_written_over(house: House, coordinator: Browser) -> None:
    _, page = keep(coordinator)
    with house.database.write() as connection:
        directory.put(connection, [replace(COUNSELLING, owner="imported")])
    assert coordinator.send(f"{ENTRY}/publish", saw=saw(page))[0] == 409
    assert service(house).owner == "imported"


def test_each_change_can_be_undone_and_says_who_made_it(house: House, coordinator: Browser) -> None:
    coordinator.send(f"{ENTRY}/publish", saw=saw(keep(coordinator)[1]))
    page = coordinator.get(f"{ENTRY}/history")
    assert "coordinator-" in page
    way = re.findall(rf'action="({ENTRY}/history/\d+)"', page)[0]
    assert coordinator.send(way)[0] == 200
    assert service(house) == COUNSELLING


def test_many_are_marked_as_verified_at_once(house: House, coordinator: Browser) -> None:
    coordinator.send("/directory", entry=[COUNSELLING.id, "peer"], act="verify")
    assert {service(house, each).assured_date for each in (COUNSELLING.id, "peer")} == {date(2026, 11, 16)}


def test_many_are_shown_or_hidden_or_given_another_owner_at_once(house: House, coordinator: Browser) -> None:
    both = [COUNSELLING.id, "peer"]
    assert "Nothing was selected" in coordinator.send("/directory", entry=both, act="owner")[1]
    coordinator.send("/directory", entry=both, act="owner", owner="maria")
    assert {service(house, each).owner for each in both} == {"maria"}
    coordinator.send("/directory", entry=["peer"], act="hide")
    with house.database.read() as connection:
        assert {each.id for each in directory.all_services(connection)} == {COUNSELLING.id}
    assert "1 entries" in coordinator.get("/directory?state=inactive")
    coordinator.send("/directory", entry=["peer"], act="show")
    assert service(house, "peer").owner == "maria"
    assert "changed with others" in coordinator.get("/directory/service/peer/history")


def test_search_finds_words_with_accents_and_takes_marks_literally(coordinator: Browser) -> None:
    assert "Counselling" in coordinator.get("/directory?q=Consejería")
    assert "Nothing fits" in coordinator.get("/directory?q=100%25")
    assert "Nothing fits" in coordinator.get("/directory?state=due")


def test_what_nobody_verified_for_ninety_days_is_due(house: House, coordinator: Browser) -> None:
    with house.database.write() as connection:
        directory.put(connection, [a_service("old", assured_date=date(2026, 8, 1), url="")])
    page = coordinator.get("/due")
    assert "Not verified for 90 days: 1" in page
    assert "Offers video, but has no link." in page
    coordinator.send("/directory/service/old/verify?from=due")
    assert "Not verified for 90 days: 0" in coordinator.get("/due")


def test_a_service_that_is_not_shown_is_offered_to_nobody(house: House, coordinator: Browser) -> None:
    coordinator.send(f"{ENTRY}/publish", saw=saw(keep(coordinator, status="inactive")[1]))
    with house.database.read() as connection:
        assert COUNSELLING.id not in {each.id for each in directory.all_services(connection)}


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("url", "javascript:alert(1)", "A link begins with"),
        ("phone", "call me", "no phone number"),
        ("phone", "555-01", "no phone number"),
        ("owner", "", "This is needed"),
        ("assured_date", "soon", "This is no day"),
        ("languages", "English!", "Use codes"),
        ("name_en", "x" * 201, "too long"),
        ("provider_kind", "wizard", "Choose one"),
        ("organisation", "nowhere", "Choose one"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(
    coordinator: Browser, field: str, value: str, error: str
) -> None:
    status, page = keep(coordinator, **{field: value})
    assert status == 422
    assert error in page


def test_a_new_service_is_drafted_previewed_and_published(house: House, coordinator: Browser) -> None:
    status, page = coordinator.send("/directory/service", **{**FIELDS, "name_en": "Night line"})
    assert status == 200
    assert "Night line" in page
    way = re.findall(r'action="(/directory/service/[0-9a-f-]{36}/publish)"', page)[0]
    coordinator.send(way, saw=saw(page))
    assert "Night line" in coordinator.get("/directory?q=night")


def test_an_article_is_published_and_can_be_taken_back(house: House, coordinator: Browser) -> None:
    fields = {"locale": "en", "topic": "sleep", "title": "Nights", "messages": "Dark room.", "source": "made up"}
    _, page = coordinator.send("/directory/article", **fields, reviewed_by="Ana", reviewed_on="2026-11-02")
    (way,) = set(re.findall(r'action="(/directory/article/[0-9a-f-]{36}~en)/publish"', page))
    assert coordinator.send(f"{way}/publish", saw=saw(page))[0] == 200
    assert "Nights" in coordinator.get("/directory?kind=article")
    assert "published" in coordinator.get(f"{way}/history")


@pytest.mark.parametrize("locale", ["en", "es"])
def test_the_preview_is_what_the_bot_says(house: House, coordinator: Browser, locale: str) -> None:
    from types import SimpleNamespace
    from typing import cast

    from console.visits import Visit

    told: list[str] = []
    turn = cast(Turn, _Recorder(house, locale, told))
    from actions.saying import say_held

    say_held(turn, Offer(COUNSELLING, a_slot("slot-1", NOON)))
    visit = cast(Visit, SimpleNamespace(house=house, now=NOON, zone=turn.timezone, today=turn.today))
    with house.database.read() as connection:
        content = editing.published(connection, "service", COUNSELLING.id)
        assert content is not None
        shown = [each.text for each in bubbles(visit, connection, "service", COUNSELLING.id, content, locale)]
    terms = told[1]
    assert terms in shown
    assert told[0].split(": ", 1)[1].split(", ", 2)[2] in "\n".join(shown)


class _Recorder:
    """A turn that notes what is said."""

    def __init__(self, house: House, locale: str, told: list[str]) -> None:
        from zoneinfo import ZoneInfo

        self.words, self.locale, self.told = house.words, locale, told
        self.timezone, self.today = ZoneInfo("America/Chicago"), NOON.date()

    def when(self, instant: object) -> str:
        return "now"

    def date(self, day: object) -> str:
        return "today"

    def say(self, name: str, buttons: object = (), values: object = None) -> None:
        assert isinstance(values, dict)
        self.told.append(self.words.text(name, self.locale, **values))


def test_a_contact_person_is_kept_for_coordinators_and_their_own_organisation(
    house: House, coordinator: Browser, partner: Browser, other_partner: Browser
) -> None:
    fields = {"name": "Maria Sample", "organisation": NGO_A.id, "email": "m@lantern.example", "phone": "555-0112"}
    _, page = coordinator.send("/directory/contact", **fields)
    assert "Officers never see" in page
    (way,) = re.findall(r'action="(/directory/contact/[0-9a-f-]{36})/publish"', page)
    coordinator.send(f"{way}/publish", saw=saw(page))
    assert "Maria Sample" in coordinator.get("/directory?kind=contact&q=lantern")
    assert "Maria Sample" in partner.get("/directory?kind=contact")
    assert "Maria Sample" in partner.get(way)
    assert "Maria Sample" not in other_partner.get("/directory?kind=contact")
    assert other_partner.client.get(way).status_code == 404


def test_an_article_is_previewed_in_its_language_and_published(house: House, coordinator: Browser) -> None:
    fields = {"locale": "es", "topic": "sleep", "title": "Dormir", "messages": "Uno.\n\nDos.", "source": "va.gov"}
    reviewed = {"reviewed_by": "Dr. A. Sample", "reviewed_on": "2026-11-02"}
    _, page = coordinator.send("/directory/article", **fields, **reviewed)
    assert page.count('class="bubble"') == 3  # two messages, then the source
    (way,) = re.findall(r'action="(/directory/article/[0-9a-f~a-z-]+)/publish"', page)
    coordinator.send(f"{way}/publish", saw=saw(page))
    with house.database.read() as connection:
        (article,) = directory.articles_on(connection, "sleep", "es")
    assert article.messages == ("Uno.", "Dos.")
