"""After the close no raw row, salt or pseudonym is left on disk."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from care.usage import STATISTICS
from reports.closing import Closing
from storage import usage
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.keys import Keys
from storage.salts import salts_of
from storage.tables.reports import usage as rows
from tests.databases import MovableClock
from tests.reports.conftest import Found
from tests.reports.department import AFTER, ZONE, Department, officer

OFFICERS = 150  # enough rows for a tree of several pages


def secrets_of(department: Department) -> list[bytes]:
    """Return everything that must be gone: rows, pseudonyms, the salt and its id, in every form it is kept in."""
    (id,) = department.salts().ids()
    salt = department.salts().get(id)
    assert salt is not None
    with department.database.read() as connection:
        found = [bytes(part) for row in connection.execute(select(rows.c.pseudonym, rows.c.sealed)) for part in row]
    theirs = [salt.pseudonym(officer(number), name) for number in range(OFFICERS) for name in STATISTICS]
    path = department.salts().folder / f"{id}.key"
    return [*found, *theirs, salt.secret, id.encode(), path.read_bytes().splitlines()[4]]


def bytes_on_disk(*folders: Path) -> bytes:
    """Return everything that the files of these folders hold, their names included."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"\n".join([*(path.read_bytes() for path in files), *(os.fsencode(path) for path in files)])


def left_of(department: Department, gone: list[bytes]) -> int:
    """Return how many of the secrets can be found in the files of a department."""
    on_disk = bytes_on_disk(department.folder)
    return sum(secret in on_disk for secret in gone)


def test_no_row_salt_or_pseudonym_is_left_in_any_file(city: Department) -> None:
    city.used_by(OFFICERS)
    gone = secrets_of(city)
    assert left_of(city, gone[: len(gone) // 10]) > 0  # the search finds what is there
    city.set(AFTER)
    city.close()
    assert left_of(city, gone) == 0  # while the database is open, its log included
    city.leave()
    assert left_of(city, gone) == 0


@pytest.mark.parametrize("step", ["drawn in the data", "some rows deleted", "rows deleted", "disk wiped"])
def test_what_a_killed_close_left_the_next_one_destroys(
    city: Department, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.usage.erase.__defaults__", (100,))
    city.used_by(OFFICERS)
    gone = secrets_of(city)
    city.set(AFTER)
    after = city.killed_at(step)
    assert after.closing().waits()  # so the running system sees it
    after.closing().close_due()
    assert not after.closing().waits()
    assert left_of(after, gone) == 0
    after.leave()


def test_a_forgotten_officers_rows_are_gone_with_the_transaction(found: Found) -> None:
    town = found(200)
    town.used_by(OFFICERS)
    (id,) = town.salts().ids()
    salt = town.salts().get(id)
    assert salt is not None
    theirs = [salt.pseudonym(officer(3), statistic) for statistic in STATISTICS]
    with town.database.write() as connection:
        assert usage.remove(connection, town.salts(), officer(3)) == 3
    usage.wipe(town.database)
    assert left_of(town, theirs) == 0


def test_a_draft_of_a_killed_writer_is_destroyed_too(city: Department) -> None:
    city.used_by(1)
    draft = city.salts().folder / ".0123.key.draft"
    draft.write_bytes(b"half a salt")
    city.closing().close_due()
    assert not draft.exists()
    assert len(city.salts().ids()) == 1


def test_on_either_database_no_row_is_left_in_the_tables(database: Database, keys: Keys, clock: MovableClock) -> None:
    department = Department(keys.folder.parent, 600, "", keys, database, clock.file)
    department.used_by(50)
    clock.set(AFTER)
    Closing(database, salts_of(keys), clock, 600, ZONE).close_due()
    with database.read() as connection:
        assert connection.execute(select(rows)).all() == []
    assert len(salts_of(keys).ids()) == 1  # the new period's


def test_a_reader_in_the_way_puts_the_wiping_off_and_costs_no_second_draw(
    city: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.usage.WIPING_TRIES", 2)
    city.used_by(OFFICERS)
    gone = secrets_of(city)
    city.set(AFTER)
    with city.database.read() as reading:
        reading.execute(select(rows)).all()
        with pytest.raises(DatabaseUnavailable):
            city.close()
    assert city.closing().waits()
    kept = city.releases()
    assert [city.close()] == kept
    assert left_of(city, gone) == 0
