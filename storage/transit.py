"""Values under the transit key: rows of persons without a key of their own, and remembered effects.

The transit key comes from the current key-encryption key, so a rotation seals these rows anew.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, delete, select, text, update

from storage.envelopes import COLUMN
from storage.keys import Keys
from storage.sealing import SealBroken
from storage.tables import OF_OFFICER, UNDER_TRANSIT, load_tables
from storage.tables.console import accounts

BROKEN = "broken"  # what no key opens


@dataclass(frozen=True)
class Place:
    """A column that may hold such values; `key` names the row within its seal."""

    table: Table
    column: Column[bytes]
    key: Column[object]

    def row(self, key: object) -> str:
        """Return the row as its seal names it."""
        return key.hex() if isinstance(key, bytes) else str(key)


def places() -> list[Place]:
    """Return every such column: those marked so, and of each table whose rows may belong to nobody."""
    found = []
    for table in load_tables().sorted_tables:
        owner = next((column for column in table.columns if column.info == OF_OFFICER), None)
        found += [Place(table, column, table.c["id"]) for column in table.columns if column.info == UNDER_TRANSIT]
        if owner is not None and owner.nullable and COLUMN in table.c:
            found.append(Place(table, table.c[COLUMN], table.c["id"]))
    return found


def sealed_by(connection: Connection, keys: Keys) -> Counter[str]:
    """Return how many values each key-encryption key seals; `BROKEN`: those that none opens."""
    found: Counter[str] = Counter()
    for place in places():
        for key, sealed in _values(connection, place):
            try:
                kek, _ = keys.find_transit(sealed, place.table.name, place.column.name, place.row(key))
            except SealBroken:
                kek = BROKEN
            found[kek] += 1
    return found


def reseal(connection: Connection, keys: Keys, place: Place) -> int:
    """Seal anew, in an open write transaction, what an earlier key sealed; return how many values.

    What no key opens stays: its reader drops it.
    """
    if connection.dialect.name == "postgresql":  # whoever writes under the earlier key ends first
        connection.execute(text(f'LOCK TABLE "{place.table.name}" IN SHARE ROW EXCLUSIVE MODE'))
    current, name, column = keys.current, place.table.name, place.column.name
    done = 0
    for key, sealed in list(_values(connection, place)):
        try:
            kek, plain = keys.find_transit(sealed, name, column, place.row(key))
        except SealBroken:
            continue
        if kek != current:
            new = keys.transit_of(current).seal(plain, name, column, place.row(key))
            connection.execute(update(place.table).where(place.key == key).values({place.column: new}))
            done += 1
    return done


def drop_unreadable(connection: Connection, keys: Keys, place: Place) -> int:
    """Drop what no key opens, of a backup from before a key was removed: the row, or of an account the value alone.

    Return how many.
    """
    gone = 0
    for key, sealed in list(_values(connection, place)):
        try:
            keys.find_transit(sealed, place.table.name, place.column.name, place.row(key))
        except SealBroken:
            row = place.key == key
            drop = update(place.table).values({place.column: None}) if place.table is accounts else delete(place.table)
            gone += connection.execute(drop.where(row)).rowcount
    return gone


def _values(connection: Connection, place: Place) -> Iterator[tuple[object, bytes]]:
    query = select(place.key, place.column).where(place.column.is_not(None))
    if "officer" in place.table.c:
        query = query.where(place.table.c.officer.is_(None))
    for row in connection.execute(query):
        yield row[0], row[1]
