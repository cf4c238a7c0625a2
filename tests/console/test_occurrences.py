"""One time changed by itself, or with all that follow; whoever holds or booked one is never passed over in silence."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from care import bookings as booking_rules
from care import slots as slot_rules
from care.bookings import Booked
from care.desk import Booking
from care.directory import Modality, Slot
from care.names import OfficerId, SlotId, new_inbox_id
from care.schedules import slot_id
from console.house import House
from storage import patterns
from storage.desk import StoredOffice
from storage.tables.slots import slots as slot_table
from storage.upkeep import publish_slots
from tests.cast import COUNSELLING
from tests.console.conftest import Browser
from tests.console.test_bookings import told
from tests.console.test_looks import faults
from tests.console.test_slots import TUESDAYS, WEEK
from tests.databases import NOON
from tests.storage.offices import consenting

CHICAGO = ZoneInfo("America/Chicago")
EVENING = datetime(2026, 11, 24, 17, 0, tzinfo=CHICAGO)
HOURS = {key: value for key, value in TUESDAYS.items() if key not in ("first", "last")} | {
    "first": "2026-11-24",
    "last": "2027-03-01",
}
ONE = {"day": "2026-11-25", "at": "18:00", "minutes": "50", "modality": "phone_or_video"}


def id_at(start: datetime, modality: Modality = Modality.VIDEO) -> SlotId:
    """Return the id of a time of the counselling."""
    return slot_id(COUNSELLING.id, start.astimezone(UTC), modality)


def times(house: House) -> dict[str, str]:
    """Return the state of each time of the next three weeks by its local beginning."""
    with house.database.read() as connection:
        rows = connection.execute(select(slot_table).where(slot_table.c.start < NOON + timedelta(days=21))).all()
    return {f"{row.start.astimezone(CHICAGO):%m-%d %H:%M} {row.modality}": row.state for row in rows}


@pytest.fixture
def drawn(partner: Browser) -> Browser:
    """Return the partner with Tuesdays drawn."""
    partner.send(f"{WEEK}/make", **TUESDAYS)
    return partner


@pytest.fixture
def booked(house: House, drawn: Browser) -> tuple[OfficerId, Booking]:
    """Return an officer who booked the Tuesday evening."""
    officer = consenting(house.database, house.keys, 1)
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        slot_rules.hold(desk, officer, id_at(EVENING), new_inbox_id(), NOON)
        result = booking_rules.book(desk, officer, id_at(EVENING), None, new_inbox_id(), NOON)
    assert isinstance(result, Booked)
    return officer, result.booking


def changed(browser: Browser, start: datetime, promised: str = "keep", **hours: str | list[str]) -> str:
    """Change the hours from a time on, as the preview offers it; return the week's page."""
    path = f"/times/{id_at(start)}/after"
    status, page = browser.send(f"{path}/try", **{**HOURS, **hours})
    assert status == 200
    (saw,) = re.findall(r'name="saw" value="([0-9a-f]{64})"', page)
    return browser.send(path, **{**HOURS, **hours}, saw=saw, promised=promised)[1]


def test_one_time_is_moved_and_the_pattern_does_not_bring_it_back(house: House, drawn: Browser) -> None:
    assert "Change all from here on" in drawn.get(f"/times/{id_at(EVENING)}")
    drawn.send(f"/times/{id_at(EVENING)}/move", **ONE)
    with house.database.write() as connection:
        publish_slots(connection, NOON)
    found = times(house)
    assert found["11-24 17:00 video"] == "busy-unavailable"
    assert found["11-25 18:00 phone_or_video"] == "free"
    assert found["12-01 17:00 video"] == "free"


def test_one_time_is_made_longer_and_never_over_another(house: House, drawn: Browser) -> None:
    path = f"/times/{id_at(EVENING)}/move"
    same = {"day": "2026-11-24", "at": "17:00", "modality": "video"}
    assert "overlaps another" in drawn.send(path, **same, minutes="90")[1]
    drawn.send(path, **same, minutes="60")
    with house.database.read() as connection:
        row = connection.execute(select(slot_table).where(slot_table.c.id == id_at(EVENING))).one()
    assert row.end - row.start == timedelta(minutes=60)
    assert row.state == "free"


def test_a_time_that_somebody_is_choosing_is_left_alone(house: House, drawn: Browser) -> None:
    officer = consenting(house.database, house.keys, 1)
    with StoredOffice(house.database, house.keys, house.clock).desk() as desk:
        slot_rules.hold(desk, officer, id_at(EVENING), new_inbox_id(), NOON)
    assert "Wait ten minutes" in drawn.get(f"/times/{id_at(EVENING)}")
    assert "was left as it is" in drawn.send(f"/times/{id_at(EVENING)}/move", **ONE, tell="yes")[1]
    assert times(house)["11-24 17:00 video"] == "busy-tentative"
    assert "11-25 18:00 phone_or_video" not in times(house)


def test_a_booked_time_is_changed_only_with_word_to_the_officer_and_the_new_time_kept(
    house: House, drawn: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    path = f"/times/{id_at(EVENING)}/move"
    assert "tell the officer" in drawn.get(f"/times/{id_at(EVENING)}")
    near = ONE | {"day": "2026-11-24", "at": "16:00"}
    drawn.send(path, **near)
    assert times(house)["11-24 17:00 video"] == "busy"
    drawn.send(path, **near, tell="yes")
    (message,) = told(house, booked[0])
    assert booked[1].reference in message
    assert id_at(EVENING.replace(hour=16), Modality.EITHER) in message
    assert times(house)["11-24 16:00 phone_or_video"] == "busy-tentative"


def test_all_that_follow_are_changed_and_what_is_before_stays(house: House, drawn: Browser) -> None:
    page = changed(drawn, EVENING + timedelta(days=7), opens_at="18:00", modality="phone")
    assert "changed from that day on" in page
    found = times(house)
    assert found["11-24 17:00 video"] == "free"
    assert "12-01 17:00 video" not in found
    assert found["12-01 18:00 phone"] == "free"


def test_a_booked_time_stays_when_the_hours_change_and_nothing_is_laid_over_it(
    house: House, drawn: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    page = changed(drawn, EVENING, opens_at="17:30")
    assert "1 times of this pattern are held or booked" in page
    with house.database.write() as connection:
        publish_slots(connection, NOON)
    found = times(house)
    assert found["11-24 17:00 video"] == "busy"
    assert found["11-24 17:30 video"] == "busy-unavailable"
    assert found["12-01 17:30 video"] == "free"
    assert told(house, booked[0]) == []


def test_a_booked_time_is_cancelled_with_word_to_the_officer_when_the_partner_says_so(
    house: House, drawn: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    changed(drawn, EVENING, "tell", opens_at="17:30")
    (message,) = told(house, booked[0])
    assert booked[1].reference in message
    assert times(house)["11-24 17:30 video"] == "busy-tentative"  # the first of the other times, kept for them


def test_a_booked_time_that_the_new_hours_have_too_is_untouched(
    house: House, drawn: Browser, booked: tuple[OfficerId, Booking]
) -> None:
    changed(drawn, EVENING, "tell", closes_at="19:00")
    assert times(house)["11-24 17:00 video"] == "busy"
    assert told(house, booked[0]) == []


def test_two_who_change_the_same_hours_do_not_write_over_each_other(house: House, drawn: Browser) -> None:
    path = f"/times/{id_at(EVENING)}/after"
    hours = {**HOURS, "opens_at": "18:00"}
    (saw,) = re.findall(r'name="saw" value="([0-9a-f]{64})"', drawn.send(f"{path}/try", **hours)[1])
    drawn.send(f"/times/{id_at(EVENING)}/block")
    assert "Somebody changed these times" in drawn.send(path, **hours, saw=saw)[1]
    assert times(house)["11-24 18:00 video"] == "free"
    assert times(house)["12-01 17:00 video"] == "free"


def test_the_end_of_a_pattern_goes_by_the_day_of_its_own_zone(house: House, drawn: Browser) -> None:
    with house.database.read() as connection:
        ((pattern, _),) = patterns.of_service(connection, COUNSELLING.id)
    drawn.send(f"{WEEK}/patterns/{pattern}/end", day="2026-11-25")
    found = times(house)
    assert found["11-24 20:00 video"] == "free"  # two in the morning of the 25th in UTC
    assert "12-01 17:00 video" not in found


def test_a_pattern_by_phone_or_video_makes_one_time_for_both(house: House, partner: Browser) -> None:
    partner.send(f"{WEEK}/make", **(TUESDAYS | {"modality": "phone_or_video"}))
    assert set(times(house).values()) == {"free"}
    assert "Phone or video, free" in partner.get(f"{WEEK}?week=2026-11-24")
    with house.database.read() as connection:
        made: list[Slot] = patterns.between(connection, COUNSELLING.id, NOON, NOON + timedelta(days=9), NOON)
    assert {each.modality for each in made} == {Modality.EITHER}


def test_these_pages_too_can_be_used_without_seeing_them(drawn: Browser, booked: tuple[OfficerId, Booking]) -> None:
    assert faults(drawn.get(f"/times/{id_at(EVENING)}")) == []
    page = drawn.send(f"/times/{id_at(EVENING)}/after/try", **{**HOURS, "opens_at": "17:30"})[1]
    assert "What about them?" in page
    assert faults(page) == []


def test_a_blocked_time_is_not_freed_under_another_that_lies_over_it(house: House, drawn: Browser) -> None:
    drawn.send(f"/times/{id_at(EVENING)}/move", **(ONE | {"day": "2026-11-24", "at": "16:30", "minutes": "60"}))
    assert "overlaps another" in drawn.send(f"/times/{id_at(EVENING)}/free")[1]
    assert times(house)["11-24 17:00 video"] == "busy-unavailable"


def test_a_time_far_ahead_may_not_lie_where_a_pattern_will_make_one(house: House, drawn: Browser) -> None:
    before = times(house)
    far = {"day": "2027-02-23", "minutes": "50", "modality": "phone"}
    assert "overlaps another" in drawn.send(WEEK, **far, at="17:30")[1]
    drawn.send(WEEK, **far, at="15:30")
    later = TUESDAYS | {"opens_at": "20:30", "closes_at": "21:30", "first": "2027-02-01"}
    assert "overlap times" in drawn.send(f"{WEEK}/try", **later)[1]
    assert "overlaps another" in drawn.send(f"{WEEK}/make", **later)[1]
    assert times(house) == before


def test_the_same_pattern_is_not_published_twice(drawn: Browser) -> None:
    assert "overlaps another" in drawn.send(f"{WEEK}/make", **TUESDAYS)[1]
