"""Contacts reach a partner's staff and nobody else, not even whoever reads everything that is kept."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from care.bookings import Booked, book
from care.names import SlotId, new_inbox_id
from care.slots import hold
from storage import directory, partner_keys
from storage.audit import Audit
from storage.backup import backup_data
from storage.contacts import contact_place, open_contact, partner_key_pair
from storage.database import Database
from storage.disclosure import about_everybody
from storage.keys import Keys
from storage.partner_keys import KeyExists, KeyReplaced, Made, NoPartnerKey, PrivateKey, WrongPassword
from storage.sealing import SealBroken
from storage.stretching import Cost
from storage.tables import load_tables
from storage.tables.directory import organisations
from storage.tables.partners import partner_wraps
from storage.tables.slots import bookings
from tests.cast import NGO_A, NGO_B, a_slot
from tests.databases import NOON, MovableClock
from tests.storage.offices import consenting, open_office

NUMBER = "+1 312 555 0150"
PASSWORD, ANOTHER = "the lamp over the quay", "a second long sentence"
SLOT = SlotId("six")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guess fast: what is tested here is not how slow guessing is."""
    monkeypatch.setattr(partner_keys, "SLOW", Cost(1, 1, 8))


@pytest.fixture
def made(sqlite_database: Database) -> Made:
    with sqlite_database.write() as connection:
        directory.put(connection, [NGO_A, NGO_B])
        return partner_keys.make_key(connection, NGO_A.id, "ana", PASSWORD)


@pytest.fixture
def booking(sqlite_database: Database, keys: Keys, clock: MovableClock, made: Made) -> str:
    """A booking with the partner whose key was made, with a number left."""
    office = open_office(sqlite_database, keys, clock, [a_slot(SLOT, NOON + timedelta(days=2))])
    officer = consenting(sqlite_database, keys, 1)
    with office.desk() as desk:
        hold(desk, officer, SLOT, new_inbox_id(), NOON)
        outcome = book(desk, officer, SLOT, NUMBER, new_inbox_id(), NOON)
    assert isinstance(outcome, Booked)
    return outcome.booking.id


def opened(database: Database, staff: str = "ana", password: str = PASSWORD) -> PrivateKey:
    with database.read() as connection:
        return partner_keys.open_key(connection, NGO_A.id, staff, password)


def test_a_partner_reads_a_contact_and_the_audit_says_so_first(
    sqlite_database: Database, keys: Keys, clock: MovableClock, booking: str
) -> None:
    audit = Audit(keys, clock)
    assert partner_keys.read_contact(sqlite_database, audit, opened(sqlite_database), "ana", booking) == NUMBER
    assert [(entry["who"], entry["what"], entry["about"]) for entry in audit.verify(sqlite_database)] == [
        ("ana", "contact.read", booking)
    ]


def test_a_contact_that_does_not_open_is_in_the_audit_all_the_same(
    sqlite_database: Database, keys: Keys, clock: MovableClock, booking: str
) -> None:
    audit, stranger = Audit(keys, clock), PrivateKey(NGO_B.id, partner_key_pair()[0])
    with pytest.raises(SealBroken):
        partner_keys.read_contact(sqlite_database, audit, stranger, "bo", booking)
    assert len(audit.verify(sqlite_database)) == 1


def test_an_administrator_who_reads_everything_cannot_read_a_contact(
    sqlite_database: Database, keys: Keys, clock: MovableClock, booking: str, tmp_path: Path
) -> None:
    """Promise 1: database, log, backup, every key of the key folder and another role's account give no contact."""
    with sqlite_database.write() as connection:
        other = partner_keys.make_key(connection, NGO_B.id, "bo", ANOTHER).private
    backup_data(sqlite_database, keys, tmp_path / "backup", NOON)
    restored = tmp_path / "restored.db"
    with sqlite3.connect(tmp_path / "code4.db") as live, sqlite3.connect(restored) as copy:
        live.backup(copy)  # what the backup holds once the key folder has opened it
    everything = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(NUMBER.encode() in content or b"5550150" in content for content in everything)
    with sqlite_database.read() as connection:
        sealed = connection.execute(select(bookings.c.contact).where(bookings.c.id == booking)).scalar_one()
        tables = load_tables().sorted_tables
        held = [value for table in tables for row in connection.execute(select(table)) for value in row]
        forced = json.dumps(about_everybody(connection, keys))
    assert NUMBER not in forced
    assert "3125550150" not in forced
    candidates = [other.secret, keys.index_key, keys.report_salt, keys.transit.secret, *keys.keks.values()]
    candidates += [key.secret for key in keys.officers.all()]
    candidates += [value[at : at + 32] for value in held if isinstance(value, bytes) for at in range(len(value) - 31)]
    for candidate in candidates:
        with pytest.raises(SealBroken):
            open_contact(candidate, sealed, contact_place(booking, NGO_A.id))
    for guess in (ANOTHER, "", "ana", NGO_A.id):
        with pytest.raises(WrongPassword):
            opened(sqlite_database, password=guess)


def test_a_password_can_be_changed_and_the_old_one_is_worth_nothing(sqlite_database: Database, made: Made) -> None:
    with sqlite_database.write() as connection:
        partner_keys.change_password(connection, NGO_A.id, "ana", PASSWORD, ANOTHER)
    assert opened(sqlite_database, password=ANOTHER) == made.private
    with pytest.raises(WrongPassword):
        opened(sqlite_database)


def test_the_printed_code_opens_the_key_when_every_password_is_lost(sqlite_database: Database, made: Made) -> None:
    typed = made.recovery.lower().replace("-", " ")
    with sqlite_database.write() as connection:
        assert partner_keys.recover(connection, NGO_A.id, "cleo", typed, ANOTHER) == made.private
    assert opened(sqlite_database, "cleo", ANOTHER) == made.private


def test_a_code_that_was_printed_again_replaces_the_first(sqlite_database: Database, made: Made) -> None:
    with sqlite_database.write() as connection:
        partner_keys.print_again(connection, made.private)
        with pytest.raises(WrongPassword):
            partner_keys.recover(connection, NGO_A.id, "cleo", made.recovery, ANOTHER)


def test_a_colleague_is_invited_with_a_code_that_works_once(sqlite_database: Database, made: Made) -> None:
    with sqlite_database.write() as connection:
        code = partner_keys.invite(connection, made.private, "cleo")
        assert partner_keys.accept(connection, NGO_A.id, "cleo", code, ANOTHER) == made.private
        with pytest.raises(NoPartnerKey):
            partner_keys.accept(connection, NGO_A.id, "cleo", code, ANOTHER)
    assert opened(sqlite_database, "cleo", ANOTHER) == made.private


def test_who_has_left_opens_nothing(sqlite_database: Database, made: Made) -> None:
    with sqlite_database.write() as connection:
        assert partner_keys.remove(connection, NGO_A.id, "ana")
        assert partner_keys.holders(connection, NGO_A.id) == ["recovery"]
    with pytest.raises(NoPartnerKey):
        opened(sqlite_database)


def test_a_second_visit_never_makes_a_second_key(sqlite_database: Database, made: Made) -> None:
    with pytest.raises(KeyExists), sqlite_database.write() as connection:
        partner_keys.make_key(connection, NGO_A.id, "cleo", ANOTHER)


def test_an_organisation_that_is_not_there_gets_no_key(sqlite_database: Database) -> None:
    with pytest.raises(NoPartnerKey), sqlite_database.write() as connection:
        partner_keys.make_key(connection, NGO_B.id, "bo", ANOTHER)


def test_a_public_key_that_was_exchanged_is_noticed_at_log_in(sqlite_database: Database, made: Made) -> None:
    stranger = partner_key_pair()[1]
    with sqlite_database.write() as connection:
        connection.execute(update(organisations).values(public_key=stranger))
    with pytest.raises(KeyReplaced):
        opened(sqlite_database)
    assert partner_keys.fingerprint_of(stranger) != partner_keys.fingerprint_of(made.private.public)


def test_an_import_of_the_directory_never_changes_a_key(sqlite_database: Database, made: Made) -> None:
    with sqlite_database.write() as connection:
        directory.put(connection, [replace(NGO_A, name="Renamed", public_key=partner_key_pair()[1])])
    assert opened(sqlite_database) == made.private


def test_a_wrap_moved_to_another_organisation_is_refused(sqlite_database: Database, made: Made) -> None:
    with sqlite_database.write() as connection:
        other = partner_keys.make_key(connection, NGO_B.id, "ana", PASSWORD)
        rows = {row.holder + row.organisation: row for row in connection.execute(select(partner_wraps))}
        mine, theirs = rows["staff:ana" + NGO_A.id], rows["staff:ana" + NGO_B.id]
        values = {"salt": theirs.salt, "wrapped": theirs.wrapped}
        here = (partner_wraps.c.organisation == mine.organisation, partner_wraps.c.holder == mine.holder)
        connection.execute(update(partner_wraps).where(*here).values(**values))
    assert other.private != made.private
    with pytest.raises(WrongPassword):
        opened(sqlite_database)


def test_no_secret_shows_itself(made: Made) -> None:
    assert made.recovery not in repr(made)
    assert repr(made.private.secret) not in repr(made)


def test_a_lost_key_is_taken_out_of_use_and_the_next_visit_makes_another(
    sqlite_database: Database, made: Made, booking: str
) -> None:
    with sqlite_database.write() as connection:
        partner_keys.reset(connection, NGO_A.id)
        assert connection.execute(select(bookings.c.contact)).scalars().all() == [None]
        again = partner_keys.make_key(connection, NGO_A.id, "ana", PASSWORD)
    assert again.private != made.private
