"""An office over a real database with a small directory and the cast's officers."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import delete, insert

from care.clock import Clock
from care.consent import consent_now
from care.directory import Organisation, Service, Slot
from care.names import OfficerId
from care.officers import Address, Preferences
from storage import directory, slots
from storage.contacts import partner_key_pair
from storage.database import Database
from storage.desk import StoredOffice
from storage.keys import Keys
from storage.officers import Officers
from storage.tables import load_tables
from storage.tables.officers import officers as officer_table
from tests.cast import COUNSELLING, NGO_A, NGO_B, ROOMS, a_service
from tests.databases import NOON

PRIVATE_KEY, PUBLIC_KEY = partner_key_pair()
WITH_KEY: Organisation = replace(NGO_A, public_key=PUBLIC_KEY)
SERVICES: list[Service] = [
    replace(COUNSELLING, organisation=WITH_KEY),
    a_service("peer", organisation=NGO_B),
]


def open_office(database: Database, keys: Keys, clock: Clock, published: Iterable[Slot]) -> StoredOffice:
    """Publish slots of `counselling` (its partner has a key) and `peer` (whose partner has none)."""
    with database.write() as connection:
        directory.put(connection, [WITH_KEY, NGO_B, ROOMS, *SERVICES])
        slots.add_slots(connection, published)
    return StoredOffice(database, keys, clock)


def consenting(database: Database, keys: Keys, number: int) -> OfficerId:
    """Return a new officer, with a key of their own."""
    address, preferences = Address("telegram", f"1002003{number:03}"), Preferences("en", "America/Chicago")
    with database.write() as connection:
        return Officers(keys).create(connection, address, preferences, consent_now(NOON))


def clear(database: Database) -> None:
    """Delete all rows."""
    with database.write() as connection:
        for table in reversed(load_tables().sorted_tables):
            connection.execute(delete(table))


def put_officer(database: Database, officer: OfficerId) -> None:
    """Put an officer's bare row, for tests that seal nothing: a key of their own costs a few disk writes."""
    sealed = {"address": b"", "preferences": b"", "consent": b""}
    with database.write() as connection:
        connection.execute(insert(officer_table).values(id=officer, chat=officer.encode(), **sealed))
