"""Checks after a crisis come while the person is awake, in every zone, over both changes of summer time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.crisis_checks import APART, DAYS, NIGHTS, SOONEST, Rhythm, awake_from, check_times, is_too_close, one_more
from tests.care.zones import ZONES

CHICAGO = "America/Chicago"
RHYTHMS = st.sampled_from((DAYS, NIGHTS))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


def local(at: datetime, zone: str = CHICAGO) -> datetime:
    return at.astimezone(ZoneInfo(zone))


@pytest.mark.parametrize(
    ("hour", "first", "second"),
    [
        (3, "16 10:00", "17 10:00"),
        (12, "16 18:00", "17 10:00"),
        (16, "16 18:00", "17 10:00"),
        (17, "16 21:00", "17 10:00"),
        (20, "17 10:00", "18 10:00"),
        (23, "17 10:00", "18 10:00"),
    ],
)
def test_the_first_check_is_soon_and_the_second_on_the_next_day(hour: int, first: str, second: str) -> None:
    now = datetime(2026, 11, 16, hour, tzinfo=ZoneInfo(CHICAGO)).astimezone(UTC)
    assert [f"{local(at):%d %H:%M}" for at in check_times(now, CHICAGO)] == [first, second]


def test_who_works_nights_is_asked_in_the_evening() -> None:
    now = datetime(2026, 11, 16, 12, tzinfo=ZoneInfo(CHICAGO))
    assert [f"{local(at):%d %H:%M}" for at in check_times(now, CHICAGO, NIGHTS)] == ["16 18:00", "17 18:00"]


@given(now=INSTANTS, zone=st.sampled_from(ZONES), rhythm=RHYTHMS)
def test_no_check_wakes_anybody_in_any_zone(now: datetime, zone: str, rhythm: Rhythm) -> None:
    first, second = check_times(now, zone, rhythm)
    again = one_more(second, zone, rhythm)
    assert now + SOONEST <= first < second < again
    assert not any(rhythm.rest.holds(local(at, zone).time()) for at in (first, second, again))


@given(now=INSTANTS, zone=st.sampled_from(ZONES), rhythm=RHYTHMS)
def test_what_is_late_waits_for_the_end_of_the_rest_and_no_longer(now: datetime, zone: str, rhythm: Rhythm) -> None:
    awake = awake_from(now, zone, rhythm)
    assert not rhythm.rest.holds(local(awake, zone).time())
    assert awake - now <= timedelta(hours=11)


def test_two_checks_on_each_others_heels_are_too_close() -> None:
    now = datetime(2026, 11, 16, 12, tzinfo=UTC)
    assert is_too_close(now, now + APART - timedelta(minutes=1))
    assert not is_too_close(now, now + APART)


def test_the_hours_lie_outside_the_rest() -> None:
    for rhythm in (DAYS, NIGHTS):
        assert not any(rhythm.rest.holds(hour) for hour in rhythm.hours)
        assert time(0) not in rhythm.hours
