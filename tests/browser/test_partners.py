"""A partner's work in a real browser: the week of its times, a booking that comes in, and what others may not."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from care.desk import Booking
from storage.accounts import Role
from tests.browser.house import CONTACT, booked, busy_week, coming, partner, service
from tests.browser.stage import Console
from tests.console.conftest import PASSWORD
from tests.databases import NOON


@pytest.fixture
def staff(console: Console) -> Page:
    """Return staff of Lantern House, who has just made the key."""
    page = console.enter(Role.PARTNER, partner(console.house).id)
    page.goto(console.url("/key"))
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Print this code and lock it away")
    page.get_by_role("link", name="I have kept it").click()
    return page


@pytest.fixture
def booking(console: Console, staff: Page) -> Booking:
    """Return a booking of an officer who left a number."""
    return booked(console.house, coming(console.house, service(console.house))[0].id)


def test_a_pattern_is_seen_before_it_is_published(console: Console) -> None:
    page = console.enter(Role.PARTNER, partner(console.house).id)
    page.goto(console.url("/slots"))
    page.get_by_role("link", name="Counseling", exact=True).click()
    form = page.locator("form").filter(has=page.get_by_role("button", name="See what it makes"))
    form.get_by_label("Monday").check()
    form.locator('[name="opens_at"]').fill("06:00")
    form.locator('[name="closes_at"]').fill("08:00")
    before = len(coming(console.house, service(console.house)))
    form.get_by_role("button", name="See what it makes").click()
    expect(page.get_by_text("06:00").first).to_be_visible()
    assert len(coming(console.house, service(console.house))) == before
    page.get_by_role("button", name="Publish these times").click()
    expect(page.get_by_role("status")).to_have_text("The times are published.")
    assert len(coming(console.house, service(console.house))) > before
    page.goto(f"{page.url.split('?')[0]}?week={NOON + timedelta(days=7):%Y-%m-%d}")
    expect(page.locator(".slot.free").filter(has_text=re.compile("06:00|07:00"))).to_have_count(4)


def test_the_week_shows_what_is_free_held_booked_and_blocked(console: Console) -> None:
    page = console.enter(Role.PARTNER, partner(console.house).id)
    busy_week(console.house, service(console.house))
    page.goto(console.url(f"/slots/{service(console.house).id}"))
    for state, count in (("busy", 3), ("held", 1), ("blocked", 1)):
        expect(page.locator(f".slot.{state}")).to_have_count(count)
    free = page.locator(".slot.free").count()
    page.get_by_role("button", name=re.compile("^Block ")).first.click()
    expect(page.locator(".slot.blocked")).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Free ")).first.click()
    expect(page.locator(".slot.free")).to_have_count(free)


def test_a_booking_comes_in_and_its_contact_opens_with_a_click(console: Console, staff: Page, booking: Booking) -> None:
    staff.goto(console.url("/bookings"))
    row = staff.get_by_role("row").filter(has_text=booking.reference)
    expect(row).to_contain_text("new")
    row.get_by_role("link").click()
    expect(staff.get_by_text(CONTACT)).to_have_count(0)
    staff.get_by_role("button", name="Open the contact").click()
    expect(staff.get_by_text(CONTACT)).to_be_visible()
    audit = console.enter(Role.ADMINISTRATOR)
    audit.goto(console.url("/audit"))
    expect(audit.get_by_role("row").filter(has_text="contact.read")).to_contain_text(booking.id)


def test_an_officer_is_told_what_the_partner_says_by_the_bot_alone(
    console: Console, staff: Page, booking: Booking
) -> None:
    staff.goto(console.url(f"/bookings/{booking.id}"))
    staff.get_by_label("A short message, sent by the bot").fill("Please use the door by the river.")
    staff.get_by_role("button", name="Send", exact=True).click()
    expect(staff.get_by_role("status")).to_have_text("The officer will be told by the bot.")
    staff.get_by_role("button", name="Cancel this booking").click()
    expect(staff.get_by_role("status")).to_contain_text("Cancelled. The bot tells the officer")


def test_whoever_has_no_key_sees_a_booking_but_no_contact(console: Console, staff: Page, booking: Booking) -> None:
    colleague = console.enter(Role.PARTNER, partner(console.house).id)
    colleague.goto(console.url(f"/bookings/{booking.id}"))
    colleague.get_by_role("button", name="Open the contact").click()
    expect(colleague.get_by_role("heading", name="Take part with a colleague's code")).to_be_visible()
    assert CONTACT not in colleague.content()


def test_another_partner_sees_nothing_of_it(console: Console, staff: Page, booking: Booking) -> None:
    other = console.enter(Role.PARTNER, partner(console.house, "Second Watch Peer Network").id)
    way = service(console.house).id
    for path in (f"/bookings/{booking.id}", f"/slots/{way}", f"/directory/service/{way}"):
        answer = other.goto(console.url(path))
        assert answer is not None
        assert answer.status == 404
    other.goto(console.url("/bookings"))
    assert booking.reference not in other.content()
