"""The audit cannot be changed or taken back by whoever has the database."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from storage.audit import Audit
from storage.chains import ChainBroken
from storage.database import Database, open_database
from storage.keys import Keys
from storage.tables.audit import audit as table
from tests.databases import MovableClock


@pytest.fixture
def audit(keys: Keys, clock: MovableClock) -> Audit:
    return Audit(keys, clock)


def note(audit: Audit, database: Database, *whats: str) -> None:
    for what in whats:
        with database.write() as connection:
            audit.append(connection, "ana", what, "booking-1")


def whats(audit: Audit, database: Database) -> list[Any]:
    return [entry["what"] for entry in audit.verify(database)]


def test_entries_stand_in_their_order(database: Database, audit: Audit) -> None:
    note(audit, database, "log.in", "contact.read", "log.out")
    assert whats(audit, database) == ["log.in", "contact.read", "log.out"]


def test_an_entry_goes_with_its_transaction(database: Database, audit: Audit) -> None:
    with suppress(ZeroDivisionError), database.write() as connection:
        audit.append(connection, "ana", "slot.change")
        raise ZeroDivisionError
    note(audit, database, "log.out")
    assert whats(audit, database) == ["log.out"]


def test_the_key_folder_has_a_copy_as_soon_as_an_entry_is_durable(sqlite_database: Database, audit: Audit) -> None:
    note(audit, sqlite_database, "log.in", "log.out")
    with sqlite_database.read() as connection:
        lines = list(connection.execute(select(table.c.line).order_by(table.c.number)).scalars())
    assert audit.path.read_text().splitlines() == lines
    assert audit.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "harm",
    [
        update(table).where(table.c.number == 2).values(line="0" * 64 + " {}"),
        delete(table).where(table.c.number == 2),
        delete(table).where(table.c.number == 1),
    ],
)
def test_a_line_that_was_changed_or_taken_out_is_noticed(sqlite_database: Database, audit: Audit, harm: Any) -> None:
    note(audit, sqlite_database, "log.in", "contact.read", "log.out")
    with sqlite_database.write() as connection:
        connection.execute(harm)
    with pytest.raises(ChainBroken):
        audit.verify(sqlite_database)


def test_whoever_rewrites_both_copies_needs_the_key(sqlite_database: Database, audit: Audit) -> None:
    note(audit, sqlite_database, "log.in", "contact.read")
    forged = audit.path.read_text().replace("contact.read", "contact.list")
    audit.path.write_text(forged)
    with sqlite_database.write() as connection:
        for number, line in enumerate(forged.splitlines(), 1):
            connection.execute(update(table).where(table.c.number == number).values(line=line))
    with pytest.raises(ChainBroken, match="line 2"):
        audit.verify(sqlite_database)


def test_a_database_that_was_rolled_back_gets_its_entries_again(
    tmp_path: Path, keys: Keys, clock: MovableClock
) -> None:
    audit, path = Audit(keys, clock), tmp_path / "code4.db"
    database = open_database(f"sqlite:///{path}")
    with database.write() as connection:
        table.create(connection)
    note(audit, database, "log.in")
    database.close()
    shutil.copy(path, tmp_path / "earlier.db")
    database = open_database(f"sqlite:///{path}")
    note(audit, database, "contact.read")
    database.close()
    shutil.copy(tmp_path / "earlier.db", path)
    restored = open_database(f"sqlite:///{path}")
    assert whats(audit, restored) == ["log.in", "contact.read"]
    note(audit, restored, "log.out")
    assert whats(audit, restored) == ["log.in", "contact.read", "log.out"]
    restored.close()


def test_a_rolled_back_database_that_went_on_by_itself_is_noticed(sqlite_database: Database, audit: Audit) -> None:
    note(audit, sqlite_database, "log.in", "contact.read")
    with sqlite_database.write() as connection:
        connection.execute(delete(table).where(table.c.number == 2))
    note(audit, sqlite_database, "log.out")
    with pytest.raises(ChainBroken, match="contradict"):
        audit.verify(sqlite_database)


def test_a_copy_that_lost_its_end_in_a_crash_is_mended(sqlite_database: Database, audit: Audit) -> None:
    note(audit, sqlite_database, "log.in", "log.out")
    audit.path.write_bytes(audit.path.read_bytes()[:-20])
    note(audit, sqlite_database, "log.in")
    assert whats(audit, sqlite_database) == ["log.in", "log.out", "log.in"]
    assert len(audit.path.read_text().splitlines()) == 3


@pytest.mark.parametrize("about", ["+1 312 555 0150", "Sergeant Moss", "a\nb", "x" * 81])
def test_the_audit_takes_ids_and_verbs_alone(sqlite_database: Database, audit: Audit, about: str) -> None:
    with pytest.raises(ValueError, match="ids and verbs"), sqlite_database.write() as connection:
        audit.append(connection, "ana", "contact.read", about)
