"""From what officers write to a published number: the running system counts, closes by itself, and shows."""

import json
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from settings import ROOT, read_settings
from storage import usage
from storage.database import open_database
from storage.keys import open_keys
from storage.salts import salts_of
from storage.usage import Tally
from tests.whole.system import CODE4, Chat, System, button_ids, running, texts

DURING, AFTER = datetime(2026, 11, 16, 18, tzinfo=UTC), datetime(2027, 1, 2, 18, tzinfo=UTC)
PATIENCE = 40.0


def counted(system: System) -> Tally:
    """Return what stands in the rows of the running period."""
    settings = read_settings(system.environment, Path("/nonexistent"))
    database, keys = open_database(settings.database_url), open_keys(settings.keys)
    try:
        with database.read() as connection:
            (period,) = usage.open_periods(connection)
            salt = salts_of(keys).get(period.id)
            assert salt is not None
            return usage.tally(connection, salt)
    finally:
        database.close()
        keys.close()


def shown(system: System) -> list[dict[str, object]]:
    """Return the releases that `code4 report show` prints."""
    command = [*CODE4, "report", "show", "--format", "json"]
    told = subprocess.run(command, env=system.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    releases: list[dict[str, object]] = json.loads(told.stdout)["releases"]
    return releases


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.5)


def books(chat: Chat, name: str) -> None:
    """Book the first slot with a peer, leaving nothing."""
    offered = chat.say(name, "I want to talk to a peer supporter")
    assert "slot.hold" in button_ids(offered)
    asked = chat.press(name, "slot.hold")
    if "contact.none" in button_ids(asked):
        chat.press(name, "contact.none")
    chat.press(name, "booking.confirm")


def checks(chat: Chat, name: str, decision: str) -> None:
    """Answer a PHQ-4 with 4 of 12, and keep it or let it go."""
    chat.say(name, "check in")
    for button in ("check.phq4", *["phq4.1"] * 4, decision):
        assert texts(chat.press(name, button))


def rates(chat: Chat, name: str, score: int) -> None:
    """Give feedback with a line of one's own."""
    chat.say(name, "I want to give feedback")
    chat.press(name, f"feedback.{score}")
    assert "Kept, sealed" in texts(chat.say(name, "she knew what nights are like"))


@pytest.fixture
def city(tmp_path: Path) -> Callable[[datetime], None]:
    """Return what sets the clock of every process."""
    clock = tmp_path / "clock"

    def set_clock(instant: datetime) -> None:
        clock.with_suffix(".new").write_text(instant.isoformat())
        clock.with_suffix(".new").replace(clock)

    set_clock(DURING)
    return set_clock


def test_officers_are_counted_and_their_quarter_is_closed_by_itself(
    tmp_path: Path, city: Callable[[datetime], None]
) -> None:
    settings = {"CLOCK": str(tmp_path / "clock"), "DEPARTMENT_SIZE": "1000", "TIMEZONE": "America/Chicago"}
    with running(tmp_path, **{f"CODE4_{name}": value for name, value in settings.items()}) as system:
        chat = Chat.open(system.environment)
        for name in ("one", "two", "three"):
            chat.say(name, "hi")
            chat.press(name, "consent.yes")
        chat.say("visitor", "hi")
        chat.say("one", "I can't sleep after nights")
        chat.say("one", "I want to talk to a human")
        books(chat, "two")
        checks(chat, "two", "check.keep")
        checks(chat, "two", "check.keep")
        checks(chat, "three", "check.drop")
        rates(chat, "two", 4)
        chat.say("three", "I want to kill myself")
        until(lambda: counted(system)["crisis", "yes"] == 1)
        assert counted(system) == {
            ("active", "yes"): 3,
            ("topic", "sleep"): 1,
            ("human", "yes"): 1,
            ("topic", "peer_support"): 1,
            ("booked", "yes"): 1,
            ("phq4", "3-5"): 1,
            ("feedback", "4"): 1,
            ("crisis", "yes"): 1,
        }
        chat.close()
        city(AFTER)
        until(lambda: len(shown(system)) == 1)
        assert shown(system)[0]["first"] == "2026-10-01"
        assert counted(system) == {}
