"""The client of the dialogue engine: signed calls on the loopback, answers read strictly."""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.messages import Button
from care.names import InboxId, SessionPseudonym
from wiring import signed_headers

PATIENCE = 3.0  # seconds for one call
WIDTH = 32  # calls at once (facts.md, Telegram 5)
FIRST_START = 90.0  # seconds that a first start of the engine may take
_LOOK_EVERY = 0.2


class NoAnswer(Exception):
    """The engine or what it needs did not answer as agreed; the same call may be made again."""


class NeverAnswered(NoAnswer):
    """The engine will not answer this call, however often it is made."""


@dataclass(frozen=True)
class Question:
    """One turn: what was said (`text`) or pressed (`payload`), and by whom as far as the engine may know."""

    inbox: InboxId
    session: SessionPseudonym
    key: bytes = field(repr=False)
    durable: bool
    metadata: Mapping[str, Any]
    text: str = field(default="", repr=False)
    payload: str = ""

    def body(self) -> bytes:
        """Return the JSON that the engine reads."""
        said = {"payload": self.payload} if self.payload else {"text": self.text}
        fields = {
            "inbox": self.inbox,
            "session": self.session,
            "key": base64.b64encode(self.key).decode(),
            "durable": self.durable,
            "metadata": dict(self.metadata),
        }
        return json.dumps(fields | said).encode()


@dataclass(frozen=True)
class Reply:
    """One message of an answer; `document` and `image` name what the gateway is to make and attach."""

    text: str = field(repr=False)
    buttons: tuple[Button, ...] = ()
    document: Mapping[str, Any] | None = None
    image: str | None = field(default=None, repr=False)
    personal: bool = False


@dataclass(frozen=True)
class Answer:
    """A whole turn's answer and how the turn ended."""

    replies: tuple[Reply, ...]
    asked: str | None
    intent: str
    confidence: float
    locale: str


class Dialogue:
    """The engine behind its signed channel; one instance serves all officers."""

    def __init__(self, url: str, secret: bytes) -> None:
        self._url, self._secret = url, secret
        self._client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=WIDTH + 8), timeout=aiohttp.ClientTimeout(PATIENCE), trust_env=False
        )
        self._started = asyncio.Event()

    @property
    def has_started(self) -> bool:
        """Whether the engine has answered once since this gateway began."""
        return self._started.is_set()

    async def watch_start(self) -> None:
        """Ask until the engine answers for the first time, at most as long as a first start may take."""
        deadline = asyncio.get_running_loop().time() + FIRST_START
        while asyncio.get_running_loop().time() < deadline:
            if await self._is_ready():
                break
            await asyncio.sleep(_LOOK_EVERY)
        self._started.set()

    async def _is_ready(self) -> bool:
        try:
            status, health = await self._send("GET", "/health", b"")
        except NoAnswer:
            return False
        return status == HTTPStatus.OK and health.get("ready") is True

    async def turn(self, question: Question) -> Answer:
        """Return the engine's answer; raises NoAnswer. A first start is waited for."""
        await self._started.wait()
        return _read_answer(await self._call("/turn", question.body()))

    async def understand(self, text: str, metadata: Mapping[str, Any]) -> tuple[str, float]:
        """Return the likeliest intent and its confidence; raises NoAnswer."""
        await self._started.wait()
        fields = {name: metadata[name] for name in ("now", "timezone", "locale")}
        found = await self._call("/understand", json.dumps(fields | {"text": text}).encode())
        try:
            return str(found["intent"]), float(found["confidence"])
        except (KeyError, TypeError, ValueError):
            raise NoAnswer("shape") from None

    async def forget(self, session: SessionPseudonym) -> None:
        """Have a session's tracker dropped; raises NoAnswer."""
        await self._call("/forget", json.dumps({"session": session}).encode())

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _call(self, path: str, body: bytes) -> dict[str, Any]:
        status, content = await self._send("POST", path, body)
        if status == HTTPStatus.BAD_REQUEST:
            raise NeverAnswered("refused")
        if status != HTTPStatus.OK:
            raise NoAnswer("refused")
        return content

    async def _send(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        headers = signed_headers(self._secret, body) | {"Content-Type": "application/json"}
        try:
            async with self._client.request(method, self._url + path, data=body, headers=headers) as response:
                status, content = response.status, json.loads(await response.read())
        except TimeoutError:
            raise NoAnswer("late") from None
        except (aiohttp.ClientError, OSError):
            raise NoAnswer("unreachable") from None
        except ValueError:
            raise NoAnswer("shape") from None
        if not isinstance(content, dict):
            raise NoAnswer("shape")
        return status, content


def _read_answer(content: dict[str, Any]) -> Answer:
    try:
        end = content["end"]
        return Answer(
            replies=tuple(_read_reply(reply) for reply in content["replies"]),
            asked=end["asked"],
            intent=str(end["intent"]),
            confidence=float(end["confidence"]),
            locale=str(end["locale"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NoAnswer("shape") from None


def _read_reply(reply: Mapping[str, Any]) -> Reply:
    return Reply(
        text=str(reply.get("text") or ""),
        buttons=tuple(_read_button(button) for button in reply.get("buttons") or ()),
        document=reply.get("document") or None,
        image=reply.get("image") or None,
        personal=reply.get("personal") is True,
    )


def _read_button(button: Mapping[str, Any]) -> Button:
    return Button(str(button.get("id") or button["payload"]), str(button["title"]), str(button["payload"]))
