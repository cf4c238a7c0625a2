"""The terminal's door: names instead of chats, one JSON object a line on the loopback."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from bot.codec import outgoing_fields
from bot.doors import Away, Letter, lane_of
from bot.messages import DoorName, Incoming, Kind, Outgoing
from bot.terminal.connection import Connection, Input
from care.clock import Clock

HOST = "127.0.0.1"
LONGEST_LINE = 4 * 1024 * 1024
LEAVE = 10.0  # seconds that answers under way may take once a client sends no more

Receive = Callable[[Incoming], Awaitable[None]]


class TerminalDoor:
    """Serves any number of connections; a name is answered where it wrote last."""

    name: DoorName = "terminal"
    is_paced = False

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret, self._clock = secret, clock
        self._server: asyncio.Server | None = None
        self._open: dict[str, Input] = {}
        self._present: dict[str, Connection] = {}
        self._connections: set[Connection] = set()
        self._receive: Receive | None = None
        self._arrived: Callable[[str], None] = lambda _: None
        self._tick: Callable[[], Awaitable[int]] | None = None

    async def start(
        self,
        port: int,
        receive: Receive,
        arrived: Callable[[str], None],
        tick: Callable[[], Awaitable[int]],
    ) -> int:
        """Open the door, and return its port."""
        self._receive, self._arrived, self._tick = receive, arrived, tick
        self._server = await asyncio.start_server(self._serve, HOST, port, limit=LONGEST_LINE)
        return int(self._server.sockets[0].getsockname()[1])

    async def close_entrance(self) -> None:
        """Take no more connections and no more lines; answers still go out."""
        if self._server is not None:
            self._server.close()
        self._receive = None

    async def stop(self) -> None:
        """Close every connection."""
        for connection in list(self._connections):
            await connection.close()

    def fit(self, message: Outgoing) -> list[Outgoing]:
        """Return the message: a terminal takes any length."""
        return [message]

    async def send(self, letter: Letter) -> None:
        """Add a reply to the input that it answers, or show it by itself; raises Away."""
        reply = _reply(letter.message)
        if given := self._open.get(letter.update):
            given.add(reply)
        elif connection := self._present.get(letter.chat):
            await connection.show({"as": letter.chat, "in": None, "replies": [reply]})
        else:
            raise Away

    def finished(self, incoming: Incoming, risk: str) -> None:
        """Write the answer of an input's line, once those before it are written."""
        if given := self._open.pop(incoming.update, None):
            given.finish(risk)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection(reader, writer, self._secret)
        self._connections.add(connection)
        token, tasks = secrets.token_hex(8), set[asyncio.Task[None]]()
        try:
            async for given in connection.inputs():
                if given.is_tick:
                    given.add({"ran": await self._tick() if self._tick else 0})
                    given.finish("none")
                    continue
                task = asyncio.create_task(self._take(connection, given, token))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await connection.answered(LEAVE)
        finally:
            self._leave(connection)
            await connection.close()

    def _leave(self, connection: Connection) -> None:
        """Forget a connection: what is still to come for its names waits for them in the outbox."""
        self._connections.discard(connection)
        self._present = {name: at for name, at in self._present.items() if at is not connection}
        self._open = {update: given for update, given in self._open.items() if given.home is not connection}

    async def _take(self, connection: Connection, given: Input, token: str) -> None:
        update = given.client_id or f"{token}:{given.number}"
        self._open[update] = given
        if self._present.get(given.name) is not connection:
            self._present[given.name] = connection
            self._arrived(lane_of(self.name, given.name))
        kind: Kind = "press" if given.is_press else "text"
        incoming = Incoming(self.name, given.name, update, kind, given.text, self._clock.now())
        if self._receive is not None:
            await self._receive(incoming)


def _reply(message: Outgoing) -> dict[str, Any]:
    fields = outgoing_fields(message)
    return {name: fields[name] for name in ("text", "buttons", "image", "document")}
