"""The rules of days: week-days, midnight, months that end, and the clocks' changes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from language.entities import extract
from tests.language.entities.tables import WEDNESDAY, ZONE, said_of

DAYS = "monday tuesday wednesday thursday friday saturday sunday"


@pytest.mark.parametrize("ahead", range(7))
def test_a_week_day_said_on_that_day_means_next_week(ahead: int) -> None:
    now = WEDNESDAY + timedelta(days=ahead)
    name = DAYS.split()[now.weekday()]
    for said in (name, f"this {name}", f"on {name}"):
        assert said_of(said, "datetime", now=now) == f"date={(now + timedelta(days=7)).date()}"


@pytest.mark.parametrize("ahead", range(7))
def test_next_friday_is_that_of_the_next_calendar_week(ahead: int) -> None:
    now = WEDNESDAY + timedelta(days=ahead)
    monday = now.date() - timedelta(days=now.weekday())
    assert said_of("next friday", "datetime", now=now) == f"date={monday + timedelta(days=11)}"


def test_today_is_the_officers_day_and_not_utcs() -> None:
    late = datetime(2026, 11, 19, 4, 30, tzinfo=ZoneInfo("UTC"))
    in_chicago = extract("tomorrow", late, "America/Chicago", "en")[0].value
    in_london = extract("tomorrow", late, "Europe/London", "en")[0].value
    assert in_chicago == {"date": "2026-11-19"}
    assert in_london == {"date": "2026-11-20"}


def test_an_instant_without_a_zone_is_taken_as_utc() -> None:
    found = extract("today", datetime(2026, 11, 19, 4, 30), ZONE, "en")
    assert found[0].value == {"date": "2026-11-18"}


def test_a_day_that_a_month_lacks_is_looked_for_in_the_next() -> None:
    now = datetime(2027, 1, 31, 9, tzinfo=ZoneInfo(ZONE))
    assert said_of("the 30th", "datetime", now=now) == "date=2027-03-30"
    assert said_of("in a month", "datetime", now=now) == "date=2027-02-28"
    assert said_of("february 29", "datetime", now=now) == "date=2028-02-29"


def test_the_year_turns() -> None:
    now = datetime(2026, 12, 30, 9, tzinfo=ZoneInfo(ZONE))
    assert said_of("jan 4", "datetime", now=now) == "date=2027-01-04"
    assert said_of("next week", "datetime", now=now) == "date=2027-01-04 end=2027-01-10"
    assert said_of("dec 30", "datetime", now=now) == "date=2026-12-30"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Clocks go forward on 2027-03-14 at 02:00 and back on 2026-11-01 at 02:00.
        (datetime(2027, 3, 14, 1, 30, tzinfo=ZoneInfo(ZONE)), "date=2027-03-14 time=04:30"),
        (datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo(ZONE)), "date=2026-11-01 time=01:30"),
    ],
)
def test_an_hour_is_an_hour_across_a_change_of_the_clocks(now: datetime, expected: str) -> None:
    assert said_of("in two hours", "datetime", now=now) == expected


@pytest.mark.parametrize("day", [date(2027, 3, 13), date(2027, 3, 14), date(2026, 10, 31), date(2026, 11, 1)])
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_tomorrow_is_the_next_date_on_the_days_the_clocks_change(day: date, hour: int) -> None:
    now = datetime(day.year, day.month, day.day, hour, 30, tzinfo=ZoneInfo(ZONE))
    assert said_of("tomorrow at 9", "datetime", now=now) == f"date={day + timedelta(days=1)} time=09:00"


def test_a_part_of_today_that_is_over_is_no_wish() -> None:
    evening = WEDNESDAY.replace(hour=20)
    assert said_of("this morning was awful", "datetime", now=evening) == "-"
    assert said_of("this morning", "datetime") == "date=2026-11-18 part=morning"


def test_an_hour_of_today_is_one_that_still_comes() -> None:
    assert said_of("today at 8", "datetime", now=WEDNESDAY.replace(hour=14)) == "date=2026-11-18 time=20:00"


def test_a_weekend_said_on_it_means_what_is_left_or_the_next() -> None:
    saturday, sunday = WEDNESDAY + timedelta(days=3), WEDNESDAY + timedelta(days=4)
    assert said_of("this weekend", "datetime", now=saturday) == "date=2026-11-21 end=2026-11-22"
    assert said_of("this weekend", "datetime", now=sunday) == "date=2026-11-22 end=2026-11-22"
    assert said_of("any weekend morning", "datetime", now=sunday) == "date=2026-11-28 end=2026-11-29 part=morning"


def test_the_order_of_numbers_follows_the_language() -> None:
    assert said_of("3/12", "datetime", "en") == "date=2027-03-12"
    assert said_of("3/12", "datetime", "es") == "date=2026-12-03"
    assert said_of("25/12", "datetime", "en") == "date=2026-12-25"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("thanksgiving", "2027-11-25"),
        ("christmas eve", "2027-12-24"),
        ("new year's day", "2027-01-01"),
        ("memorial day", "2027-05-31"),
        ("easter", "2027-03-28"),
        ("the day after christmas", "2026-12-26"),
    ],
)
def test_a_holiday_that_has_gone_by_is_the_next_years(said: str, day: str) -> None:
    boxing_day = datetime(2026, 12, 26, 10, tzinfo=ZoneInfo(ZONE))
    assert said_of(said, "datetime", now=boxing_day) == f"date={day}"


def test_a_holiday_said_on_its_day_is_today() -> None:
    christmas = datetime(2026, 12, 25, 9, tzinfo=ZoneInfo(ZONE))
    assert said_of("christmas at 4", "datetime", now=christmas) == "date=2026-12-25 time=16:00"
