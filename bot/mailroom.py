"""The outbox's rows: what an earlier gateway or another process left is sent, what is sent is deleted."""

import asyncio
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.codec import unpack_letter
from bot.doors import Letter, lane_of
from bot.outbox import Outbox
from bot.writer import NotWritten, Writer
from care.names import OfficerId
from storage import officers, outbox
from storage.database import Database
from storage.errors import StorageError
from storage.index import chat_index
from storage.keys import Keys
from storage.preferences import decided

RETRY = 1.0
AT_ONCE = 200  # rows a look
# Letters of these rows that wait for their place: with more, an answer would wait behind them (bot.pace: 30 a second).
PACED_AT_ONCE = 30

log = structlog.get_logger()


class Mailroom:
    """Knows which rows are on the way, so that none is sent twice and none is left."""

    def __init__(self, database: Database, keys: Keys, writer: Writer) -> None:
        self._database, self._keys, self._writer = database, keys, writer
        self.on_the_way: set[str] = set()
        self._paced: set[str] = set()
        self._sent: list[Letter] = []
        self._gone: list[Letter] = []
        self._cleaning: asyncio.Task[None] | None = None

    async def collect(self, sender: Outbox) -> int:
        """Hand over rows that nobody here knows of, a few at a time and the oldest first; returns how many."""
        handed = 0
        for letter, is_wanted in await asyncio.to_thread(self._unsent, frozenset(self.on_the_way)):
            if letter.row in self.on_the_way:
                continue
            if is_wanted and sender.is_paced(letter):
                if len(self._paced) >= PACED_AT_ONCE:
                    break
                self._paced.add(letter.row)
            self.on_the_way.add(letter.row)
            if is_wanted:
                sender.post(lane_of(letter.door, letter.chat), [letter])
            else:
                self.done(letter, True)
            handed += 1
        return handed

    def done(self, letter: Letter, reached: bool) -> None:
        """Have a letter's row deleted soon, with others; remember a person who cannot be reached."""
        self._paced.discard(letter.row)
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

    def _unsent(self, known: frozenset[str]) -> list[tuple[Letter, bool]]:
        """Return letters of unknown rows, each with whether it is still wanted: silence ends a reminder on its way."""
        with self._database.read() as connection:
            rows = outbox.unsent(connection, self._keys, known, AT_ONCE)
            letters = [(unpack_letter(row.plain, row.id), row.officer) for row in rows]
            return [(letter, self._is_wanted(connection, letter, officer)) for letter, officer in letters]

    def _is_wanted(self, connection: Connection, letter: Letter, officer: OfficerId | None) -> bool:
        if officer is None or not letter.message.reminds:
            return True
        try:
            return not decided(connection, self._keys, officer).silent
        except StorageError:  # what somebody decided cannot be read: nothing is sent unasked
            return False
