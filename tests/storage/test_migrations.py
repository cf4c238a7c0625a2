import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from storage.database import open_database
from storage.errors import DatabaseUnusable
from storage.migrations import HEAD, migrate, revision
from storage.tables import load_tables


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(database_url: str) -> None:
    database = open_database(database_url)
    migrate(database)
    with database.write() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), load_tables())
    database.close()
    assert found == [], "write the next step with `python -m storage.migrations`"


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    database = open_database(database_url)
    migrate(database)
    migrate(database)
    with database.read() as connection:
        assert revision(connection) == HEAD
        assert set(inspect(connection).get_table_names()) == {*load_tables().tables, "alembic_version"}
    database.close()


def test_a_database_of_a_newer_program_is_refused(database_url: str) -> None:
    database = open_database(database_url)
    migrate(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable):
        migrate(database)
    database.close()
