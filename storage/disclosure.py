"""What could be handed over: everything that the operator's own database and keys open, by person and by table."""

import base64
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, Table, select

from care.names import OfficerId
from care.usage import STATISTICS
from storage import transit
from storage.bookings import all_of, contact_kind
from storage.errors import StorageError
from storage.holdings import holdings, owned
from storage.index import chat_index
from storage.keys import Keys
from storage.officers import Officers
from storage.salts import salts_of
from storage.tables import load_tables
from storage.tables.officers import officers
from storage.tables.reports import usage
from storage.tables.types import Digest, Sealed

UNREADABLE = "sealed: no key of ours opens it"
DIGEST = "a keyed digest"
PUBLIC = frozenset({"organisation", "location", "service", "contact", "schedule", "helpline", "article", "slot"})

Found = dict[str, Any]


def about_one(connection: Connection, keys: Keys, door: str, chat: str) -> Found:
    """Return everything about one account, or that nothing is there; the same as its owner's export."""
    officer = Officers(keys).find(connection, chat_index(keys, door, chat))
    return {"known": False} if officer is None else {"known": True} | _of(connection, keys, officer)


def about_everybody(connection: Connection, keys: Keys) -> Found:
    """Return everything about every officer, and each other table as it can be read."""
    theirs = {table.name for table, _ in owned()}
    rest = [table for table in load_tables().sorted_tables if table.name not in theirs | PUBLIC]
    return {
        "officers": [_of(connection, keys, officer) for officer in _officers(connection)],
        "other_tables": {table.name: _rows(connection, keys, table) for table in rest},
        "public_tables": sorted(PUBLIC),
    }


def _officers(connection: Connection) -> Iterator[OfficerId]:
    for found in connection.execute(select(officers.c.id)).scalars():
        yield OfficerId(found)


def _of(connection: Connection, keys: Keys, officer: OfficerId) -> Found:
    try:
        held = holdings(connection, keys, officer)
    except StorageError:
        return {"officer": officer, "kept": UNREADABLE}
    booked = []
    for booking in all_of(connection, keys, officer):
        left = contact_kind(connection, keys, officer, booking)
        start = booking.slot.start.isoformat()
        booked.append({"reference": booking.reference, "state": booking.state, "start": start, "contact_left": left})
    return {"kept": held, "bookings": booked, "counted_in_running_reports": _counted(connection, keys, officer)}


def _counted(connection: Connection, keys: Keys, officer: OfficerId) -> list[str]:
    """Return under what an officer is counted while a period runs: its salt is still there."""
    salts, counted = salts_of(keys), []
    for salt in filter(None, map(salts.get, sorted(salts.ids()))):
        for statistic in STATISTICS:
            pseudonym = salt.pseudonym(officer, statistic)
            row = select(usage.c.sealed).where(usage.c.period == salt.id, usage.c.pseudonym == pseudonym)
            if sealed := connection.execute(row).scalar():
                counted.append(salt.key.open(sealed, "usage", "sealed", pseudonym.hex()).decode())
    return counted


def _rows(connection: Connection, keys: Keys, table: Table) -> list[Found]:
    """Return a table's rows; what is under the transit key is opened, for that could be demanded too."""
    opened = {place.column.name: place for place in transit.places() if place.table is table}
    found = []
    for row in connection.execute(select(table)):
        shown = {column.name: _value(column.type, row._mapping[column]) for column in table.columns}
        for name, place in opened.items():
            sealed = row._mapping[place.column]
            with suppress(StorageError):
                key = place.row(row._mapping[place.key])
                shown[name] = sealed and keys.open_transit(sealed, table.name, name, key).decode("utf-8", "replace")
        found.append(shown)
    return found


def _value(kind: Any, value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool | dict | list):
        return value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return UNREADABLE if isinstance(kind, Sealed) else DIGEST if isinstance(kind, Digest) else _text(value)


def _text(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
