from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.directory import Modality, Schedule
from care.schedules import slots_of
from tests.cast import COUNSELLING
from tests.databases import NOON

CHICAGO = ZoneInfo("America/Chicago")
TUESDAY_EVENINGS = Schedule(
    service=COUNSELLING.id,
    weekday=1,
    opens_at=time(18),
    closes_at=time(21),
    duration=timedelta(minutes=50),
    gap=timedelta(minutes=10),
    modality=Modality.PHONE,
    weeks=3,
    timezone="America/Chicago",
)


def local_starts(now: datetime, schedule: Schedule = TUESDAY_EVENINGS) -> list[datetime]:
    return [slot.start.astimezone(CHICAGO) for slot in slots_of(schedule, now)]


def test_a_pattern_gives_its_slots_for_three_weeks() -> None:
    starts = local_starts(NOON)
    assert [(start.day, start.hour) for start in starts] == [
        (day, hour) for day in (17, 24, 1) for hour in (18, 19, 20)
    ]


def test_six_in_the_evening_stays_so_when_the_clocks_change() -> None:
    starts = local_starts(datetime(2026, 10, 26, 12, tzinfo=UTC))
    assert {start.hour for start in starts} == {18, 19, 20}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=-5), timedelta(hours=-6)}


def test_a_time_that_the_clock_skips_gives_no_slot() -> None:
    nights = Schedule(**vars(TUESDAY_EVENINGS) | {"weekday": 6, "opens_at": time(1), "closes_at": time(4)})
    starts = local_starts(datetime(2026, 3, 7, 12, tzinfo=UTC), nights)
    assert [start.hour for start in starts if start.day == 8] == [1, 3]


def test_what_has_begun_is_not_made() -> None:
    now = datetime(2026, 11, 17, 19, 30, tzinfo=CHICAGO)
    assert local_starts(now)[0].hour == 20


def test_the_same_slot_has_the_same_id_on_every_day_it_is_made() -> None:
    today = {slot.id for slot in slots_of(TUESDAY_EVENINGS, NOON)}
    tomorrow = {slot.id for slot in slots_of(TUESDAY_EVENINGS, NOON + timedelta(days=1))}
    assert tomorrow == today
