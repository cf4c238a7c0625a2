from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from care.windows import HORIZON_DAYS, PastTime, Window, windows
from tests.databases import NOON

CHICAGO = ZoneInfo("America/Chicago")


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=CHICAGO, fold=fold)  # type: ignore[misc, arg-type]


def one(known: dict[str, Any], now: datetime = NOON) -> Window:
    (window,) = windows(known, now, "America/Chicago")
    return window


def test_tuesday_evening_is_five_to_ten_of_that_day_here() -> None:
    window = one({"date": "2026-11-17", "part_of_day": "evening"})
    assert (window.start, window.end) == (local(2026, 11, 17, 17), local(2026, 11, 17, 22))


def test_a_night_lasts_until_the_next_morning() -> None:
    window = one({"date": "2026-11-17", "part_of_day": "night"})
    assert (window.start, window.end) == (local(2026, 11, 17, 22), local(2026, 11, 18, 5))


def test_the_small_hours_belong_to_the_night_that_has_begun() -> None:
    first = windows({"part_of_day": "night"}, local(2026, 11, 17, 2), "America/Chicago")[0]
    assert (first.start, first.end) == (local(2026, 11, 16, 22), local(2026, 11, 17, 5))


def test_an_exact_time_means_about_that_time() -> None:
    window = one({"date": "2026-11-17", "time": "18:00"})
    assert window.target == local(2026, 11, 17, 18)
    assert local(2026, 11, 17, 17, 45) in window
    assert local(2026, 11, 17, 19) not in window


def test_after_six_lasts_until_midnight_and_before_nine_begins_there() -> None:
    assert one({"date": "2026-11-17", "time_from": "18:00"}).end == local(2026, 11, 18)
    assert one({"date": "2026-11-17", "time_to": "09:00"}).start == local(2026, 11, 17)


def test_a_span_over_midnight_ends_on_the_next_day() -> None:
    window = one({"date": "2026-11-17", "time_from": "22:00", "time_to": "02:00"})
    assert window.end == local(2026, 11, 18, 2)


def test_a_week_has_a_window_for_each_of_its_days() -> None:
    found = windows({"date": "2026-11-23", "date_end": "2026-11-29"}, NOON, "America/Chicago")
    assert len(found) == 7
    assert all(one.end == two.start for one, two in pairwise(found))


def test_without_a_date_every_coming_day_will_do() -> None:
    found = windows({"part_of_day": "evening"}, NOON, "America/Chicago")
    assert len(found) == HORIZON_DAYS


def test_a_time_that_has_passed_is_named_so() -> None:
    with pytest.raises(PastTime):
        windows({"date": "2026-11-16", "part_of_day": "morning"}, NOON, "America/Chicago")


def test_today_still_means_what_is_left_of_it() -> None:
    assert one({"date": "2026-11-16"}).end > NOON


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25), ("2026-11-02", 24)])
def test_a_day_is_as_long_as_the_clock_makes_it(day: str, hours: int) -> None:
    window = one({"date": day}, datetime(2026, 1, 1, tzinfo=UTC))
    assert window.end - window.start == timedelta(hours=hours)


def test_an_hour_that_comes_twice_is_in_the_window_twice() -> None:
    window = one({"date": "2026-11-01", "time_from": "01:00", "time_to": "01:59"}, local(2026, 10, 30, 12))
    assert local(2026, 11, 1, 1, 30, fold=0) in window
    assert local(2026, 11, 1, 1, 30, fold=1) in window


def test_a_time_that_the_clock_skips_still_gives_a_window() -> None:
    window = one({"date": "2026-03-08", "time_from": "02:15", "time_to": "02:45"}, local(2026, 3, 7, 12))
    assert window.start < window.end


@pytest.mark.parametrize("known", [{"date": "tomorrow"}, {"time": "25:00"}, {"time_from": "six"}])
def test_what_is_no_date_or_time_is_refused(known: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        windows(known, NOON, "America/Chicago")
