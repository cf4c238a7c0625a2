"""Each effect happens once per (inbox id, name): a repeat gets the first result and runs nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from care.clock import Clock
from care.names import InboxId
from storage.dialects import insert_new
from storage.index import effect_index
from storage.keys import Keys
from storage.tables.effects import effects

KEPT_FOR = timedelta(days=3)  # longer than the 48 hours in which a message may come again

Result = dict[str, Any]  # what JSON can hold; no officer id in it


@dataclass(frozen=True)
class Effects:
    """The remembered effects of messages."""

    keys: Keys
    clock: Clock

    def once(self, connection: Connection, inbox: InboxId, name: str, act: Callable[[], Result]) -> Result:
        """Run `act` in this transaction unless the message did so before; return its first result either way.

        A second process that comes with the same message waits here until the first is done. When `act`
        raises, the transaction must be rolled back with it.
        """
        index = effect_index(self.keys, inbox, name)
        until = self.clock.now().date() + KEPT_FOR
        claim = insert_new(connection, effects).values(id=index, until=until).returning(effects.c.until)
        if connection.execute(claim).first() is None:
            return self._earlier(connection, index)
        result = act()
        sealed = self.keys.transit.seal(json.dumps(result).encode(), "effect", "result", index.hex())
        connection.execute(update(effects).where(effects.c.id == index).values(result=sealed))
        return result

    def purge(self, connection: Connection) -> int:
        """Delete what is too old to come again; return how many rows."""
        old = delete(effects).where(effects.c.until < self.clock.now().date())
        return connection.execute(old).rowcount

    def _earlier(self, connection: Connection, index: bytes) -> Result:
        sealed = connection.execute(select(effects.c.result).where(effects.c.id == index)).scalar_one()
        plain = self.keys.open_transit(sealed, "effect", "result", index.hex())
        result: Result = json.loads(plain)
        return result
