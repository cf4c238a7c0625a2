"""Holding the lease: a gateway works while the row says that it is the one."""

import asyncio
import secrets
from datetime import UTC, datetime

import structlog
from sqlalchemy import Connection

from bot.writer import Writer
from storage import lease
from storage.errors import StorageError

NAME = "gateway"
RENEW_EVERY = 4.0
ASK_EVERY = 0.5

log = structlog.get_logger()


class Leasing:
    """Takes the lease and keeps it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._holder = lease.this_process(secrets.token_hex(16))

    async def take(self) -> None:
        """Wait until the lease is ours; without a database nobody can hold one, and we go on."""
        while True:
            try:
                if await self._ask():
                    return
            except StorageError as error:
                log.error("lease_unknown", error=type(error).__name__)
                return
            await asyncio.sleep(ASK_EVERY)

    async def keep(self) -> None:
        """Renew the lease until somebody else has it."""
        while True:
            await asyncio.sleep(RENEW_EVERY)
            try:
                if not await self._ask():
                    log.error("lease_lost")
                    return
            except StorageError as error:
                log.error("lease_unknown", error=type(error).__name__)

    async def give_back(self) -> None:
        """Let the next gateway begin at once."""
        try:
            await self._writer.do(lambda connection: lease.give_back(connection, NAME, self._holder))
        except StorageError as error:
            log.error("lease_unknown", error=type(error).__name__)

    async def _ask(self) -> bool:
        return await self._writer.do(self._take)

    def _take(self, connection: Connection) -> bool:
        return lease.take(connection, NAME, self._holder, datetime.now(UTC))
