"""A partner's key: colleagues who come later, a colleague who goes, and the drill for the day it is lost."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from starlette.testclient import TestClient

from care.desk import Booking
from care.names import OfficerId
from console.application import create_app
from console.house import House
from console.security import COOKIE
from storage import console_sessions, partner_bookings, partner_keys
from storage.accounts import Role
from storage.console_sessions import Stage
from tests.cast import NGO_A, NGO_B
from tests.console.conftest import HOST, PASSWORD, Browser
from tests.console.test_bookings import CONTACT, booked, told

__all__ = ["booked"]  # a fixture
OWN = "four unrelated words"
Booked = tuple[OfficerId, Booking]


@pytest.fixture
def colleague(house: House) -> Iterator[Browser]:
    """Return somebody who joins NGO A later, with a password of their own."""
    with house.database.write() as connection:
        account = house.accounts.add(connection, "colleague", Role.PARTNER, PASSWORD, NGO_A.id)
        house.accounts.keep_secret(connection, account.id, secret := pyotp.random_base32(), pyotp.TOTP(secret).now())
        house.accounts.set_password(connection, account.id, OWN)
        token = console_sessions.begin(connection, account.id, Stage.OPEN, house.watch.now())
    with TestClient(create_app(house), base_url=HOST) as client:
        client.cookies.set(COOKIE, token, domain="127.0.0.1", path="/")
        yield Browser(client, account)


def code_of(page: str) -> str:
    """Return the code that a page shows once."""
    found: list[str] = re.findall(r'class="secret">([A-Z0-9-]{20,})<', page)
    return found[0]


def reads(browser: Browser, booking: Booking) -> bool:
    """Tell whether somebody can read the contact of a booking."""
    return CONTACT in browser.send(f"/bookings/{booking.id}/contact")[1]


def invited(partner: Browser, colleague: Browser) -> str:
    """Return the code with which the colleague may take part."""
    assert colleague.account is not None
    return code_of(partner.send("/key/invite", colleague=colleague.account.id)[1])


def test_a_colleague_takes_part_with_a_code_that_works_once(
    partner: Browser, booked: Booked, colleague: Browser
) -> None:
    assert not reads(colleague, booked[1])
    code = invited(partner, colleague)
    assert colleague.send("/key/open", kind="accept", code="WRONG", password=OWN)[0] == 422
    colleague.send("/key/open", kind="accept", code=code.lower(), password=OWN)
    assert reads(colleague, booked[1])
    assert colleague.send("/key/open", kind="accept", code=code, password=OWN)[0] == 422


def test_an_invitation_opens_nothing_for_anybody_else(
    house: House, partner: Browser, booked: Booked, colleague: Browser, other_partner: Browser
) -> None:
    code = invited(partner, colleague)
    assert other_partner.send("/key/open", kind="accept", code=code, password=PASSWORD)[0] == 422
    assert partner.send("/key/open", kind="accept", code=code, password=PASSWORD)[0] == 422
    assert other_partner.account is not None
    assert partner.send("/key/invite", colleague=other_partner.account.id)[0] == 404
    with house.database.read() as connection:
        assert not partner_keys.has_key(connection, NGO_B.id)


def test_the_printed_code_opens_the_key_when_every_password_is_lost(
    house: House, partner: Browser, booked: Booked, colleague: Browser
) -> None:
    first = code_of(partner.send("/key/print")[1])
    printed = code_of(partner.send("/key/print")[1])
    house.opened.clear()
    assert colleague.send("/key/open", kind="recover", code=first, password=OWN)[0] == 422
    assert colleague.send("/key/open", kind="recover", code=printed, password="a wrong password")[0] == 422
    colleague.send("/key/open", kind="recover", code=printed, password=OWN)
    assert reads(colleague, booked[1])
    house.opened.clear()
    colleague.send("/key/open", kind="open", password=OWN)
    assert reads(colleague, booked[1])
    assert "key.recover" in {entry["what"] for entry in house.audit.verify(house.database)}


def test_a_key_that_is_lost_for_good_is_made_anew_and_officers_who_left_a_contact_are_told(
    house: House, partner: Browser, booked: Booked
) -> None:
    officer, booking = booked
    with house.database.write() as connection:
        assert partner_bookings.tell_of_lost_key(connection, house.keys, NGO_A.id, house.clock.now()) == 1
        partner_keys.reset(connection, NGO_A.id)
    house.opened.clear()
    (message,) = told(house, officer)
    assert "can no longer read" in message
    assert booking.reference in message
    assert "Print this code" in partner.send("/key", password=PASSWORD)[1]
    assert not reads(partner, booking)
    assert "None was left" in partner.get(f"/bookings/{booking.id}")


def test_who_is_kept_out_opens_the_key_no_more(
    house: House, partner: Browser, booked: Booked, colleague: Browser, administrator: Browser
) -> None:
    colleague.send("/key/open", kind="accept", code=invited(partner, colleague), password=OWN)
    assert colleague.account is not None
    administrator.send(f"/people/{colleague.account.id}/allow", active="no")
    with house.database.read() as connection:
        assert f"staff:{colleague.account.id}" not in partner_keys.holders(connection, NGO_A.id)
    assert not reads(colleague, booked[1])
    partner.send("/key/open", kind="open", password=PASSWORD)
    assert reads(partner, booked[1])


def test_no_code_and_no_key_stands_in_the_audit(house: House, partner: Browser, booked: Booked) -> None:
    printed = code_of(partner.send("/key/print")[1])
    assert printed not in str(house.audit.verify(house.database))
