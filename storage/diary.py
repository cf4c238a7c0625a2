"""The diary of the rules of check-ins (care.checkins), over the database: one transaction each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from care.checkins import Checkin, Feedback
from care.clock import Clock
from care.names import InboxId, OfficerId
from storage import checkins
from storage.database import Database
from storage.effects import Effects
from storage.keys import Keys
from storage.tables.officers import officers

Count = Callable[[Connection, OfficerId, str, str], object]


@dataclass(frozen=True)
class StoredDiary:
    """A write transaction; satisfies `care.checkins.Diary`."""

    connection: Connection
    keys: Keys
    effects: Effects
    counting: Count

    def once(self, inbox: InboxId, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Run `act` unless this message did so before; return its first result either way."""
        return self.effects.once(self.connection, inbox, name, act)

    def knows(self, officer: OfficerId) -> bool:
        """Tell whether the officer is there, their row locked (on SQLite the whole database is)."""
        row = select(officers.c.id).where(officers.c.id == officer).with_for_update()
        return self.connection.execute(row).first() is not None

    def add(self, officer: OfficerId, checkin: Checkin) -> None:
        """Keep a check-in."""
        checkins.add(self.connection, self.keys, officer, checkin)

    def add_feedback(self, officer: OfficerId, feedback: Feedback) -> None:
        """Keep feedback."""
        checkins.add_feedback(self.connection, self.keys, officer, feedback)

    def count(self, officer: OfficerId, statistic: str, category: str) -> None:
        """Count for the anonymous totals."""
        self.counting(self.connection, officer, statistic, category)


@contextmanager
def open_diary(database: Database, keys: Keys, clock: Clock, count: Count) -> Iterator[StoredDiary]:
    """Open a write transaction; raises what `Database.write` raises."""
    with database.write() as connection:
        yield StoredDiary(connection, keys, Effects(keys, clock), count)
