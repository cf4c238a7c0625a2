"""Free times from calendars, as calendar programs write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from care.directory import Modality, SlotState
from settings import ROOT
from storage import directory
from storage.calendars import Availability, CalendarError, Choice, Taken, read_calendar, take
from storage.database import Database
from storage.samples import load_samples
from storage.tables.slots import slots
from tests.databases import NOON

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"
ZONE = ZoneInfo("America/New_York")


def calendar(*events: str) -> bytes:
    bodies = "".join(f"BEGIN:VEVENT\r\nUID:{n}@x\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return (HEAD + bodies + "END:VCALENDAR\r\n").encode()


def lines(*given: str) -> str:
    return "\r\n".join(given)


def read(database: Database, content: bytes, **choice: object) -> Availability:
    with database.read() as connection:
        services = directory.whole(connection).services
    first = next(each for each in services if Modality.PHONE in each.modalities)
    wanted = Choice(**{"service": first.id, "modality": Modality.PHONE, **choice})  # type: ignore[arg-type]
    return read_calendar(content, services, wanted, NOON, ZONE.key)


@pytest.fixture
def city(sqlite_database: Database) -> Database:
    load_samples(sqlite_database, ROOT / "samples", NOON)
    return sqlite_database


def local(found: Availability) -> list[str]:
    return [f"{slot.start.astimezone(ZONE):%m-%d %H:%M}" for slot in found.slots]


WEEKLY = lines(
    "DTSTART;TZID=America/New_York:20261117T170000",
    "DTEND;TZID=America/New_York:20261117T175000",
    "RRULE:FREQ=WEEKLY;COUNT=5",
)


def test_a_weekly_event_keeps_its_wall_clock_time(city: Database) -> None:
    rule = WEEKLY.replace("COUNT=5", "UNTIL=20270331T235959Z")
    found = read(city, calendar(rule))
    assert {slot.start.astimezone(ZONE).hour for slot in found.slots} == {17}
    assert {slot.start.hour for slot in found.slots} == {21, 22}  # summer time begins in March


def test_exceptions_take_single_times_out(city: Database) -> None:
    found = read(city, calendar(WEEKLY + "\r\nEXDATE;TZID=America/New_York:20261124T170000"))
    assert local(found) == ["11-17 17:00", "12-01 17:00", "12-08 17:00", "12-15 17:00"]
    assert len(found.called_off) == 1


def test_a_moved_occurrence_is_at_its_new_time_only(city: Database) -> None:
    moved = lines(
        "RECURRENCE-ID;TZID=America/New_York:20261124T170000",
        "DTSTART;TZID=America/New_York:20261125T190000",
        "DURATION:PT50M",
    )
    content = calendar(WEEKLY, moved).replace(b"UID:1@x", b"UID:0@x")
    found = read(city, content)
    assert sorted(local(found)) == ["11-17 17:00", "11-25 19:00", "12-01 17:00", "12-08 17:00", "12-15 17:00"]


def test_added_dates_are_taken(city: Database) -> None:
    found = read(city, calendar(WEEKLY + "\r\nRDATE;TZID=America/New_York:20261219T100000"))
    assert "12-19 10:00" in local(found)


def test_times_in_utc_and_times_without_a_zone_are_read(city: Database) -> None:
    utc = lines("DTSTART:20261117T220000Z", "DTEND:20261117T225000Z")
    floating = lines("DTSTART:20261118T170000", "DTEND:20261118T175000")
    assert local(read(city, calendar(utc, floating))) == ["11-17 17:00", "11-18 17:00"]


def test_a_long_event_is_cut_into_slots(city: Database) -> None:
    evening = lines("DTSTART:20261117T170000", "DTEND:20261117T210000")
    found = read(city, calendar(evening), minutes=50)
    assert local(found) == ["11-17 17:00", "11-17 17:50", "11-17 18:40", "11-17 19:30"]
    assert {slot.end - slot.start for slot in found.slots} == {timedelta(minutes=50)}


def test_an_event_may_name_its_service_and_how(city: Database) -> None:
    with city.read() as connection:
        service = next(s for s in directory.whole(connection).services if Modality.VIDEO in s.modalities)
    event = WEEKLY + f"\r\nSUMMARY:{service.name.en.replace(',', chr(92) + ',')}\r\nCATEGORIES:video"
    found = read(city, calendar(event), service=None, modality=None)
    assert {slot.service for slot in found.slots} == {service.id}
    assert {slot.modality for slot in found.slots} == {Modality.VIDEO}


@pytest.mark.parametrize(
    "event",
    [
        lines("DTSTART;VALUE=DATE:20261117", "DTEND;VALUE=DATE:20261118"),
        lines("DTSTART:20261117T170000", "DTEND:20261117T160000"),
        "DTSTART:20261117T170000",
    ],
    ids=["a whole day", "an end before its start", "no end"],
)
def test_an_event_that_is_no_appointment_is_refused_by_its_number(city: Database, event: str) -> None:
    found = read(city, calendar(WEEKLY, event))
    assert [number for number, _ in found.refused] == [2]


@pytest.mark.parametrize("content", [b"", b"hello", HEAD.encode(), calendar()])
def test_what_is_no_calendar_is_said_to_be_none(city: Database, content: bytes) -> None:
    with pytest.raises(CalendarError):
        read(city, content)


def test_times_that_are_over_give_no_slot(city: Database) -> None:
    assert read(city, calendar(lines("DTSTART:20200101T170000", "DTEND:20200101T180000"))).slots == []


def test_a_rule_without_an_end_is_cut_at_half_a_year(city: Database) -> None:
    found = read(city, calendar(WEEKLY.replace(";COUNT=5", "")))
    assert 25 <= len(found.slots) <= 27
    assert max(slot.start for slot in found.slots) < datetime(2027, 6, 1, tzinfo=UTC)


def test_promise_3_a_called_off_time_that_is_promised_stays(city: Database) -> None:
    with city.write() as connection:
        assert take(connection, read(city, calendar(WEEKLY))).new == 5
    called_off = read(city, calendar(WEEKLY + "\r\nSTATUS:CANCELLED"))
    booked = called_off.called_off[0]
    with city.write() as connection:
        connection.execute(update(slots).where(slots.c.id == booked.id).values(state=SlotState.BUSY))
        assert take(connection, called_off) == Taken(new=0, withdrawn=4, promised=1)
        assert connection.execute(select(slots.c.state).where(slots.c.id == booked.id)).scalar() == SlotState.BUSY


def test_the_same_calendar_again_changes_nothing(city: Database) -> None:
    with city.write() as connection:
        take(connection, read(city, calendar(WEEKLY)))
        assert take(connection, read(city, calendar(WEEKLY))) == Taken(0, 0, 0)
