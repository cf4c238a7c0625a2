"""The one statement that SQLAlchemy words apart for each database."""

from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(
    connection: Connection, table: Table, once: Column[Any] | None = None
) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that leaves an existing row alone: with `returning`, no row back tells that.

    With `once` only a row with the same value in that column is left alone; other rules still refuse.
    """
    columns = None if once is None else [once]
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing(index_elements=columns)
    return sqlite.insert(table).on_conflict_do_nothing(index_elements=columns)
