"""The trail of a chat: the ids of its messages of the last 48 hours, sealed under the officer's key.

Telegram lets a bot delete messages of both sides for 48 hours (Bot API, deleteMessages); an older id is of no use.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from care.names import OfficerId
from storage.envelopes import open_for, seal_for
from storage.errors import StorageError
from storage.keys import Keys
from storage.tables.trail import trails

REACH_HOURS = 48
DAY_HOURS = 24


@dataclass(frozen=True)
class Trail:
    """Message ids with the hour since 1970 in which each came; `a_day` asks to delete them after 24 hours."""

    messages: tuple[tuple[int, int], ...] = ()
    a_day: bool = False

    def with_new(self, ids: Collection[int], now: datetime) -> "Trail":
        """Return the trail with messages of now, and without those out of reach."""
        added = (*self.messages, *((each, _hour(now)) for each in sorted(ids)))
        return replace(self, messages=tuple(each for each in added if each[1] > _hour(now) - REACH_HOURS))

    def older_than_a_day(self, now: datetime) -> list[int]:
        """Return the ids that the officer's choice covers now."""
        return [each for each, hour in self.messages if self.a_day and hour <= _hour(now) - DAY_HOURS]

    def without(self, ids: Collection[int]) -> "Trail":
        """Return the trail without messages that are gone."""
        gone = set(ids)
        return replace(self, messages=tuple(each for each in self.messages if each[0] not in gone))


def read(connection: Connection, keys: Keys, officer: OfficerId) -> Trail:
    """Return an officer's trail; an empty one when there is none or no key opens it."""
    sealed = connection.execute(select(trails.c.sealed).where(trails.c.officer == officer)).scalar()
    if sealed is None:
        return Trail()
    try:
        fields = json.loads(open_for(keys, officer, sealed, trails, officer))
    except StorageError:
        return Trail()
    return Trail(tuple((each, hour) for each, hour in fields["messages"]), fields["a_day"])


def keep(connection: Connection, keys: Keys, officer: OfficerId, trail: Trail) -> None:
    """Keep an officer's trail in the place of the earlier one; raises NoKey."""
    plain = json.dumps({"messages": trail.messages, "a_day": trail.a_day}).encode()
    sealed = seal_for(keys, officer, plain, trails, officer)
    connection.execute(delete(trails).where(trails.c.officer == officer))
    connection.execute(insert(trails).values(officer=officer, sealed=sealed))


def all_officers(connection: Connection) -> list[OfficerId]:
    """Return who has a trail."""
    return [OfficerId(each) for each in connection.execute(select(trails.c.officer)).scalars()]


def _hour(now: datetime) -> int:
    return int(now.timestamp()) // 3600
