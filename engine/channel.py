"""The engine's only door: signed calls of the gateway on loopback."""

import base64
import json
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

from engine.failures import TurnFailed
from engine.turns import Asked, Turns
from wiring import is_signed

Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]
_HEX = re.compile(r"[0-9a-f]{32}")
_METADATA = ("locale", "timezone", "now", "visitor", "risk", "country")


class BadRequest(Exception):
    """The gateway sent something that the contract does not know."""


class SignedChannel(InputChannel):
    """Serves /turn, /understand, /forget and /health to whoever holds the channel's secret."""

    def __init__(self) -> None:
        self._secret = b""
        self._turns: Turns | None = None
        self._model = ""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "signed"

    def wire(self, secret: bytes, turns: Turns, model: str) -> None:
        """Connect the channel with the secret it believes and the conversations it serves."""
        self._secret, self._turns, self._model = secret, turns, model

    def blueprint(self, on_new_message: Callable[..., Awaitable[Any]]) -> Blueprint:
        """Return the routes; every one of them refuses what is not signed."""
        door = Blueprint("signed")
        door.add_route(self._signed(self._health), "/health", methods=["GET"], name="health")
        door.add_route(self._signed(self._turn), "/turn", methods=["POST"], name="turn")
        door.add_route(self._signed(self._understand), "/understand", methods=["POST"], name="understand")
        door.add_route(self._signed(self._forget), "/forget", methods=["POST"], name="forget")
        return door

    def _signed(self, handle: Handler) -> Handler:
        """Put the check of the signature before a handler."""

        async def route(request: Request) -> HTTPResponse:
            when, given = request.headers.get("X-Code4-Time"), request.headers.get("X-Code4-Signature")
            if self._turns is None or not is_signed(self._secret, when, given, request.body or b""):
                return answer({"failed": "signature"}, status=401)
            return await handle(request)

        return route

    async def _health(self, _request: Request) -> HTTPResponse:
        return answer({"ready": True, "model": self._model})

    async def _turn(self, request: Request) -> HTTPResponse:
        try:
            return answer(await self._served().take(_asked(request)))
        except BadRequest:
            return answer({"failed": "request"}, status=400)
        except TurnFailed as failed:
            return answer({"failed": failed.who}, status=503)

    async def _understand(self, request: Request) -> HTTPResponse:
        try:
            given = _object(request)
            metadata = {name: given.get(name) for name in ("now", "timezone", "locale")}
            return answer(await self._served().understand(_text(given, "text"), metadata))
        except BadRequest:
            return answer({"failed": "request"}, status=400)

    async def _forget(self, request: Request) -> HTTPResponse:
        try:
            await self._served().forget(_hex(_object(request), "session"))
        except BadRequest:
            return answer({"failed": "request"}, status=400)
        return answer({"forgotten": True})

    def _served(self) -> Turns:
        if self._turns is None:
            raise BadRequest
        return self._turns


def _asked(request: Request) -> Asked:
    given = _object(request)
    metadata = given.get("metadata", {})
    if ("text" in given) == ("payload" in given) or not isinstance(metadata, dict):
        raise BadRequest
    try:
        key = base64.b64decode(_text(given, "key"), validate=True)
    except ValueError:
        raise BadRequest from None
    if len(key) != 32:
        raise BadRequest
    return Asked(
        inbox=_hex(given, "inbox"),
        session=_hex(given, "session"),
        key=key,
        durable=given.get("durable") is True,
        text=_text(given, "text") if "text" in given else None,
        payload=_text(given, "payload") if "payload" in given else None,
        metadata={name: metadata[name] for name in _METADATA if name in metadata},
    )


def _object(request: Request) -> dict[str, Any]:
    try:
        given = json.loads(request.body)
    except ValueError:
        raise BadRequest from None
    if not isinstance(given, dict):
        raise BadRequest
    return given


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise BadRequest
    return value


def _hex(given: dict[str, Any], name: str) -> str:
    value = _text(given, name)
    if not _HEX.fullmatch(value):
        raise BadRequest
    return value
