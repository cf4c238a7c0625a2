"""Reminders by the calendar: none lost, none doubled, none in quiet hours or leave, in thirty time zones."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.reminders import (
    DAY_REST,
    HOURS,
    Every,
    Leave,
    Plan,
    PlanError,
    Quiet,
    Shift,
    allowed_from,
    next_reminder,
    planned,
    postponed,
)
from tests.care.zones import ZONES

FIRST = date(2026, 11, 16)
WEEKLY = Plan(Every.WEEK, FIRST, "America/Chicago")

hours = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
quiets = st.builds(Quiet, hours, hours).filter(lambda quiet: quiet.start != quiet.end)
leaves = st.builds(
    lambda first, days: Leave(first, first + timedelta(days=days)),
    st.dates(date(2026, 11, 1), date(2028, 12, 31)),
    st.integers(0, 60),
)
plans = st.builds(
    Plan,
    st.sampled_from(Every),
    st.dates(date(2026, 11, 1), date(2027, 12, 31)),
    st.sampled_from(ZONES),
    st.lists(st.sampled_from(Shift), min_size=1, max_size=12).map(tuple),
    quiets,
    st.none() | leaves,
)


def local(plan: Plan, instant: datetime) -> datetime:
    return instant.astimezone(plan.zone)


@given(plans)
def test_no_reminder_is_lost_or_doubled_over_two_years_of_both_clock_changes(plan: Plan) -> None:
    instants = [planned(plan, number) for number in range(104 if plan.every is Every.WEEK else 24)]
    kept = [instant for instant in instants if instant is not None]
    assert all(earlier < later for earlier, later in pairwise(kept))
    if plan.leave is None:
        assert len(kept) == len(instants)


@given(plans, st.integers(0, 60))
def test_no_reminder_comes_in_quiet_hours_or_leave(plan: Plan, number: int) -> None:
    instant = planned(plan, number)
    if instant is not None:
        assert not plan.quiet.holds(local(plan, instant).time())
        assert not (plan.leave and plan.leave.holds(local(plan, instant).date()))


@given(st.sampled_from(ZONES), st.integers(0, 110))
def test_the_hour_stays_the_same_through_both_changes_of_the_clock(zone: str, number: int) -> None:
    plan = Plan(Every.WEEK, FIRST, zone)
    instant = planned(plan, number)
    assert instant is not None
    assert local(plan, instant).time() == HOURS[Shift.DAY]
    assert local(plan, instant).date() == FIRST + timedelta(weeks=number)


@given(plans, st.lists(st.integers(-90, 400), min_size=1, max_size=30))
def test_each_number_comes_once_however_the_clock_is_stepped(plan: Plan, steps: list[int]) -> None:
    now = datetime(2026, 11, 16, 12, tzinfo=UTC)
    number, due = next_reminder(plan, -1, now)
    sent: list[int] = []
    for hours_on in steps:
        now += timedelta(hours=hours_on)
        if due <= now:
            sent.append(number)
            number, due = next_reminder(plan, number, now)
            assert due > now
    assert len(set(sent)) == len(sent)
    assert sent == sorted(sent)


@given(plans, st.datetimes(datetime(2026, 11, 1), datetime(2028, 12, 31)))
def test_what_comes_late_waits_for_the_end_of_quiet_hours_and_leave(plan: Plan, late: datetime) -> None:
    now = late.replace(tzinfo=UTC)
    until = postponed(plan, now)
    sent = until or now
    assert sent >= now
    assert not plan.quiet.holds(local(plan, sent).time())
    assert not (plan.leave and plan.leave.holds(local(plan, sent).date()))


@given(st.sampled_from(ZONES), quiets, st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_quiet_hours_hold_through_skipped_and_repeated_hours(zone: str, quiet: Quiet, at: datetime) -> None:
    instant = at.replace(tzinfo=UTC)
    allowed = allowed_from(instant, quiet, ZoneInfo(zone))
    assert instant <= allowed <= instant + timedelta(hours=26)
    assert not quiet.holds(allowed.astimezone(ZoneInfo(zone)).time())


def test_a_month_that_is_too_short_reminds_on_its_last_day() -> None:
    plan = Plan(Every.MONTH, date(2027, 1, 31), "America/Chicago")
    days = [local(plan, instant).date() for number in range(3) if (instant := planned(plan, number))]
    assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_a_rotation_moves_the_hour_with_the_shift() -> None:
    plan = Plan(Every.WEEK, FIRST, "America/Chicago", (Shift.DAY, *[Shift.OFF] * 6, Shift.NIGHT, *[Shift.OFF] * 6))
    hours_ = [local(plan, instant).time() for number in range(4) if (instant := planned(plan, number))]
    assert hours_ == [time(18, 30), time(16), time(18, 30), time(16)]


def test_who_works_nights_is_left_to_sleep_by_day() -> None:
    plan = Plan(Every.WEEK, FIRST, "America/Chicago", (Shift.NIGHT,), DAY_REST)
    instant = planned(plan, 0)
    assert instant is not None
    assert local(plan, instant).time() == time(16)


def test_leave_moves_a_reminder_to_the_first_day_back_or_drops_it() -> None:
    short = Plan(Every.WEEK, FIRST, "America/Chicago", leave=Leave(FIRST, FIRST + timedelta(days=2)))
    long = Plan(Every.WEEK, FIRST, "America/Chicago", leave=Leave(FIRST, FIRST + timedelta(days=8)))
    moved = planned(short, 0)
    assert moved is not None
    assert local(short, moved).date() == FIRST + timedelta(days=3)
    assert planned(long, 0) is None


def test_what_passed_while_the_system_was_down_comes_once() -> None:
    late = datetime(2027, 2, 1, tzinfo=UTC)
    number, due = next_reminder(WEEKLY, 0, late)
    assert due > late
    assert number == 11


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "", "../etc/passwd", "America/Chicago\0"])
def test_a_time_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(PlanError) as refused:
        Plan(Every.WEEK, FIRST, zone)
    assert refused.value.reason == "zone"


def test_leave_that_ends_before_it_begins_and_quiet_hours_of_no_length_are_refused() -> None:
    with pytest.raises(PlanError, match="leave"):
        Plan(Every.WEEK, FIRST, "UTC", leave=Leave(FIRST, FIRST - timedelta(days=1)))
    with pytest.raises(PlanError, match="quiet"):
        Plan(Every.WEEK, FIRST, "UTC", quiet=Quiet(time(9), time(9)))
    with pytest.raises(PlanError, match="cycle"):
        Plan(Every.WEEK, FIRST, "UTC", ())
