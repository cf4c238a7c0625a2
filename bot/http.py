"""A small HTTP/1.1 server on asyncio and h11: enough for a webhook, and for the servers of the tests."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import h11

_CHUNK = 65_536


@dataclass(frozen=True)
class Request:
    """A whole request; header names are in lower case."""

    method: str
    target: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Response:
    """A whole answer."""

    status: int
    body: bytes = field(default=b"", repr=False)
    content_type: str = "application/json"


class Dropped(Exception):
    """A handler raises it to close the connection without an answer."""


class _TooLarge(Exception):
    """The body passes the limit."""


Handler = Callable[[Request], Awaitable[Response]]


class HttpServer:
    """Serves one handler; a body over `limit` bytes is refused with 413, a broken request with 400."""

    def __init__(self, handler: Handler, limit: int = 1_000_000) -> None:
        self._handler = handler
        self._limit = limit
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen, and return the port."""
        self._server = await asyncio.start_server(self._serve, host, port)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close the listener and every connection."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
            task.add_done_callback(self._open.discard)
        wire = _Wire(reader, writer, self._limit)
        try:
            while await self._exchange(wire):
                pass
        except (ConnectionError, Dropped, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _exchange(self, wire: "_Wire") -> bool:
        """Answer one request; tell whether the connection may carry another."""
        try:
            request = await wire.request()
        except h11.RemoteProtocolError:
            await wire.respond(Response(400))
            return False
        except _TooLarge:
            await wire.respond(Response(413))
            return False
        if request is None:
            return False
        await wire.respond(await self._handler(request))
        return wire.next()


class _Wire:
    """One connection: bytes to requests, answers to bytes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int) -> None:
        self._reader, self._writer, self._limit = reader, writer, limit
        self._http = h11.Connection(h11.SERVER)

    async def request(self) -> Request | None:
        """Read one request; none when the other side has closed."""
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = await self._event()
            if isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > self._limit:
                    raise _TooLarge
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                headers = {name.decode(): value.decode("latin-1") for name, value in head.headers}
                return Request(head.method.decode(), head.target.decode(), headers, bytes(body))
            else:
                return None

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            if self._http.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                self._writer.write(self._http.send(go_on) or b"")
            self._http.receive_data(await self._reader.read(_CHUNK))
        return event

    async def respond(self, response: Response) -> None:
        """Send one answer, in as few packets as it takes."""
        if self._http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return
        headers = [("content-type", response.content_type), ("content-length", str(len(response.body)))]
        events = (
            h11.Response(status_code=response.status, headers=headers),
            h11.Data(data=response.body),
            h11.EndOfMessage(),
        )
        self._writer.write(b"".join(self._http.send(event) or b"" for event in events))
        await self._writer.drain()

    def next(self) -> bool:
        """Make ready for the next request; tell whether there can be one."""
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            return True
        return False
