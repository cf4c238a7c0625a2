"""A calendar's times: looked at first, then all or none; nothing that an officer was promised goes away."""

import re

from console.house import House
from console.security import COOKIE, form_token
from tests.cast import COUNSELLING
from tests.console.conftest import Browser
from tests.console.test_looks import faults
from tests.console.test_slots import WEEK, states

EVENT = (
    "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;TZID=America/Chicago:{start}\r\nDURATION:PT50M\r\n"
    "SUMMARY:Open\r\n{more}END:VEVENT\r\n"
)


def calendar(*events: str) -> bytes:
    """Return a calendar of events."""
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def event(uid: str, start: str, more: str = "") -> str:
    """Return one event of fifty minutes."""
    return EVENT.format(uid=uid, start=start, more=more)


WEEKLY = event("a", "20261124T170000", "RRULE:FREQ=WEEKLY;COUNT=3\r\n")


def look(browser: Browser, content: bytes, **fields: str) -> tuple[int, str]:
    """Send a calendar; return the status and the page."""
    data = {"token": form_token(browser.client.cookies.get(COOKIE) or ""), "modality": "phone", **fields}
    answer = browser.client.post(f"{WEEK}/calendar", data=data, files=[("file", ("times.ics", content))])
    return answer.status_code, answer.text


def publish(browser: Browser, page: str) -> str:
    """Say yes to what the page shows."""
    (saw,) = re.findall(r'name="saw" value="([0-9a-f]{64})"', page)
    return browser.send(f"{WEEK}/calendar/make", saw=saw)[1]


def test_a_calendar_is_looked_at_before_its_times_are_published(house: House, partner: Browser) -> None:
    _, page = look(partner, calendar(WEEKLY))
    assert "3 new times" in page
    assert faults(page) == []
    assert states(house) == []
    assert "The times are published" in publish(partner, page)
    assert states(house) == ["free"] * 3
    assert "there already" in look(partner, calendar(WEEKLY))[1]


def test_one_event_that_cannot_be_taken_keeps_all_out_and_says_why(house: House, partner: Browser) -> None:
    _, page = look(partner, calendar(WEEKLY, event("b", "20261124T173000")))
    assert "it overlaps a time that is there already" in page
    assert f"{WEEK}/calendar/make" not in page
    whole_day = "BEGIN:VEVENT\r\nUID:c\r\nDTSTART;VALUE=DATE:20261125\r\nSUMMARY:Open\r\nEND:VEVENT\r\n"
    assert "an appointment needs times" in look(partner, calendar(WEEKLY, whole_day))[1]
    other = event("d", "20261125T170000", "X-CODE4-SERVICE:Somebody else\r\n")
    assert "it names no service of the directory" in look(partner, calendar(WEEKLY, other))[1]
    assert states(house) == []


def test_a_time_that_is_called_off_but_booked_stays_and_is_named(house: House, partner: Browser) -> None:
    publish(partner, look(partner, calendar(WEEKLY))[1])
    with house.database.write() as connection:
        connection.exec_driver_sql("UPDATE slot SET state = 'busy' WHERE start LIKE '2026-11-24%'")
    off = WEEKLY.replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT")
    _, page = look(partner, calendar(off))
    assert "They stay" in page
    publish(partner, page)
    assert sorted(states(house)) == ["busy", "busy-unavailable", "busy-unavailable"]


def test_what_is_no_calendar_is_refused_in_words(partner: Browser) -> None:
    assert "this is no iCalendar file" in look(partner, b"PK\x03\x04")[1]
    assert look(partner, b"")[0] == 200
    assert "Somebody changed" in partner.send(f"{WEEK}/calendar/make", saw="0" * 64)[1]


def test_another_partner_sends_no_calendar_for_it(house: House, other_partner: Browser) -> None:
    assert look(other_partner, calendar(WEEKLY))[0] == 404
    assert other_partner.send(f"{WEEK}/calendar/make", saw="0" * 64)[0] == 404
    assert COUNSELLING.id in WEEK
    assert states(house) == []
