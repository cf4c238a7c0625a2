"""`code4 report` as an operator runs it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.main import main
from reports.counting import Counter
from storage.database import Database, open_database
from storage.keys import create_keys, open_keys
from storage.migrations import migrate
from storage.salts import salts_of
from tests.databases import MovableClock
from tests.reports.department import AFTER, ZONE, officer

DURING = datetime(2026, 11, 16, 18, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Set a home up in which sixty officers of 600 used Code 4, on the day after the period."""
    told = {"HOME": tmp_path / "home", "KEYS": tmp_path / "keys", "CLOCK": clock.file.path, "TIMEZONE": ZONE}
    for name, value in {**told, "DEPARTMENT_SIZE": 600, "DATABASE_URL": f"sqlite:///{tmp_path / 'code4.db'}"}.items():
        monkeypatch.setenv(f"CODE4_{name}", str(value))
    create_keys(tmp_path / "keys")
    database = open_database(f"sqlite:///{tmp_path / 'code4.db'}")
    migrate(database)
    clock.set(DURING)
    counter = Counter(salts_of(open_keys(tmp_path / "keys")), clock, 600, ZONE)
    with database.write() as connection:
        for number in range(60):
            counter.count(connection, officer(number), "active")
    clock.set(AFTER)
    return database


def test_close_says_what_was_closed_and_what_it_cost(home: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "close"]) == 0
    assert json.loads(capsys.readouterr().out) == {"closed": "2026-10-01 to 2026-12-31", "epsilon": 1.0}
    assert main(["report", "close"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "No period waits for its close.\n")


def test_show_says_the_same_in_every_form_each_time(home: Database, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["report", "close"])
    capfdbinary.readouterr()
    for format, start in (
        ("text", b"Used"),
        ("json", b"{"),
        ("csv", b"first"),
        ("html", b"<!doctype"),
        ("png", b"\x89"),
    ):
        told = []
        for _ in range(2):
            assert main(["report", "show", "--format", format]) == 0
            told.append(capfdbinary.readouterr().out)
        assert told[0] == told[1]
        assert told[0].startswith(start)


def test_a_unit_cut_is_refused_with_the_reason(home: Database, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["--from", "2026-10-01", "--to", "2026-12-31"]
    assert main(["report", "close", *days, "--unit", "Night shift"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "",
        "Totals are never made for a part of the department: they would single people out.\n",
    )


def test_an_overlap_is_refused_with_the_reason(home: Database, capsys: pytest.CaptureFixture[str]) -> None:
    main(["report", "close"])
    capsys.readouterr()
    assert main(["report", "close", "--from", "2026-10-01", "--to", "2026-11-30"]) == 1
    assert "overlaps" in capsys.readouterr().err


def test_a_department_under_100_is_refused_with_the_reason(
    home: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODE4_DEPARTMENT_SIZE", "99")
    assert main(["report", "close"]) == 1
    assert "fewer than 100 officers" in capsys.readouterr().err


def test_one_day_alone_is_no_period(home: Database) -> None:
    assert main(["report", "close", "--from", "2026-10-01"]) == 2


def test_tick_closes_what_has_ended_once(home: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tick"]) == 0
    first = json.loads(capsys.readouterr().out)["ran"]
    assert main(["tick"]) == 0
    assert first >= 1
    assert main(["report", "show", "--format", "csv"]) == 0


def test_the_policy_is_shown_with_its_decision(home: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "policy"]) == 0
    assert json.loads(capsys.readouterr().out)["decided"] is True
