"""The phone: `/hide` clears the chat at once, and by choice everything goes after a day.

Ids of messages are gathered here and kept, sealed, once a second; a visitor's stay in memory. Nothing is said of a
message but that it was there.
"""

import asyncio
import contextlib
from collections import defaultdict
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Connection
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.doors import DoorError, Slowed
from bot.telegram.errors import named_errors
from care.clock import Clock
from care.names import OfficerId
from storage import trail
from storage.database import Database
from storage.errors import StorageError
from storage.index import chat_index
from storage.keys import Keys
from storage.officers import Officers
from storage.trail import Trail
from words import Words

COMMAND = "/hide"
CHOICES = {"hide.daily": True, "hide.never": False}
SAID = ("utter_hidden", "utter_hide_daily", "utter_hide_never", "utter_hide_visitor", "button_hide_daily")
AT_ONCE = 100  # ids a call (Bot API)
TRIES = 4
KEEP_EVERY, LOOK_EVERY = 1.0, 600.0

log = structlog.get_logger()


def is_command(text: str) -> bool:
    """Tell whether a text asks to clear the chat."""
    return text.strip().split("@")[0].lower() == COMMAND


@dataclass
class Hiding:
    """Knows what stands in each chat, and deletes it."""

    database: Database
    keys: Keys
    words: Words
    clock: Clock
    bot: Bot
    _new: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _visitors: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def saw(self, chat: str, message: int) -> None:
        """Remember that a message of either side stands in a chat."""
        self._new[chat].add(message)

    async def run(self) -> None:
        """Keep what was seen, and delete what a choice covers, until cancelled."""
        passed = LOOK_EVERY
        while True:
            with contextlib.suppress(StorageError):
                await asyncio.to_thread(self.keep)
                if passed >= LOOK_EVERY:
                    passed = 0.0
                    await self.hide_the_old()
            await asyncio.sleep(KEEP_EVERY)
            passed += KEEP_EVERY

    def keep(self) -> None:
        """Keep the ids of officers' chats; raises StorageError, and then has them still."""
        new, self._new = self._new, defaultdict(set)
        if not new:
            return
        try:
            with self.database.write() as connection:
                for chat, ids in new.items():
                    self._keep_of(connection, chat, ids)
        except StorageError:
            for chat, ids in new.items():
                self._new[chat] |= ids
            raise

    async def hide(self, chat: str, language: str) -> None:
        """Delete everything within reach now, and say what is not."""
        officer, kept = await asyncio.to_thread(self._read, chat)
        ids = {each for each, _ in kept.messages} | self._visitors.pop(chat, set()) | self._new.pop(chat, set())
        gone = await self._delete(chat, sorted(ids))
        if officer:
            await asyncio.to_thread(self._put, officer, kept.without(gone))
        await self._say(chat, "utter_hidden", officer, language, kept.a_day)

    async def choose(self, chat: str, choice: str, language: str) -> None:
        """Note whether everything is to go after a day; a visitor's chat is remembered nowhere."""
        officer, kept = await asyncio.to_thread(self._read, chat)
        if officer is None:
            return await self._say(chat, "utter_hide_visitor", None, language, None)
        a_day = CHOICES[choice]
        await asyncio.to_thread(self._put, officer, Trail(kept.messages, a_day))
        await self._say(chat, "utter_hide_daily" if a_day else "utter_hide_never", officer, language, None)

    async def hide_the_old(self) -> None:
        """Delete what is a day old of every officer who chose so; raises StorageError."""
        for officer, chat, kept in await asyncio.to_thread(self._all):
            if old := kept.older_than_a_day(self.clock.now()):
                gone = await self._delete(chat, old)
                await asyncio.to_thread(self._forget, officer, gone)

    async def _delete(self, chat: str, ids: list[int]) -> list[int]:
        """Delete messages, a hundred a call; return those that are gone."""
        gone: list[int] = []
        for start in range(0, len(ids), AT_ONCE):
            part = ids[start : start + AT_ONCE]
            if await self._delete_part(chat, part):
                gone += part
        return gone

    async def _delete_part(self, chat: str, ids: list[int]) -> bool:
        for attempt in range(TRIES):
            try:
                with named_errors():
                    return await self.bot.delete_messages(int(chat), ids)
            except Slowed as error:
                await asyncio.sleep(error.seconds)
            except DoorError as error:
                log.warning("not_hidden", error=type(error).__name__, count=len(ids), attempt=attempt)
                await asyncio.sleep(0.2)
        return False

    async def _say(self, chat: str, name: str, officer: OfficerId | None, language: str, a_day: bool | None) -> None:
        locale = await asyncio.to_thread(self._locale, officer, language)
        choice = "hide.never" if a_day else "hide.daily"
        title = self.words.text("button_hide_never" if a_day else "button_hide_daily", locale)
        buttons = InlineKeyboardMarkup([[InlineKeyboardButton(title, callback_data=choice)]])
        with contextlib.suppress(DoorError), named_errors():
            text = self.words.text(name, locale)
            sent = await self.bot.send_message(int(chat), text, reply_markup=None if a_day is None else buttons)
            self.saw(chat, sent.message_id)

    def _keep_of(self, connection: Connection, chat: str, ids: set[int]) -> None:
        officer = self._officer(connection, chat)
        if officer is None:
            self._visitors[chat] |= ids
            return
        kept = trail.read(connection, self.keys, officer)
        ids = ids | self._visitors.pop(chat, set())
        with contextlib.suppress(StorageError):  # forgotten this moment
            trail.keep(connection, self.keys, officer, kept.with_new(ids, self.clock.now()))

    def _read(self, chat: str) -> tuple[OfficerId | None, Trail]:
        with self.database.read() as connection:
            officer = self._officer(connection, chat)
            return officer, trail.read(connection, self.keys, officer) if officer else Trail()

    def _put(self, officer: OfficerId, kept: Trail) -> None:
        with contextlib.suppress(StorageError), self.database.write() as connection:
            trail.keep(connection, self.keys, officer, kept)

    def _forget(self, officer: OfficerId, gone: list[int]) -> None:
        with contextlib.suppress(StorageError), self.database.write() as connection:
            trail.keep(connection, self.keys, officer, trail.read(connection, self.keys, officer).without(gone))

    def _all(self) -> list[tuple[OfficerId, str, Trail]]:
        found = []
        with self.database.read() as connection:
            for officer in trail.all_officers(connection):
                with contextlib.suppress(StorageError):
                    address = Officers(self.keys).address_of(connection, officer)
                    found.append((officer, address.chat, trail.read(connection, self.keys, officer)))
        return found

    def _officer(self, connection: Connection, chat: str) -> OfficerId | None:
        return Officers(self.keys).find(connection, chat_index(self.keys, "telegram", chat))

    def _locale(self, officer: OfficerId | None, language: str) -> str:
        with contextlib.suppress(StorageError), self.database.read() as connection:
            if officer:
                return Officers(self.keys).preferences_of(connection, officer).locale
        return "es" if language == "es" else "en"
