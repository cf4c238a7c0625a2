"""A stand-in for the engine: signed calls, the same reply for the same inbox id, and faults on demand.

Run as a program it reads `{"port", "secret"}` from standard input, so that it outlives a killed gateway.
"""

import asyncio
import base64
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.http import Dropped, HttpServer, Request, Response
from wiring import is_signed

Fault = Literal["", "down", "silent", "refusing"]
Turn = dict[str, Any]


def reply(text: str, *buttons: str, **extra: Any) -> Turn:
    """Return one reply; each button is named by its id, and its payload is an intent of that name."""
    rows = [
        {"id": button, "title": button.capitalize(), "payload": "/" + button.replace(".", "_")} for button in buttons
    ]
    return {"text": text, "buttons": rows, "document": None, "image": None, "personal": False} | extra


def turn(*replies: Turn, asked: str | None = None, intent: str = "help_menu", locale: str = "en") -> Turn:
    """Return a whole answer."""
    end = {"asked": asked, "form": None, "intent": intent, "confidence": 0.95, "locale": locale}
    return {"replies": list(replies), "end": end}


def echo(asked: Turn) -> Turn:
    """Answer with what was asked."""
    return turn(reply(f"Heard {said_of(asked)}"))


def said_of(asked: Turn) -> str:
    """Return the text or payload of a call."""
    return str(asked["payload"] if "payload" in asked else asked["text"])


@dataclass
class FakeEngine:
    """Answers by `script` (of a text or payload), else by echo; remembers what it was asked."""

    secret: bytes = b"s" * 32
    script: dict[str, Turn] = field(default_factory=dict)
    default: Callable[[Turn], Turn] = echo
    understood: tuple[str, float] = ("private_text", 0.2)
    fault: Fault = ""
    calls: list[Turn] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    answers: dict[str, Turn] = field(default_factory=dict)
    delay: float = 0.0
    port: int = 0

    def __post_init__(self) -> None:
        self._server = HttpServer(self._answer)

    async def start(self, port: int = 0) -> int:
        """Listen, and return the port."""
        self.port = await self._server.start(port=port)
        return self.port

    async def stop(self) -> None:
        """Stop listening."""
        await self._server.stop()

    def said(self) -> list[str]:
        """Return every text or payload that took effect, in order."""
        return self.effects

    async def _answer(self, request: Request) -> Response:
        when, given = request.headers.get("x-code4-time"), request.headers.get("x-code4-signature")
        if not is_signed(self.secret, when, given, request.body):
            return Response(401)
        if self.fault == "down":
            raise Dropped
        if self.fault == "silent":
            await asyncio.sleep(60)
        if self.fault == "refusing":
            return _json(503, {"failed": "actions"})
        return await self._route(request.target, json.loads(request.body or b"{}"))

    async def _route(self, path: str, asked: Turn) -> Response:
        if path == "/health":
            return _json(200, {"ready": True, "model": ""})
        if path == "/understand":
            return _json(200, {"intent": self.understood[0], "confidence": self.understood[1]})
        if path == "/forget":
            self.forgotten.append(asked["session"])
            return _json(200, {"forgotten": True})
        return _json(200, await self._turn(asked))

    async def _turn(self, asked: Turn) -> Turn:
        self.calls.append(asked)
        assert len(base64.b64decode(asked["key"])) == 32
        if asked["inbox"] not in self.answers:
            said = said_of(asked)
            self.answers[asked["inbox"]] = self.script.get(said) or self.default(asked)
            self.effects.append(said)
        if self.delay:
            await asyncio.sleep(self.delay)
        return self.answers[asked["inbox"]]


def _json(status: int, content: Turn) -> Response:
    return Response(status, json.dumps(content).encode())


async def _main() -> None:
    given = json.loads(sys.stdin.readline())
    engine = FakeEngine(base64.b64decode(given["secret"]), delay=given.get("delay", 0.0))
    sys.stdout.write(json.dumps({"port": await engine.start(given.get("port", 0))}) + "\n")
    sys.stdout.flush()
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip() == "effects":
            sys.stdout.write(json.dumps(engine.effects) + "\n")
            sys.stdout.flush()
    await engine.stop()


if __name__ == "__main__":
    asyncio.run(_main())
