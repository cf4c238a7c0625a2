"""A small Bot API server: what a bot and its people see of Telegram, without Telegram.

Written after core.telegram.org/bots/api; error texts are Telegram's own.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.http import Dropped
from tests.botapi.faults import Faults

Fields = dict[str, Any]
TOKEN = "42:test-token-of-the-tests"
BOT = {"id": 42, "is_bot": True, "first_name": "Code 4", "username": "code4_test_bot"}


class Refusal(Exception):
    """The Bot API refuses a call."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status, self.description = status, description

    @property
    def body(self) -> Fields:
        """The error as the Bot API words it."""
        return {"ok": False, "error_code": self.status, "description": self.description}


@dataclass(frozen=True)
class File:
    """An uploaded file."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A line of the journal: what the bot asked, when (event loop's clock), and what it got."""

    method: str
    params: Mapping[str, Any]
    files: Mapping[str, File]
    at: float
    status: int


@dataclass
class Chat:
    """A private chat or a group; messages by their ids, the bot's and the people's."""

    id: int
    kind: str = "private"
    blocked: bool = False
    left: bool = False
    messages: dict[int, Fields] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)

    @property
    def fields(self) -> Fields:
        """The chat as it stands in an update."""
        title = {} if self.kind == "private" else {"title": "A group"}
        return {"id": self.id, "type": self.kind} | title


class BotApi:
    """The core; the faces (tests/botapi/faces.py) bring calls to it."""

    def __init__(self) -> None:
        self.faults = Faults()
        self.journal: list[Call] = []
        self.chats: dict[int, Chat] = {}
        self.updates: list[Fields] = []
        self.presses: dict[str, bool] = {}
        self.files: dict[str, File] = {}
        self.profile: dict[tuple[str, str], Any] = {}
        self.webhook: Fields = {}
        self._update_ids = count(700_000)
        self._message_ids = count(1)
        self._arrival = asyncio.Event()
        self._poll = 0

    async def call(self, method: str, params: Fields, files: Mapping[str, File]) -> tuple[int, Fields]:
        """Carry out a call of the bot; returns the HTTP status and the answer."""
        chat = int(params["chat_id"]) if "chat_id" in params else None
        fault = self.faults.take(method, chat)
        await asyncio.sleep(fault.delay_before)
        status, body = fault.status, fault.body
        if fault.after or not (fault.status or fault.drop):
            effect = await self._effect(method, params, files)
            if not fault.status:
                status, body = effect
        at = asyncio.get_running_loop().time()
        self.journal.append(Call(method, params, files, at, 0 if fault.drop else status))
        await asyncio.sleep(fault.delay_after)
        if fault.drop:
            raise Dropped
        return status, body

    async def _effect(self, method: str, params: Fields, files: Mapping[str, File]) -> tuple[int, Fields]:
        from tests.botapi.methods import METHODS

        try:
            if method not in METHODS:
                raise Refusal(404, "Not Found: method not found")
            found = METHODS[method](self, params, files)
            return 200, {"ok": True, "result": await found if asyncio.iscoroutine(found) else found}
        except Refusal as refusal:
            return refusal.status, refusal.body

    def called(self, method: str) -> list[Call]:
        """Return the calls of a method, refused ones too."""
        return [call for call in self.journal if call.method == method]

    def update(self, content: Fields) -> int:
        """Let something happen that the bot hears of; returns the update's id."""
        number = next(self._update_ids)
        self.redeliver({"update_id": number} | content)
        return number

    def redeliver(self, update: Fields) -> None:
        """Bring an update once more, as Telegram does when it does not know that it was taken."""
        self.updates.append(update)
        self._wake()

    def new_message(self, chat: Chat, content: Fields, sender: Fields) -> Fields:
        """Put a message into a chat."""
        number = next(self._message_ids)
        head = {"message_id": number, "date": 1_795_000_000, "chat": chat.fields, "from": sender}
        chat.messages[number] = head | content
        return chat.messages[number]

    def chat(self, chat_id: int) -> Chat:
        """Return a chat that the bot may write to; raises Refusal."""
        if chat_id not in self.chats:
            raise Refusal(400, "Bad Request: chat not found")
        chat = self.chats[chat_id]
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat.left:
            raise Refusal(403, "Forbidden: bot is not a member of the group chat")
        return chat

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Fields]:
        """Return updates from `offset` on, waiting for the first; a later poll ends an earlier one: 409."""
        if self.webhook:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        self._wake()
        if offset:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.updates:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            try:
                await asyncio.wait_for(self._arrival.wait(), left)
            except TimeoutError:
                return []
            if mine != self._poll:
                raise Refusal(409, "Conflict: terminated by other getUpdates request")
        return self.updates[:limit]

    async def arrivals(self) -> None:
        """Wait until there is an update to deliver."""
        while not self.updates:
            await self._arrival.wait()

    def _wake(self) -> None:
        """Let everyone look who waits for something to happen."""
        self._arrival.set()
        self._arrival = asyncio.Event()


def read_json(value: Any) -> Any:
    """Return a parameter that may come as JSON text."""
    return json.loads(value) if isinstance(value, str) else value
