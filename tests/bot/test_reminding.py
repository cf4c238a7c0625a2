"""What comes unasked: none lost, none doubled, none to who wants silence, blocked the bot, or was forgotten."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.due import DueRunner
from care.clock import FileClock
from care.follow_ups import MONTH, STEPS
from care.names import OfficerId
from care.reminders import Every, Plan, planned
from care.unprompted import Unprompted
from storage import due, outbox
from storage.database import Database, open_database
from storage.forgetting import forget
from storage.keys import Keys, create_keys, open_keys
from storage.preferences import decide
from storage.tables import load_tables
from storage.tables.gateway import due as due_table
from storage.tables.gateway import outbox as outbox_table
from storage.tables.gateway import waiting
from tests.bot.house import the_words
from tests.care.zones import ZONES
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting

DAY = timedelta(days=1)


class Post:
    """A due runner under a clock that a test sets, and what it has put into the outbox."""

    def __init__(self, database: Database, keys: Keys, clock: MovableClock) -> None:
        self.database, self.keys, self.clock = database, keys, clock

    def decide(self, officer: OfficerId, chosen: Unprompted) -> None:
        with self.database.write() as connection:
            decide(connection, self.keys, officer, chosen, self.clock.now())

    def run(self) -> int:
        """Run as a program that was just started."""
        before = self.sent()
        DueRunner(self.database, self.keys, the_words(), self.clock).run()
        return self.sent() - before

    def sent(self) -> int:
        with self.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(outbox_table)).scalar_one())

    def said(self, officer: OfficerId) -> list[str]:
        with self.database.read() as connection:
            rows = outbox.all_waiting(connection, self.keys, officer)
        return [str(json.loads(row.plain)["text"]) for row in rows]


@pytest.fixture
def post(sqlite_database: Database, keys: Keys, clock: MovableClock) -> Post:
    return Post(sqlite_database, keys, clock)


@pytest.fixture
def officer(post: Post) -> OfficerId:
    return consenting(post.database, post.keys, 1)


def weekly(zone: str = "America/Chicago", first: date = date(2026, 11, 16)) -> Unprompted:
    return Unprompted(Plan(Every.WEEK, first, zone))


def noon(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(zone)).astimezone(UTC)


def text(name: str) -> str:
    return the_words().text(name, "en")


def test_a_week_has_one_reminder_behind_new_message(post: Post, officer: OfficerId) -> None:
    post.decide(officer, weekly())
    assert post.run() == 0
    post.clock.move(DAY)
    assert (post.run(), post.run()) == (1, 0)
    assert post.said(officer) == [text("utter_due_checkin")]
    for _ in range(6):
        post.clock.move(DAY)
        assert post.run() == 0
    post.clock.move(DAY)
    assert post.run() == 1


def test_the_lock_screen_shows_new_message_and_a_button_alone(post: Post, officer: OfficerId) -> None:
    post.decide(officer, weekly())
    post.clock.move(DAY)
    post.run()
    with post.database.read() as connection:
        (row,) = outbox.unsent(connection, post.keys)
    message = json.loads(row.plain)["message"]
    assert message["text"] == "New message"
    assert [button["id"] for button in message["buttons"]] == ["due.show"]
    assert message["unprompted"] is True


def test_silence_a_blocked_chat_and_a_forgotten_officer_get_nothing(post: Post, officer: OfficerId) -> None:
    chosen = Unprompted(weekly().plan, incident=NOON)
    post.decide(officer, chosen)
    with post.database.write() as connection:
        outbox.mark_unreachable(connection, officer)
    post.clock.move(2 * DAY)
    assert post.run() == 0
    with post.database.write() as connection:
        outbox.mark_reachable(connection, officer)
    post.decide(officer, Unprompted(chosen.plan, silent=True, incident=NOON))
    post.clock.move(8 * DAY)
    assert post.run() == 0
    post.decide(officer, chosen)
    forget(post.database, post.keys, officer, post.clock.now())
    post.clock.move(2 * MONTH)
    assert post.run() == 0


def test_who_unblocks_the_bot_is_reminded_again(post: Post, officer: OfficerId) -> None:
    post.decide(officer, weekly())
    with post.database.write() as connection:
        outbox.mark_unreachable(connection, officer)
    post.clock.move(2 * DAY)
    assert post.run() == 0
    with post.database.write() as connection:
        outbox.mark_reachable(connection, officer)
    post.clock.move(7 * DAY)
    assert post.run() == 1


def test_the_path_after_an_incident_asks_five_times_and_screens_after_a_month(post: Post, officer: OfficerId) -> None:
    post.decide(officer, Unprompted(incident=NOON))
    for hours in range(0, int(MONTH.total_seconds() // 3600) + 24, 3):
        post.clock.set(NOON + timedelta(hours=hours))
        post.run()
    assert post.said(officer) == [text(f"utter_due_follow_up_{step.name}") for step in STEPS]


def test_what_comes_late_waits_for_the_end_of_the_quiet_hours(post: Post, officer: OfficerId) -> None:
    post.decide(officer, weekly())
    post.clock.set(datetime(2026, 11, 18, 9, 0, tzinfo=UTC))  # three in the morning in Chicago
    assert post.run() == 0
    post.clock.set(datetime(2026, 11, 18, 13, 30, tzinfo=UTC))
    assert post.run() == 1


def test_a_row_that_breaks_keeps_no_other_waiting(post: Post, officer: OfficerId) -> None:
    another = consenting(post.database, post.keys, 2)
    for each in (officer, another):
        post.decide(each, weekly())
    with post.database.write() as connection:
        content = {"number": "no number"}
        due.add(connection, post.keys, "checkin_reminder", NOON - DAY, officer, "x" * 64, content)
    post.clock.move(DAY)
    assert post.run() == 2


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Post, OfficerId]]:
    """One database for all examples: keys cost disk writes."""
    folder = tmp_path_factory.mktemp("steady")
    create_keys(folder / "keys")
    database, keys = open_database(f"sqlite:///{folder / 'code4.db'}"), open_keys(folder / "keys")
    with database.write() as connection:
        load_tables().create_all(connection)
    clock = MovableClock(FileClock(folder / "clock"))
    clock.set(NOON)
    yield Post(database, keys, clock), consenting(database, keys, 1)
    keys.close()
    database.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(ZONES),
    st.sampled_from([date(2026, 3, 1), date(2026, 9, 20), date(2026, 10, 18)]),
    st.lists(st.integers(-30, 60), min_size=5, max_size=25),
)
def test_promise_three_restarts_clock_steps_and_summer_time_lose_and_double_nothing(
    steady: tuple[Post, OfficerId], zone: str, first: date, steps: list[int]
) -> None:
    post, officer = steady
    with post.database.write() as connection:
        for table in (due_table, outbox_table, waiting):
            connection.execute(delete(table))
    plan = Plan(Every.WEEK, first, zone)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - DAY
    post.clock.set(start)
    post.decide(officer, Unprompted())
    post.decide(officer, Unprompted(plan))
    sent, furthest = 0, start
    for hours in [*steps, 0]:
        post.clock.move(timedelta(hours=hours))
        furthest = max(furthest, post.clock.now())
        sent += post.run()
        with post.database.read() as connection:
            assert len(due.ready(connection, post.keys, furthest + 400 * DAY, ["checkin_reminder"])) == 1
    reached = sum(1 for number in range(60) if (at := planned(plan, number)) and at <= furthest)
    assert sent <= reached
    post.clock.set(noon(furthest.date() + 2 * DAY, zone))
    assert sent + post.run() >= min(reached, 1)


def test_both_changes_of_the_clock_send_one_a_week_in_every_zone(steady: tuple[Post, OfficerId]) -> None:
    post, officer = steady
    for zone in ZONES:
        with post.database.write() as connection:
            connection.execute(delete(outbox_table))
        first = date(2026, 3, 2)
        post.clock.set(datetime(2026, 3, 2, tzinfo=UTC))
        post.decide(officer, Unprompted())
        post.decide(officer, weekly(zone, first))
        weeks = [first + timedelta(weeks=week) for week in (*range(7), *range(26, 36))]  # March, April; September on
        sent = []
        for week in weeks:
            post.clock.set(noon(week + 3 * DAY, zone))
            sent.append(post.run())
        assert sent == [1] * len(weeks), zone


def test_a_look_does_so_many_rows_and_the_next_goes_on(post: Post) -> None:
    with post.database.write() as connection:
        for number in range(250):
            due.add(connection, post.keys, "private_expiry", NOON - DAY, about=f"prv_{number}")
    runner = DueRunner(post.database, post.keys, the_words(), post.clock)
    assert [runner.run(100), runner.run(100), runner.run(100), runner.run(100)] == [100, 100, 50, 0]
