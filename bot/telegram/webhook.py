"""The other way to get updates: Telegram calls us, through the operator's own proxy with its certificate."""

import hmac
import json
import secrets
from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot, Update

from bot.http import HttpServer, Request, Response
from bot.telegram.errors import named_errors
from bot.telegram.updates import WANTED

HEADER = "x-telegram-bot-api-secret-token"
AT_ONCE = 40  # connections that Telegram opens

log = structlog.get_logger()


class Webhook:
    """Answers 200 once an update is kept; a call without our secret gets 403 and is not read."""

    def __init__(self, bot: Bot, take: Callable[[Update], Awaitable[None]], url: str, port: int) -> None:
        self._bot, self._take, self._url, self._port = bot, take, url, port
        self._secret = secrets.token_urlsafe(32)
        self._server = HttpServer(self._answer)

    async def start(self) -> int:
        """Listen on the loopback, and tell Telegram the public address; returns the port."""
        port = await self._server.start(port=self._port)
        with named_errors():
            await self._bot.set_webhook(
                self._url, secret_token=self._secret, allowed_updates=WANTED, max_connections=AT_ONCE
            )
        return port

    async def stop(self) -> None:
        """Stop listening; Telegram keeps what comes and sends it to the next gateway."""
        await self._server.stop()

    async def _answer(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode()
        if request.method != "POST" or not hmac.compare_digest(given, self._secret.encode()):
            return Response(403)
        try:
            update = Update.de_json(json.loads(request.body), self._bot)
        except (ValueError, KeyError, TypeError, AttributeError):
            log.error("update_unreadable")
            return Response(200)
        await self._take(update)
        return Response(200)
