"""How the terminal shows a conversation: for people with `rich`, for scripts as JSON lines."""

import asyncio
import contextlib
import json
import sys
import threading
from collections.abc import AsyncIterator

from rich.console import Console
from rich.text import Text

from cli.doorway import Answer, Doorway


async def typed_lines() -> AsyncIterator[str]:
    """Yield the lines of standard input as they come, read in a thread so that answers are not held up."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        for line in sys.stdin.buffer:
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            loop.call_soon_threadsafe(queue.put_nowait, text)
        loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line


class Turns:
    """Sends one message at a time and waits for its answer, while unsolicited messages are shown."""

    def __init__(self, doorway: Doorway) -> None:
        self._doorway = doorway
        self.answered: asyncio.Queue[Answer] = asyncio.Queue()
        self.unsolicited: asyncio.Queue[Answer] = asyncio.Queue()

    async def follow(self) -> None:
        """Sort what comes back until the door closes."""
        async for answer in self._doorway.answers():
            await (self.unsolicited if answer.get("in") is None else self.answered).put(answer)
        await self.answered.put({"closed": True})

    async def turn(self, message: dict[str, str]) -> Answer:
        """Send one message and return its answer; raises ConnectionError when the door closes."""
        await self._doorway.send(message)
        answer = await self.answered.get()
        if answer.get("closed"):
            raise ConnectionError
        return answer


class JsonFace:
    """One line in, one flushed object out, in order; docs: design.md, "Commands"."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def talk(self, doorway: Doorway) -> None:
        """Hold the conversation until standard input ends."""
        turns = Turns(doorway)
        following = asyncio.create_task(turns.follow())
        showing = asyncio.create_task(self._show_unsolicited(turns))
        async for line in typed_lines():
            _print_line(await turns.turn(self._message(line)))
        showing.cancel()
        following.cancel()

    def _message(self, line: str) -> dict[str, str]:
        """Read a line as text, or as the object that it spells."""
        with contextlib.suppress(ValueError):
            given = json.loads(line)
            if isinstance(given, dict) and isinstance(given.get("press", given.get("text")), str):
                kind = "press" if "press" in given else "text"
                return {"as": str(given.get("as", self._name)), kind: given[kind]}
        return {"as": self._name, "text": line}

    async def _show_unsolicited(self, turns: Turns) -> None:
        while True:
            _print_line(await turns.unsolicited.get())


def _print_line(answer: Answer) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


class PlainFace:
    """A conversation as a person reads it: numbered buttons; lines that are piped in are shown too."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())

    async def talk(self, doorway: Doorway) -> None:
        """Hold the conversation until standard input ends."""
        turns = Turns(doorway)
        tasks = [asyncio.create_task(turns.follow()), asyncio.create_task(self._show_unsolicited(turns))]
        self._prompt()
        async for line in typed_lines():
            if not sys.stdin.isatty():
                self._console.print(Text(line, style="bold"))
            self._show(await turns.turn({"as": self._name, "text": line}))
            self._prompt()
        for task in tasks:
            task.cancel()

    def _prompt(self) -> None:
        self._console.print(Text("> ", style="bold"), end="")

    async def _show_unsolicited(self, turns: Turns) -> None:
        while True:
            self._show(await turns.unsolicited.get())

    def _show(self, answer: Answer) -> None:
        for reply in answer.get("replies", []):
            self._console.print()
            self._console.print(Text(reply["text"] or ""))
            for number, button in enumerate(reply.get("buttons") or [], 1):
                self._console.print(Text(f"  {number}  {button['title']}", style="cyan"))
            if reply.get("document"):
                self._console.print(Text(f"  [{reply['document']['name']}]", style="dim"))
        self._console.print()
