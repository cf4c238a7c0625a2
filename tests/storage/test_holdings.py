"""An export shows all that is kept, and "forget me" leaves none of it."""

import json
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import LargeBinary, String, func, insert, select

from care.bookings import book
from care.names import InboxId, OfficerId, SessionPseudonym, SlotId, new_inbox_id
from care.slots import hold
from storage import due, inbox, outbox, private, sessions
from storage.database import Database
from storage.forgetting import forget
from storage.holdings import holdings, owned
from storage.inbox import Accepted
from storage.keys import Keys, open_keys
from storage.officer_keys import NoKey
from storage.rotation import rotate
from storage.sessions import KeptSession
from storage.tables.gateway import due as due_table
from storage.tables.types import Sealed
from tests.cast import a_slot
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting, open_office

SLOT = SlotId("six")


@pytest.fixture
def officer(database: Database, keys: Keys, clock: MovableClock) -> OfficerId:
    """An officer in the middle of everything."""
    office = open_office(database, keys, clock, [a_slot(SLOT, NOON + timedelta(days=2))])
    officer = consenting(database, keys, 1)
    with office.desk() as desk:
        hold(desk, officer, SLOT, new_inbox_id(), NOON)
        book(desk, officer, SLOT, "+1 312 555 0150", new_inbox_id(), NOON)
    with database.write() as connection:
        inbox.keep(connection, keys, Accepted(InboxId("1" * 32), officer, b'{"text": "words in the inbox"}'))
        outbox.put(connection, keys, officer, b'{"text": "words on their way"}', "2" * 32)
        outbox.put_waiting(connection, keys, officer, b'{"text": "words that wait"}')
        state = json.dumps({"key": "c2VjcmV0", "locale": "en"}).encode()
        sessions.start(connection, keys, KeptSession(SessionPseudonym("3" * 32), officer, state))
        private.keep(connection, keys, officer, "prv_1", "a private answer")
        outbox.mark_unreachable(connection, officer)
    return officer


def test_an_export_opens_every_row_of_the_officer(database: Database, keys: Keys, officer: OfficerId) -> None:
    with database.read() as connection:
        held = holdings(connection, keys, officer)
    shown = json.dumps(held)
    for words in ("1002003001", "words in the inbox", "words on their way", "words that wait", "a private answer"):
        assert words in shown
    assert "c2VjcmV0" not in shown
    assert held["due"][0]["sealed"]["before_minutes"] in (60, 1440)


def test_no_table_of_officers_is_left_out_of_exports_and_forgetting(
    sqlite_database: Database, keys: Keys, clock: MovableClock
) -> None:
    """Each table gets a row of the officer's, whatever its columns; none is left after "forget me"."""
    officer = consenting(sqlite_database, keys, 1)
    key = keys.officers.get(officer)
    with sqlite_database.write() as connection:
        for table, of in owned():
            row: dict[str, Any] = {of.name: officer}
            for column in table.columns:
                if isinstance(column.type, Sealed):
                    name = "x" if "id" in table.c or column.table.name in ("sessions", "private_answers") else officer
                    row[column.name] = key.seal(b"{}", table.name, column.name, name)
                elif isinstance(column.type, String) and column.name not in row:
                    row[column.name] = "x"
                elif isinstance(column.type, LargeBinary):
                    row[column.name] = b"x"
                elif column.name == "at":
                    row[column.name] = NOON
            if table.name != "officer":
                connection.execute(insert(table).values(**row))
    with sqlite_database.read() as connection:
        assert all(holdings(connection, keys, officer).values())
    forget(sqlite_database, keys, officer, NOON)
    with sqlite_database.read() as connection:
        left = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar() for table, _ in owned()
        }
    assert set(left.values()) == {0}


def test_forgetting_an_officer_with_ten_thousand_rows_takes_under_two_seconds(
    sqlite_database: Database, keys: Keys
) -> None:
    officer = consenting(sqlite_database, keys, 1)
    with sqlite_database.write() as connection:
        for _ in range(10_000):
            due.add(connection, keys, "private_expiry", NOON, about="")
        connection.execute(due_table.update().values(officer=officer))
    begun = time.perf_counter()
    forgotten = forget(sqlite_database, keys, officer, NOON)
    assert forgotten.rows > 10_000
    assert time.perf_counter() - begun < 2


def test_forgetting_during_a_rotation_is_done_at_once_and_for_good(
    sqlite_database: Database, keys: Keys, clock: MovableClock
) -> None:
    officers = [consenting(sqlite_database, keys, number) for number in range(30)]
    rotating = threading.Thread(target=lambda: [rotate(open_keys(keys.folder), sqlite_database) for _ in range(3)])
    rotating.start()
    for officer in officers[::2]:
        forget(sqlite_database, keys, officer, NOON)
    rotating.join()
    assert [officer for officer in officers if _has_key(keys, officer)] == officers[1::2]


def _has_key(keys: Keys, officer: OfficerId) -> bool:
    try:
        keys.officers.get(officer)
    except NoKey:
        return False
    return True
