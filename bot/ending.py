"""Ending sessions: 60 idle minutes after the last message the pseudonym and the engine's tracker go."""

import asyncio
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.dialogue import Dialogue, NoAnswer
from bot.session import IDLE, unpack
from bot.writer import Writer
from care.clock import Clock
from care.names import SessionPseudonym
from storage import due, sessions
from storage.database import Database
from storage.due import Due
from storage.keys import Keys

log = structlog.get_logger()


class Ending:
    """Ends what is due to end; a session that was used meanwhile is looked at again later."""

    def __init__(self, database: Database, keys: Keys, clock: Clock, writer: Writer, dialogue: Dialogue) -> None:
        self._database, self._keys, self._clock = database, keys, clock
        self._writer, self._dialogue = writer, dialogue
        self._tasks: set[asyncio.Task[bool]] = set()

    async def run(self) -> int:
        """End sessions that are due; returns how many rows were done."""
        ran = 0
        for row, ends in await asyncio.to_thread(self._ready):
            if ends > self._clock.now():
                await self._writer.do(partial(self._look_later, row=row, ends=ends))
            elif await self._forgotten(SessionPseudonym(row.about)):
                await self._writer.do(partial(self._end, row=row))
            else:
                break
            ran += 1
        return ran

    def forget(self, pseudonym: SessionPseudonym) -> None:
        """Have the engine forget a session soon; an officer's due row sees to it when this fails."""
        task = asyncio.create_task(self._forgotten(pseudonym))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _forgotten(self, pseudonym: SessionPseudonym) -> bool:
        try:
            await self._dialogue.forget(pseudonym)
        except NoAnswer:
            log.warning("not_forgotten_yet")
            return False
        return True

    def _ready(self) -> list[tuple[Due, datetime]]:
        """Return due rows, each with the instant at which its session ends as it was last used."""
        with self._database.read() as connection:
            rows = due.ready(connection, self._keys, self._clock.now(), ("session_end",))
            return [(row, self._ends(connection, row)) for row in rows]

    def _ends(self, connection: Connection, row: Due) -> datetime:
        kept = sessions.find(connection, self._keys, SessionPseudonym(row.about))
        if kept is None:
            return row.at
        return unpack(kept.pseudonym, kept.officer, kept.plain).last_at + IDLE

    def _look_later(self, connection: Connection, row: Due, ends: datetime) -> None:
        if due.take(connection, row.id):
            due.add(connection, self._keys, "session_end", ends, about=row.about)

    def _end(self, connection: Connection, row: Due) -> None:
        if due.take(connection, row.id):
            sessions.end(connection, SessionPseudonym(row.about))
