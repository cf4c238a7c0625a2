from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.reminders import PlanError, Quiet, Shift
from care.shifts import read_cycle, read_quiet, read_zone

DAY, EVENING, NIGHT, OFF = Shift


@pytest.mark.parametrize(
    ("text", "cycle"),
    [
        ("2 days, 2 nights, 4 off", (DAY, DAY, NIGHT, NIGHT, OFF, OFF, OFF, OFF)),
        ("four nights then three off", (NIGHT,) * 4 + (OFF,) * 3),
        ("2 días, 2 noches, 3 libres", (DAY, DAY, NIGHT, NIGHT, OFF, OFF, OFF)),
        ("dos tardes y dos descansos", (EVENING, EVENING, OFF, OFF)),
        ("3 days off, 4 nights", (OFF,) * 3 + (NIGHT,) * 4),
    ],
)
def test_a_rotation_is_read_day_by_day(text: str, cycle: tuple[Shift, ...]) -> None:
    assert read_cycle(text) == cycle


@pytest.mark.parametrize("text", ["whatever comes", "", "7 off", "99 nights, 99 days", "0 days", "1 day"])
def test_what_is_no_rotation_is_refused(text: str) -> None:
    with pytest.raises(PlanError):
        read_cycle(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("22 to 7", time(22), time(7)),
        ("from 10 pm to 6:30 am", time(22), time(6, 30)),
        ("de 23:15 a 7:00", time(23, 15), time(7)),
        ("9-17", time(9), time(17)),
        ("12 am to 8 am", time(0), time(8)),
        ("22 a 24", time(22), time(0)),
    ],
)
def test_quiet_hours_may_cross_midnight(text: str, start: time, end: time) -> None:
    assert read_quiet(text) == Quiet(start, end)


@pytest.mark.parametrize("text", ["25 to 7", "22", "at night", "7 to 7", "22:75 to 6", "13 pm to 5 am", "1 2 3"])
def test_what_are_no_quiet_hours_is_refused(text: str) -> None:
    with pytest.raises(PlanError):
        read_quiet(text)


@pytest.mark.parametrize(
    ("text", "zone"),
    [("America/Denver", "America/Denver"), ("chicago", "America/Chicago"), ("New York", "America/New_York")],
)
def test_a_time_zone_is_known_by_its_name_or_city(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize("text", ["Mars/Olympus", "", "somewhere", "../etc"])
def test_a_time_zone_that_does_not_exist_is_not_guessed(text: str) -> None:
    with pytest.raises(PlanError):
        read_zone(text)


@given(st.text(max_size=40))
def test_any_text_is_refused_or_read(text: str) -> None:
    for read in (read_cycle, read_quiet, read_zone):
        with suppress(PlanError):
            assert read(text)
