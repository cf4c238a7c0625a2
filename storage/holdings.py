"""Everything that is kept under an officer's own id, opened: what an export shows and nobody else can.

It goes by the tables themselves, so a new table of officers is in every export from its first day.
"""

import base64
import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from care.names import OfficerId
from storage.keys import Keys
from storage.sealing import SealingKey
from storage.tables import OF_OFFICER, load_tables
from storage.tables.types import Digest, Sealed

SECRET = frozenset({"key"})  # the key of a conversation's own store: it opens nothing that is not here

Row = dict[str, Any]


def holdings(connection: Connection, keys: Keys, officer: OfficerId) -> dict[str, list[Row]]:
    """Return the officer's rows by table, as JSON values; raises NoKey, SealBroken."""
    key = keys.officers.get(officer)
    return {
        table.name: [
            _opened(key, table, row._asdict()) for row in connection.execute(select(table).where(of == officer))
        ]
        for table, of in owned()
    }


def owned() -> list[tuple[Table, Column[Any]]]:
    """Return every table whose rows are officers', each with the column that says whose."""
    found = []
    for table in load_tables().sorted_tables:
        found += [(table, column) for column in table.columns if column.info == OF_OFFICER]
    return found


def _opened(key: SealingKey, table: Table, row: Row) -> Row:
    name = str(row.get("id") or row[next(iter(table.primary_key.columns)).name])
    opened: Row = {}
    for column in table.columns:
        value = row[column.name]
        if isinstance(column.type, Sealed):
            opened[column.name] = value and _read(key.open(value, table.name, column.name, name))
        elif not isinstance(column.type, Digest):
            opened[column.name] = value.isoformat() if isinstance(value, date | datetime) else value
    return opened


def _read(plain: bytes) -> Any:
    """Return what was sealed, as JSON, as text, or as base64 of bytes."""
    try:
        read = json.loads(plain)
    except ValueError:
        try:
            return plain.decode()
        except UnicodeDecodeError:
            return base64.b64encode(plain).decode()
    return {name: value for name, value in read.items() if name not in SECRET} if isinstance(read, dict) else read
