"""The drill's output is all that there is: what an officer left with us, and nothing of who was forgotten."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from care.bookings import book
from care.names import SlotId, new_inbox_id
from care.slots import hold
from cli.failure import DONE
from cli.main import main
from storage.database import Database, open_database
from storage.forgetting import forget
from storage.keys import Keys, open_keys
from storage.migrations import migrate
from tests.cast import a_slot
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting, open_office

NUMBER = "+1 312 555 0150"


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    monkeypatch.setenv("CODE4_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CODE4_KEYS", str(tmp_path / "keys"))
    main(["keys", "init"])
    return open_keys(tmp_path / "keys")


@pytest.fixture
def database(tmp_path: Path, keys: Keys) -> Database:
    (tmp_path / "home").mkdir()
    database = open_database(f"sqlite:///{tmp_path / 'home' / 'code4.db'}")
    migrate(database)
    return database


def forced(capsys: pytest.CaptureFixture[str], *chat: str) -> Any:
    capsys.readouterr()
    assert main(["forced", *chat]) == DONE
    return json.loads(capsys.readouterr().out)


def test_an_order_about_one_account_gets_what_its_owner_would(
    database: Database, keys: Keys, clock: MovableClock, capsys: pytest.CaptureFixture[str]
) -> None:
    office = open_office(database, keys, clock, [a_slot("six", NOON + timedelta(days=2))])
    officer = consenting(database, keys, 1)
    with office.desk() as desk:
        hold(desk, officer, SlotId("six"), new_inbox_id(), NOON)
        book(desk, officer, SlotId("six"), NUMBER, new_inbox_id(), NOON)
    found = forced(capsys, "--chat", "1002003001")
    assert found["known"] is True
    assert found["bookings"][0]["contact_left"] == "number"
    assert NUMBER not in json.dumps(found)
    assert found["kept"]["officer"][0]["address"]["chat"] == "1002003001"


def test_of_somebody_unknown_or_forgotten_there_is_nothing(
    database: Database, keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    officer = consenting(database, keys, 1)
    forget(database, keys, officer, NOON)
    for chat in ("1002003001", "42"):
        assert forced(capsys, "--chat", chat) == {"known": False}
    assert "1002003001" not in json.dumps(forced(capsys))


def test_an_order_for_everything_gets_no_contact_from_a_partners_copy(
    database: Database, keys: Keys, clock: MovableClock, capsys: pytest.CaptureFixture[str]
) -> None:
    office = open_office(database, keys, clock, [a_slot("six", NOON + timedelta(days=2))])
    officer = consenting(database, keys, 1)
    with office.desk() as desk:
        hold(desk, officer, SlotId("six"), new_inbox_id(), NOON)
        book(desk, officer, SlotId("six"), NUMBER, new_inbox_id(), NOON)
    found = forced(capsys)
    assert {row["contact"] for row in found["other_tables"]["booking"]} == {"sealed: no key of ours opens it"}
    assert len(found["officers"]) == 1


def test_the_drill_changes_nothing(
    database: Database, keys: Keys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    consenting(database, keys, 1)
    before = {path: path.read_bytes() for path in keys.folder.rglob("*") if path.is_file()}
    forced(capsys)
    assert {path: path.read_bytes() for path in keys.folder.rglob("*") if path.is_file()} == before
