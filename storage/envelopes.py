"""Rows of the gateway: sealed with their officer's key, or with the transit key for a person without one."""

from typing import Any

from sqlalchemy import Connection, Table

from care.names import OfficerId
from storage.dialects import insert_new
from storage.keys import Keys

COLUMN = "sealed"


def seal_for(keys: Keys, officer: OfficerId | None, plain: bytes, table: Table, row: str) -> bytes:
    """Return `plain` sealed for one row; raises NoKey for an officer who was forgotten."""
    key = keys.transit if officer is None else keys.officers.get(officer)
    return key.seal(plain, table.name, COLUMN, row)


def open_for(keys: Keys, officer: OfficerId | None, sealed: bytes, table: Table, row: str) -> bytes:
    """Return what `seal_for` was given; raises SealBroken or NoKey."""
    if officer is None:
        return keys.open_transit(sealed, table.name, COLUMN, row)
    return keys.officers.get(officer).open(sealed, table.name, COLUMN, row)


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row unless one with its key is there; tell whether it was inserted."""
    new = insert_new(connection, table).values(**values).returning(*table.primary_key.columns)
    return connection.execute(new).first() is not None
