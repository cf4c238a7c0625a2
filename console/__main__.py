"""The process `console`: wiring on standard input, settings from the environment, one line when it answers."""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator

import uvicorn

import logs
from console import helplines, mailing, uploads
from console.application import create_app, open_house
from console.jobs import discard
from settings import read_settings
from storage.database import open_database
from storage.keys import open_keys
from wiring import read_wiring

FROM_PROXY = "127.0.0.1"  # only a proxy on this machine may say that a visit came over TLS


async def main() -> None:
    """Serve until SIGTERM, or until whoever started this process is gone."""
    _log()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    wiring = read_wiring((await reader.readline()).decode())
    settings = read_settings(os.environ)
    keys = open_keys(settings.keys, wiring.passphrase or None)
    house = open_house(settings, open_database(settings.database_url), keys)
    server = _Server(_config(create_app(house), wiring.console_port))
    parent = asyncio.create_task(_until_end(reader, server))
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, server.leave)
    discard(settings.home / uploads.FOLDER)  # what a process that was killed was reading
    helplines.hand_over(house)
    telling = mailing.begin(house)
    await server.serve()
    telling.set()
    parent.cancel()
    house.database.close()
    keys.close()


class _Server(uvicorn.Server):
    """Says when it answers; ends when told, once open answers are sent."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone: ours are set already."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port and say so."""
        await super().startup(sockets)
        sys.stdout.write(json.dumps({"ready": True, "ports": {"console": self.config.port}}) + "\n")
        sys.stdout.flush()

    def leave(self) -> None:
        """End."""
        self.should_exit = True


def _config(app: object, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host="127.0.0.1",
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=FROM_PROXY,
        timeout_graceful_shutdown=3,
        lifespan="off",
    )


async def _until_end(reader: asyncio.StreamReader, server: _Server) -> None:
    while await reader.read(1024):
        pass
    server.leave()


def _log() -> None:
    """Log names of events alone, to standard error: an address may name a thing, an error's text may quote it."""
    logs.set_up()
    logging.disable(logging.CRITICAL)


if __name__ == "__main__":
    asyncio.run(main())
