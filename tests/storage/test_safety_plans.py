"""Promise 1: a safety plan is sealed under the officer's own key, and gone when they are forgotten."""

from datetime import UTC, datetime

import pytest

from care.consent import consent_now
from care.names import OfficerId
from care.officers import Address, Preferences
from care.safety_plan import SafetyPlan
from storage import safety_plans
from storage.database import Database
from storage.forgetting import forget
from storage.keys import Keys
from storage.officers import Officers
from storage.sealing import SealBroken
from storage.tables.safety_plans import safety_plans as table
from tests.databases import NOON

PLAN = SafetyPlan({"signs": "I stop answering the phone", "safe": "Dan keeps the key"})


def an_officer(database: Database, keys: Keys, chat: str) -> OfficerId:
    with database.write() as connection:
        preferences = Preferences("en", "America/Chicago")
        return Officers(keys).create(connection, Address("terminal", chat), preferences, consent_now(NOON))


def test_a_plan_is_read_as_it_was_kept_and_replaced_by_the_next(database: Database, keys: Keys) -> None:
    officer = an_officer(database, keys, "1")
    with database.write() as connection:
        safety_plans.keep(connection, keys, officer, PLAN)
        safety_plans.keep(connection, keys, officer, SafetyPlan({"signs": "new"}))
        assert safety_plans.read(connection, keys, officer) == SafetyPlan({"signs": "new"})
        assert safety_plans.is_kept(connection, officer)


def test_no_word_of_it_is_in_clear_and_no_row_opens_for_another_officer(database: Database, keys: Keys) -> None:
    one, other = an_officer(database, keys, "1"), an_officer(database, keys, "2")
    with database.write() as connection:
        for officer in (one, other):
            safety_plans.keep(connection, keys, officer, PLAN)
        rows = connection.execute(table.select()).all()
        assert not any(b"phone" in row.sealed for row in rows)
        swapped = next(row.sealed for row in rows if row.officer == other)
        connection.execute(table.update().where(table.c.officer == one).values(sealed=swapped))
        with pytest.raises(SealBroken):
            safety_plans.read(connection, keys, one)


def test_forgetting_takes_it(database: Database, keys: Keys) -> None:
    officer = an_officer(database, keys, "1")
    with database.write() as connection:
        safety_plans.keep(connection, keys, officer, PLAN)
    forget(database, keys, officer, datetime(2026, 11, 17, tzinfo=UTC))
    with database.read() as connection:
        assert connection.execute(table.select()).all() == []


def test_a_dropped_plan_is_gone(database: Database, keys: Keys) -> None:
    officer = an_officer(database, keys, "1")
    with database.write() as connection:
        safety_plans.keep(connection, keys, officer, PLAN)
        assert safety_plans.drop(connection, officer)
        assert not safety_plans.drop(connection, officer)
        assert safety_plans.read(connection, keys, officer) is None
