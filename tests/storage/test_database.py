import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from storage.database import Database, open_database
from storage.errors import DatabaseUnavailable, DatabaseUnusable, RuleBroken, StorageError
from storage.tables.effects import effects
from storage.tables.gateway import unreachable


def count(database: Database) -> int:
    with database.read() as connection:
        return len(connection.execute(select(unreachable)).all())


def test_what_was_written_is_there_for_everyone(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(unreachable).values(officer="a"))
    assert count(database) == 1


def test_a_block_that_raises_leaves_nothing_behind(database: Database) -> None:
    def stop_halfway() -> None:
        with database.write() as connection:
            connection.execute(insert(unreachable).values(officer="a"))
            with connection.begin_nested():
                connection.execute(insert(unreachable).values(officer="b"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_halfway()
    assert count(database) == 0


def test_a_savepoint_undoes_its_own_part_alone(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(unreachable).values(officer="a"))
        inner = connection.begin_nested()
        connection.execute(insert(unreachable).values(officer="b"))
        inner.rollback()
    assert count(database) == 1


def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(DatabaseUnusable), database.read() as connection:
        connection.execute(insert(unreachable).values(officer="a"))
    with database.write() as connection:
        connection.execute(insert(unreachable).values(officer="a"))
    assert count(database) == 1


def test_a_broken_rule_is_named_and_shows_no_value(database: Database) -> None:
    twice = [{"officer": "canary"}] * 2
    with pytest.raises(RuleBroken) as failure, database.write() as connection:
        connection.execute(insert(unreachable), twice)
    assert "canary" not in str(failure.value)
    assert count(database) == 0


def test_missing_tables_are_not_worth_retrying(database_url: str) -> None:
    empty = open_database(database_url)
    with pytest.raises(DatabaseUnusable) as failure, empty.read() as connection:
        connection.execute(select(effects))
    empty.close()
    assert not failure.value.worth_retrying


def test_a_lock_that_lasts_is_worth_retrying_and_readers_go_on(tmp_path: Path, sqlite_database: Database) -> None:
    impatient = open_database(f"sqlite:///{tmp_path / 'code4.db'}", wait=0.01)
    other_process = sqlite3.connect(tmp_path / "code4.db", isolation_level=None)
    other_process.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable) as failure, impatient.write():
        pytest.fail("two writers at once")
    assert failure.value.worth_retrying
    assert count(impatient) == 0
    other_process.close()
    impatient.close()


def test_writers_of_one_process_wait_for_each_other_and_not_for_ever(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'code4.db'}", wait=0.01)
    with database.write(), pytest.raises(DatabaseUnavailable), database.write():
        pytest.fail("two writers at once")
    database.close()


def test_a_server_out_of_reach_is_worth_retrying(tmp_path: Path) -> None:
    database = open_database(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable), database.read():
        database.engine.connect()


def test_a_damaged_file_is_not_worth_retrying(tmp_path: Path) -> None:
    (tmp_path / "code4.db").write_bytes(b"not a database" * 500)
    with pytest.raises(DatabaseUnusable), open_database(f"sqlite:///{tmp_path / 'code4.db'}").read():
        pytest.fail("a damaged file was opened")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_other_kinds_of_database_are_refused(url: str) -> None:
    with pytest.raises(StorageError):
        open_database(url)


def test_the_data_file_is_readable_by_its_owner_alone(tmp_path: Path, sqlite_database: Database) -> None:
    with sqlite_database.write() as connection:
        connection.execute(insert(unreachable).values(officer="a"))
    files = list(tmp_path.glob("code4.db*"))
    assert len(files) == 3
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_keeps_its_promises(sqlite_database: Database, pragma: str, value: str | int) -> None:
    with sqlite_database.read() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
