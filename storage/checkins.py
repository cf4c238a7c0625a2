"""Check-ins and feedback: each row sealed under the officer's own key, its time inside the seal."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from care.checkins import Checkin, CheckinId, Feedback
from care.names import OfficerId
from storage.envelopes import COLUMN, seal_for
from storage.keys import Keys
from storage.tables.checkins import checkins, feedbacks


def new_id() -> str:
    """Return a row's id: random, so that rows tell no order."""
    return secrets.token_hex(16)


def add(connection: Connection, keys: Keys, officer: OfficerId, checkin: Checkin) -> None:
    """Keep a check-in."""
    fields = {"instrument": checkin.instrument, "answers": list(checkin.answers), "note": checkin.note}
    _add(connection, keys, checkins, officer, checkin.id, checkin.at, fields)


def add_feedback(connection: Connection, keys: Keys, officer: OfficerId, feedback: Feedback) -> None:
    """Keep feedback."""
    fields = {"score": feedback.score, "booking": feedback.booking, "note": feedback.note}
    _add(connection, keys, feedbacks, officer, feedback.id, feedback.at, fields)


def all_of(connection: Connection, keys: Keys, officer: OfficerId) -> tuple[Checkin, ...]:
    """Return an officer's check-ins, the oldest first; raises SealBroken or NoKey."""
    rows = _rows(connection, keys, checkins, officer)
    found = (
        Checkin(id_, fields["instrument"], at, tuple(fields["answers"]), fields["note"]) for id_, at, fields in rows
    )
    return tuple(sorted(found, key=lambda checkin: (checkin.at, checkin.id)))


def feedback_of(connection: Connection, keys: Keys, officer: OfficerId) -> tuple[Feedback, ...]:
    """Return an officer's feedback, the oldest first; raises SealBroken or NoKey."""
    rows = _rows(connection, keys, feedbacks, officer)
    found = (Feedback(id_, at, fields["score"], fields["booking"], fields["note"]) for id_, at, fields in rows)
    return tuple(sorted(found, key=lambda feedback: (feedback.at, feedback.id)))


def how_many(connection: Connection, officer: OfficerId) -> int:
    """Return how many check-ins are kept of an officer."""
    counted = select(func.count()).select_from(checkins).where(checkins.c.officer == officer)
    return connection.execute(counted).scalar_one()


def drop(connection: Connection, officer: OfficerId, checkin: CheckinId) -> bool:
    """Delete one check-in of the officer; tell whether it was there."""
    mine = checkins.c.officer == officer
    return connection.execute(delete(checkins).where(mine, checkins.c.id == checkin)).rowcount == 1


def drop_all(connection: Connection, officer: OfficerId) -> int:
    """Delete every check-in of the officer; return how many."""
    return connection.execute(delete(checkins).where(checkins.c.officer == officer)).rowcount


def _add(
    connection: Connection,
    keys: Keys,
    table: Table,
    officer: OfficerId,
    row: str,
    at: datetime,
    fields: Mapping[str, Any],
) -> None:
    plain = json.dumps({"at": at.isoformat()} | dict(fields)).encode()
    sealed = seal_for(keys, officer, plain, table, row)
    connection.execute(insert(table).values(id=row, officer=officer, sealed=sealed))


def _rows(
    connection: Connection, keys: Keys, table: Table, officer: OfficerId
) -> list[tuple[str, datetime, dict[str, Any]]]:
    """Open every row of an officer with one look for the key."""
    rows = connection.execute(select(table).where(table.c.officer == officer)).all()
    if not rows:
        return []
    key = keys.officers.get(officer)
    opened = ((row.id, json.loads(key.open(row.sealed, table.name, COLUMN, row.id))) for row in rows)
    return [(row, datetime.fromisoformat(fields["at"]), fields) for row, fields in opened]
