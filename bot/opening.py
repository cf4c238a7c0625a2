"""Before what safety needs is done, the bot on Telegram answers testers alone, and anybody in a crisis."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import golive
from bot.doors import Letter
from bot.messages import Incoming, Outgoing
from bot.reception import Reads
from care.clock import Clock
from settings import Settings
from storage import facts
from storage.database import Database
from storage.index import chat_index
from storage.keys import Keys
from words import LOCALES, Words

ASKED_EVERY = 15.0  # seconds between looks at the checklist
TESTER = "tester.code"

Receive = Callable[[Incoming], Awaitable[None]]


@dataclass
class Opening:
    """Stands before the reception of a live bot until golive.missing is empty."""

    settings: Settings
    database: Database
    keys: Keys = field(repr=False)
    words: Words = field(repr=False)
    clock: Clock
    screen: Reads
    receive_all: Receive
    send: Callable[[Letter], Awaitable[None]]
    _asked: float = -ASKED_EVERY
    _is_open: bool = False
    _testers: frozenset[str] = frozenset()
    _code: str = ""

    async def receive(self, incoming: Incoming) -> None:
        """Let a message in when it may; else say that the bot is not open yet."""
        await self._ask()
        chat = chat_index(self.keys, incoming.door, incoming.chat).hex()
        is_code = bool(self._code) and incoming.text.strip().removeprefix("/start ") == self._code
        if is_code:
            await asyncio.to_thread(self._let_in, chat)
            incoming = replace(incoming, text="/start")
        if self._is_open or is_code or chat in self._testers or self.screen.read(incoming.text).risk != "none":
            await self.receive_all(incoming)
            return
        said = "\n\n".join(self.words.text("utter_not_open", locale) for locale in LOCALES)
        await self.send(Letter(incoming.door, incoming.chat, Outgoing(said), incoming.update))

    async def _ask(self) -> None:
        if not self._is_open and time.monotonic() - self._asked >= ASKED_EVERY:
            self._asked = time.monotonic()
            await asyncio.to_thread(self._look)

    def _look(self) -> None:
        with self.database.read() as connection:
            self._is_open = not golive.missing(connection, self.settings, self.words, self.clock.now())
            known = facts.declared(connection)
        self._testers = frozenset(name.removeprefix("tester.") for name in known if name != TESTER)
        self._code = str(known[TESTER].value) if TESTER in known else ""

    def _let_in(self, chat: str) -> None:
        with self.database.write() as connection:
            facts.declare(connection, f"tester.{chat}", True, "", self.clock.now())
        self._testers |= {chat}
