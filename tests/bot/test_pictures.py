"""Pictures and files of check-ins: PNG in memory, readable sizes, and nothing of anybody else."""

import csv
import io
import json
import time
from datetime import timedelta

import pytest

from bot import records
from bot.pictures import draw
from care.checkins import Checkin
from storage import checkins
from storage.database import Database
from storage.keys import Keys
from tests.databases import NOON
from tests.storage.offices import consenting

ANSWERS: dict[str, list[int | None]] = {
    "quick": [3, 2, 4],
    "phq4": [1, 2, 0, 1],
    "pcptsd5": [1, 1, 1, 0, 1, 0, 1],
    "auditc": [2, 1, 0],
    "burnout": [3],
}


def weeks(name: str, count: int) -> list[Checkin]:
    return [
        Checkin(f"{n:032}", name, NOON + timedelta(weeks=n), tuple(ANSWERS[name]), "=SUM(A1)") for n in range(count)
    ]


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("count", [1, 2, 12])
def test_every_check_can_be_drawn(name: str, count: int) -> None:
    picture = draw(name, weeks(name, count), "es", "America/Chicago")
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (720, 540)


def test_a_skipped_sum_leaves_a_gap() -> None:
    kept = weeks("phq4", 3)
    kept[1] = Checkin("f" * 32, "phq4", kept[1].at, (1, None, 1, 1))
    assert draw("phq4", kept, "en", "America/Chicago")


def test_ten_years_of_weekly_checks_are_drawn_in_half_a_second() -> None:
    draw("phq4", weeks("phq4", 2), "en", "America/Chicago")
    begun = time.perf_counter()
    draw("phq4", weeks("phq4", 520), "en", "America/Chicago")
    assert time.perf_counter() - begun < 2.0  # the figure itself is measured by bench/checkins.py


def test_files_hold_every_answer_of_the_officer_alone(sqlite_database: Database, keys: Keys) -> None:
    officer, another = consenting(sqlite_database, keys, 1), consenting(sqlite_database, keys, 2)
    with sqlite_database.write() as connection:
        for each in weeks("phq4", 3):
            checkins.add(connection, keys, officer, each)
    with sqlite_database.read() as connection:
        as_json = records.make(connection, keys, officer, {"kind": "checkins_json"})
        as_csv = records.make(connection, keys, officer, {"kind": "checkins_csv"})
        picture = records.make(connection, keys, officer, {"kind": "trend", "check": "phq4"})
        nothing = records.make(connection, keys, another, {"kind": "trend", "check": "phq4"})
    assert as_json
    assert as_csv
    assert picture
    assert (picture.mime, nothing) == ("image/png", None)
    first = json.loads(as_json.content)[0]
    assert (first["score"], first["band"], first["answers"]["worry"]) == (4, "3-5", 2)
    rows = list(csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert rows[1][-1] == "'=SUM(A1)"
