"""A partner's times: patterns are shown before they are published, and nothing held or booked changes silently."""

from sqlalchemy import select

from console.house import House
from storage import patterns, slots
from storage.tables.slots import slots as slot_table
from tests.cast import COUNSELLING, a_slot
from tests.console.conftest import Browser
from tests.databases import NOON

WEEK = f"/slots/{COUNSELLING.id}"
TUESDAYS: dict[str, str | list[str]] = {
    "weekdays": ["1"],
    "opens_at": "17:00",
    "closes_at": "21:00",
    "minutes": "50",
    "gap": "10",
    "modality": "video",
    "first": "2026-11-16",
    "last": "2027-03-01",
    "holidays": "y",
}


def states(house: House) -> list[str]:
    """Return the states of all slots, by time."""
    with house.database.read() as connection:
        return list(connection.execute(select(slot_table.c.state).order_by(slot_table.c.start)).scalars())


def test_a_pattern_is_shown_before_it_is_published(house: House, partner: Browser) -> None:
    _, page = partner.send(f"{WEEK}/try", **TUESDAYS)
    assert "60 times" in page
    assert states(house) == []
    partner.send(f"{WEEK}/make", **TUESDAYS)
    assert states(house) == ["free"] * 24  # six weeks ahead, four a Tuesday
    assert "17:00 Video, free" in partner.get(f"{WEEK}?week=2026-11-17")


def test_a_pattern_leaves_public_holidays_out(house: House, partner: Browser) -> None:
    thanksgiving = TUESDAYS | {"weekdays": ["3"], "first": "2026-11-20", "last": "2026-11-30"}
    assert "makes no time" in partner.send(f"{WEEK}/try", **thanksgiving)[1]
    thanksgiving.pop("holidays")
    assert "4 times" in partner.send(f"{WEEK}/try", **thanksgiving)[1]


def test_a_pattern_that_overlaps_is_not_offered_for_publishing(partner: Browser) -> None:
    partner.send(f"{WEEK}/make", **TUESDAYS)
    page = partner.send(f"{WEEK}/try", **(TUESDAYS | {"modality": "phone", "opens_at": "17:30"}))[1]
    assert "overlap" in page
    assert f"{WEEK}/make" not in page


def test_the_end_of_a_pattern_leaves_what_is_held_or_booked(house: House, partner: Browser) -> None:
    partner.send(f"{WEEK}/make", **TUESDAYS)
    with house.database.write() as connection:
        first = patterns.between(connection, COUNSELLING.id, NOON, NOON.replace(month=12, year=2027), NOON)[0]
        connection.execute(slot_table.update().where(slot_table.c.id == first.id).values(state="busy"))
        (pattern, _), *_ = patterns.of_service(connection, COUNSELLING.id)
    _, page = partner.send(f"{WEEK}/patterns/{pattern}/end", day="2026-11-16")
    assert states(house) == ["busy"]
    assert "1 times of this pattern are held or booked" in page


def test_only_a_free_time_can_be_blocked(house: House, partner: Browser) -> None:
    with house.database.write() as connection:
        slots.add_slots(connection, [a_slot("slot-a", NOON.replace(day=18))])
    partner.send("/times/slot-a/block")
    assert states(house) == ["busy-unavailable"]
    partner.send("/times/slot-a/free")
    with house.database.write() as connection:
        connection.execute(slot_table.update().values(state="busy"))
    assert "left as it is" in partner.send("/times/slot-a/block")[1]
    assert states(house) == ["busy"]


def test_a_single_time_is_published_unless_it_overlaps(house: House, partner: Browser) -> None:
    one: dict[str, str] = {"day": "2026-11-20", "at": "10:00", "minutes": "50", "modality": "phone"}
    partner.send(WEEK, **one)
    partner.send(WEEK, **(one | {"at": "10:30", "modality": "video"}))
    partner.send(WEEK, **(one | {"day": "2026-11-01"}))
    assert states(house) == ["free"]


def test_hours_that_cannot_be_are_refused_beside_their_field(partner: Browser) -> None:
    status, page = partner.send(f"{WEEK}/try", **(TUESDAYS | {"closes_at": "16:00", "minutes": "ten"}))
    assert status == 422
    assert "must come after" in page
    assert "not possible" in page
