"""Bringing a database to the newest form; going back is restoring a backup.

`python -m storage.migrations WHAT CHANGED` writes the next step from the tables.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.database import Database
from storage.errors import DatabaseUnusable
from storage.tables import load_tables

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
HEAD = "0001"  # the newest revision, so that a start with nothing to do need not load Alembic

_ONE_AT_A_TIME = 4_004_004  # the number of an advisory lock of PostgreSQL; SQLite's writers queue anyway


def migrate(database: Database) -> None:
    """Make or change the tables, all steps in one transaction; does nothing when they are the newest.

    Raises DatabaseUnusable when a newer program has used the database, and DatabaseUnavailable.
    """
    with database.read() as connection:
        if revision(connection) == HEAD:
            return
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
        _upgrade(connection)


def revision(connection: Connection) -> str | None:
    """Return the form that a database has, or None when it has no tables yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def configuration(connection: Connection) -> "Config":
    """Return what Alembic needs to work within an open transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = load_tables()
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(configuration(connection), "head")
    except CommandError:
        raise DatabaseUnusable("the database was made by another version of this program") from None
