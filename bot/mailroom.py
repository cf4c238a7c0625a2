"""The outbox's rows: what an earlier gateway or another process left is sent, what is sent is deleted."""

import asyncio
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.codec import unpack_letter
from bot.doors import Letter, lane_of
from bot.outbox import Outbox
from bot.writer import NotWritten, Writer
from storage import officers, outbox
from storage.database import Database
from storage.errors import StorageError
from storage.index import chat_index
from storage.keys import Keys
from storage.outbox import Unsent

RETRY = 1.0

log = structlog.get_logger()


class Mailroom:
    """Knows which rows are on the way, so that none is sent twice and none is left."""

    def __init__(self, database: Database, keys: Keys, writer: Writer) -> None:
        self._database, self._keys, self._writer = database, keys, writer
        self.on_the_way: set[str] = set()
        self._sent: list[Letter] = []
        self._gone: list[Letter] = []
        self._cleaning: asyncio.Task[None] | None = None

    async def collect(self, sender: Outbox) -> int:
        """Hand over rows that nobody here knows of; returns how many."""
        known = frozenset(self.on_the_way)
        rows = [row for row in await asyncio.to_thread(self._unsent, known) if row.id not in self.on_the_way]
        self.on_the_way.update(row.id for row in rows)
        for row in rows:
            letter = unpack_letter(row.plain, row.id)
            sender.post(lane_of(letter.door, letter.chat), [letter])
        return len(rows)

    def done(self, letter: Letter, reached: bool) -> None:
        """Have a letter's row deleted soon, with others; remember a person who cannot be reached."""
        if reached and not letter.row:
            return
        (self._sent if reached else self._gone).append(letter)
        if self._cleaning is None or self._cleaning.done():
            self._cleaning = asyncio.create_task(self._clean())

    async def idle(self) -> None:
        """Wait until every sent row is deleted."""
        if self._cleaning is not None:
            await self._cleaning

    async def _clean(self) -> None:
        while self._sent or self._gone:
            sent, self._sent = self._sent, []
            gone, self._gone = self._gone, []
            try:
                await self._writer.do(partial(self._delete, sent=sent, gone=gone))
            except (StorageError, NotWritten) as error:
                log.warning("sent_rows_stay", error=type(error).__name__, count=len(sent) + len(gone))
                self._sent, self._gone = sent + self._sent, gone + self._gone
                await asyncio.sleep(RETRY)
            else:
                self.on_the_way.difference_update(letter.row for letter in sent + gone)

    def _delete(self, connection: Connection, sent: list[Letter], gone: list[Letter]) -> None:
        outbox.sent(connection, [letter.row for letter in sent + gone])
        for letter in gone:
            index = chat_index(self._keys, letter.door, letter.chat)
            if officer := officers.Officers(self._keys).find(connection, index):
                outbox.mark_unreachable(connection, officer)

    def _unsent(self, known: frozenset[str]) -> list[Unsent]:
        with self._database.read() as connection:
            return outbox.unsent(connection, self._keys, known)
