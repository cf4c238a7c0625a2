"""The drill of docs/running.md, "A partner loses its key", played by a partner at the console and by the operator."""

import re
from datetime import timedelta

import pytest

from care import bookings, slots
from care.bookings import Booked
from care.desk import Booking
from care.names import SlotId, new_inbox_id
from cli.keys import _reset
from console.house import House
from settings import ROOT
from storage.desk import StoredOffice
from storage.slots import add_slots
from tests.cast import NGO_A, a_slot
from tests.console.conftest import PASSWORD, Browser
from tests.databases import NOON
from tests.storage.offices import consenting

NUMBER = "207-555-0123"
AFTER_THE_LOSS = "another horse, another battery"
DRILL = (ROOT / "docs" / "running.md").read_text().partition("## A partner loses its key")[2].partition("\n## ")[0]


def booked(house: House, officer: int, slot: str) -> Booking:
    """Return a booking with NGO A for which a number was left."""
    with house.database.write() as connection:
        add_slots(connection, [a_slot(slot, NOON + timedelta(days=officer))])
    who = consenting(house.database, house.keys, officer)
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        slots.hold(desk, who, SlotId(slot), new_inbox_id(), NOON)
        result = bookings.book(desk, who, SlotId(slot), NUMBER, new_inbox_id(), NOON)
    assert isinstance(result, Booked)
    return result.booking


def printed(page: str) -> str:
    """Return the code of a page that shows one."""
    found = re.search(r'<code class="secret">([^<]+)</code>', page)
    assert found is not None
    return found.group(1)


def contact(partner: Browser, booking: Booking) -> str:
    return partner.send(f"/bookings/{booking.id}/contact")[1]


@pytest.fixture
def code(partner: Browser) -> str:
    """The code that a partner printed at its first visit."""
    return printed(partner.send("/key", password=PASSWORD)[1])


@pytest.fixture
def locked_out(house: House, partner: Browser, code: str) -> Browser:
    """The partner once every password was forgotten and a new one given: it logs in, and opens no key."""
    assert partner.account is not None
    with house.database.write() as connection:
        house.accounts.set_password(connection, partner.account.id, AFTER_THE_LOSS)
    house.opened.clear()
    return partner


def test_the_printed_code_opens_the_key_when_every_password_is_lost(
    house: House, locked_out: Browser, code: str
) -> None:
    booking = booked(house, 1, "slot-a")
    assert locked_out.send("/key/open", password=AFTER_THE_LOSS)[0] == 422
    assert NUMBER not in contact(locked_out, booking)
    locked_out.send("/key/open", password=AFTER_THE_LOSS, code=code, kind="recover")
    assert NUMBER in contact(locked_out, booking)
    again = printed(locked_out.send("/key/print")[1])
    assert again != code


def test_without_the_code_the_operator_takes_the_key_out_of_use_and_a_new_one_serves(
    house: House, locked_out: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = booked(house, 1, "slot-a")
    assert "code4 keys reset-partner" in DRILL
    _reset(house.audit, house.database, NGO_A.id)
    assert "earlier contacts are gone" in capsys.readouterr().out
    printed(locked_out.send("/key", password=AFTER_THE_LOSS)[1])
    assert NUMBER not in contact(locked_out, lost)
    assert NUMBER in contact(locked_out, booked(house, 2, "slot-b"))
    assert "partner_key.reset" in [entry["what"] for entry in house.audit.verify(house.database)]
