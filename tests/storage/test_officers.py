from dataclasses import replace

import pytest

from care.consent import WORDING, consent_now
from care.names import OfficerId
from care.officers import Address, Preferences
from storage.database import Database
from storage.index import chat_index, digest, update_index
from storage.keys import Keys
from storage.officers import NoOfficer, Officers
from tests.databases import NOON

ADDRESS = Address("telegram", "100200300")
SPANISH = Preferences("es", "America/Chicago")


def create(database: Database, keys: Keys, address: Address = ADDRESS) -> OfficerId:
    with database.write() as connection:
        return Officers(keys).create(connection, address, SPANISH, consent_now(NOON))


def test_an_officer_is_found_by_their_chat_and_can_be_written_to(database: Database, keys: Keys) -> None:
    officer, officers = create(database, keys), Officers(keys)
    with database.read() as connection:
        assert officers.find(connection, chat_index(keys, "telegram", "100200300")) == officer
        assert officers.address_of(connection, officer) == ADDRESS
        assert officers.preferences_of(connection, officer) == SPANISH
        assert officers.consent_of(connection, officer) == consent_now(NOON)


def test_a_chat_is_one_officer_however_often_start_is_pressed(database: Database, keys: Keys) -> None:
    assert create(database, keys) == create(database, keys)


def test_the_same_id_behind_two_doors_is_two_officers(database: Database, keys: Keys) -> None:
    assert create(database, keys) != create(database, keys, replace(ADDRESS, door="terminal"))


def test_preferences_can_change(database: Database, keys: Keys) -> None:
    officer, officers = create(database, keys), Officers(keys)
    with database.write() as connection:
        officers.prefer(connection, officer, Preferences("en", "America/Denver"))
        assert officers.preferences_of(connection, officer).timezone == "America/Denver"


def test_nobody_is_found_for_a_visitor(database: Database, keys: Keys) -> None:
    with database.read() as connection:
        assert Officers(keys).find(connection, chat_index(keys, "telegram", "1")) is None
        with pytest.raises(NoOfficer):
            Officers(keys).address_of(connection, OfficerId("f" * 32))


def test_consent_to_an_earlier_wording_is_not_current() -> None:
    assert consent_now(NOON).is_current
    assert not replace(consent_now(NOON), wording=f"{WORDING}-old").is_current


def test_digests_of_different_uses_have_nothing_in_common(keys: Keys) -> None:
    assert chat_index(keys, "telegram", "1") != update_index(keys, "telegram", "1")
    assert digest(keys, "x", "ab", "c") != digest(keys, "x", "a", "bc")
