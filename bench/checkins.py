"""Check-ins in figures: reminders handed to the outbox, and ten years of checks drawn.

`python -m bench.checkins` prints them; with `pictures` it draws the pictures of docs/checkins.md anew.
"""

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.due import DueRunner
from bot.pictures import draw
from care.checkins import Checkin
from care.clock import FileClock
from care.consent import consent_now
from care.names import OfficerId
from care.officers import Address, Preferences
from care.reminders import Every, Plan
from care.unprompted import Unprompted
from settings import ROOT
from storage.database import Database, open_database
from storage.keys import Keys, create_keys, open_keys
from storage.officers import Officers
from storage.preferences import decide
from storage.tables import load_tables
from storage.tables.gateway import outbox
from words import load_words

REMINDERS, OFFICERS = 100_000, 1_000
BEGAN = datetime(2026, 11, 16, 18, tzinfo=UTC)
YEARS = 10
PICTURES = ROOT / "docs" / "pictures"


def measure(reminders: int = REMINDERS, officers: int = OFFICERS) -> dict[str, float]:
    """Return reminders a second into the outbox, memory in MB early and late in it, and milliseconds of a drawing."""
    with _home() as (database, keys, clock):
        people = _officers(database, keys, officers)
        runner = DueRunner(database, keys, load_words(ROOT / "domain.yml"), clock)
        rounds = max(1, reminders // officers)
        begun, spent, early = 0.0, 0.0, 0.0
        for week in range(rounds):
            clock.path.write_text((BEGAN + timedelta(weeks=week + 1)).isoformat())
            begun = time.perf_counter()
            runner.run()
            spent += time.perf_counter() - begun
            early = early or _memory()
        with database.read() as connection:
            handed = connection.execute(select(func.count()).select_from(outbox)).scalar_one()
    late = _memory()
    return {
        "reminders": float(handed),
        "officers": float(len(people)),
        "reminders_a_second": handed / spent,
        "memory_mb_early": early,
        "memory_mb_late": late,
        "drawn_ms": _drawing(),
    }


def _drawing() -> float:
    """Return the milliseconds of ten years of weekly checks, matplotlib being loaded."""
    kept = a_life(YEARS * 52)
    draw("phq4", kept[:3], "en", "America/Chicago")
    begun = time.perf_counter()
    draw("phq4", kept, "en", "America/Chicago")
    return (time.perf_counter() - begun) * 1000


def a_life(weeks: int, check: str = "phq4") -> list[Checkin]:
    """Return made-up weekly checks that go up and down."""
    chance = random.Random(4)  # noqa: S311
    level, kept = 1.2, []
    for week in range(weeks):
        level = min(2.8, max(0.2, level + chance.uniform(-0.4, 0.38)))
        answers = [max(0, min(3, round(level + chance.uniform(-0.8, 0.8)))) for _ in range(4)]
        if check == "quick":
            answers = [max(1, min(5, round(4.4 - level + chance.uniform(-0.7, 0.7)))) for _ in range(2)]
            answers.append(max(1, min(5, round(1.6 + level))))
        kept.append(Checkin(f"{week:032}", check, BEGAN + timedelta(weeks=week), tuple(answers)))
    return kept


@contextmanager
def _home() -> Iterator[tuple[Database, Keys, FileClock]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        create_keys(folder / "keys")
        database, keys = open_database(f"sqlite:///{folder / 'code4.db'}"), open_keys(folder / "keys")
        with database.write() as connection:
            load_tables().create_all(connection)
        clock = FileClock(folder / "clock")
        clock.path.write_text(BEGAN.isoformat())
        yield database, keys, clock
        keys.close()
        database.close()


def _officers(database: Database, keys: Keys, count: int) -> list[OfficerId]:
    plan = Plan(Every.WEEK, BEGAN.date(), "America/Chicago")
    with database.write() as connection:
        people = [
            Officers(keys).create(
                connection,
                Address("telegram", f"7{number:08}"),
                Preferences("en", "America/Chicago"),
                consent_now(BEGAN),
            )
            for number in range(count)
        ]
        for officer in people:
            decide(connection, keys, officer, Unprompted(plan), BEGAN)
    return people


def _memory() -> float:
    """Return the most memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def draw_pictures() -> None:
    """Write the pictures of docs/checkins.md."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    made = {"trend-phq4.png": ("phq4", 16), "trend-quick.png": ("quick", 10), "trend-ten-years.png": ("phq4", 520)}
    for name, (check, weeks) in made.items():
        (PICTURES / name).write_bytes(draw(check, a_life(weeks, check), "en", "America/Chicago"))


def main() -> int:
    """Print the figures, or draw the pictures."""
    if sys.argv[1:] == ["pictures"]:
        draw_pictures()
    else:
        sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
