"""One connection of a terminal: lines in, answers out in the order of the lines."""

import asyncio
import base64
import binascii
import contextlib
import hmac
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = 64  # unanswered lines of a connection; further ones wait in the socket
LONGEST_NAME = 200


@dataclass(eq=False)
class Input:
    """A line and what answers it so far."""

    name: str
    text: str = field(repr=False)
    is_press: bool
    number: int
    home: "Connection" = field(repr=False)
    client_id: str = ""
    is_tick: bool = False
    risk: str = "none"
    is_finished: bool = False
    replies: list[dict[str, Any]] = field(default_factory=list, repr=False)
    received: float = field(default_factory=time.perf_counter)
    last: float = 0.0

    def add(self, reply: dict[str, Any]) -> None:
        """Take a reply."""
        self.replies.append(reply)
        self.last = time.perf_counter()

    def finish(self, risk: str) -> None:
        """Say that no further reply belongs to this line."""
        self.risk, self.is_finished = risk, True
        self.home.flush()

    def answer(self) -> dict[str, Any]:
        """Return the object that answers the line."""
        if self.is_tick:
            return self.replies[0]
        took = (self.last or time.perf_counter()) - self.received
        return {
            "as": self.name,
            "in": self.text,
            "replies": self.replies,
            "risk": self.risk,
            "ms": round(took * 1000, 2),
        }


class Connection:
    """Reads a client that knows the door's secret."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, secret: bytes) -> None:
        self._reader, self._writer, self._secret = reader, writer, secret
        self._unanswered: deque[Input] = deque()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._all_answered = asyncio.Event()
        self._all_answered.set()
        self._count = 0

    async def inputs(self) -> AsyncIterator[Input]:
        """Yield the lines of a client that gave the secret first; others are hung up on."""
        if not self._knows_secret(await self._line()):
            return
        while line := await self._line():
            await self._room.acquire()
            given = self._read(line)
            if given is None:
                self._room.release()
                await self.show({"error": 'a line is {"as", "text"} or {"as", "press"}'})
                continue
            self._unanswered.append(given)
            self._all_answered.clear()
            yield given

    async def show(self, content: dict[str, Any]) -> None:
        """Write one object."""
        self._write(content)
        await self._writer.drain()

    async def close(self) -> None:
        """Close the connection."""
        self._writer.close()

    async def _line(self) -> bytes:
        try:
            return await self._reader.readline()
        except (ValueError, ConnectionError):
            return b""

    def _knows_secret(self, line: bytes) -> bool:
        try:
            given = base64.b64decode(json.loads(line)["secret"])
        except (ValueError, KeyError, TypeError, binascii.Error):
            return False
        return hmac.compare_digest(given, self._secret)

    def _read(self, line: bytes) -> Input | None:
        self._count += 1
        try:
            fields = json.loads(line)
        except ValueError:
            return None
        if not isinstance(fields, dict):
            return None
        if fields.get("tick") is True:
            return Input("", "", False, self._count, self, is_tick=True)
        name, is_press = fields.get("as"), "press" in fields
        text = fields.get("press" if is_press else "text")
        if not isinstance(name, str) or not name.strip() or not isinstance(text, str):
            return None
        name = name.encode("utf-8", "replace").decode()[:LONGEST_NAME]
        given_id = fields.get("id")
        client_id = f"{name}:{given_id[:64]}" if isinstance(given_id, str) and given_id.isascii() else ""
        return Input(name, text, is_press, self._count, self, client_id)

    def flush(self) -> None:
        """Write every answer whose turn it is."""
        while self._unanswered and self._unanswered[0].is_finished:
            self._write(self._unanswered.popleft().answer())
            self._room.release()
        if not self._unanswered:
            self._all_answered.set()

    async def answered(self, seconds: float) -> None:
        """Wait until every line is answered, at most so long."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._all_answered.wait(), seconds)

    def _write(self, content: dict[str, Any]) -> None:
        if not self._writer.is_closing():
            self._writer.write(json.dumps(content).encode() + b"\n")
