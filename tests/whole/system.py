"""A whole running system in a home of its own, and people who talk to it through the terminal door."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from settings import ROOT

CODE4 = [sys.executable, "-m", "cli"]
Answer = dict[str, Any]


@dataclass
class System:
    """`code4 serve` as an operator would start it; `environment` is all that it is told."""

    environment: dict[str, str]
    process: "subprocess.Popen[str]"

    @property
    def home(self) -> Path:
        """The data folder."""
        return Path(self.environment["CODE4_HOME"])

    def pid_of(self, name: str) -> int:
        """The process id of a running part."""
        return int((self.home / "run" / f"{name}.pid").read_text())

    def kill(self, name: str) -> None:
        """Kill a part as a power cut would."""
        os.kill(self.pid_of(name), signal.SIGKILL)

    def stop(self) -> None:
        """Stop as an operator would."""
        self.process.terminate()
        self.process.wait(timeout=30)


def make_home(folder: Path, **settings: str) -> dict[str, str]:
    """Make keys for a new home and return its environment."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("CODE4_", "TELEGRAM_"))}
    environment = kept | {"CODE4_HOME": str(folder / "home"), "CODE4_KEYS": str(folder / "keys")} | settings
    subprocess.run([*CODE4, "keys", "init"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return environment


def start(environment: dict[str, str]) -> System:
    """Start the whole system and wait until every part answers."""
    process = subprocess.Popen(
        [*CODE4, "serve"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the system did not start"
    assert json.loads(line)["ready"] is True
    return System(environment, process)


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[System]:
    """Run a system in a new home for as long as the block lasts."""
    system = start(make_home(folder, **settings))
    try:
        yield system
    finally:
        system.stop()


@dataclass
class Chat:
    """One `code4 chat --json`; any number of people talk through it."""

    process: "subprocess.Popen[str]"
    unsolicited: list[Answer] = field(default_factory=list)

    @classmethod
    def open(cls, environment: dict[str, str]) -> Self:
        """Open a chat on a home; it joins the system that runs there."""
        pipe = subprocess.PIPE
        command = [*CODE4, "chat", "--json"]
        return cls(subprocess.Popen(command, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True))

    def say(self, name: str, text: str) -> Answer:
        """Type a line as somebody and return the whole answer."""
        return self._turn({"as": name, "text": text})

    def say_at_once(self, name: str, lines: list[str]) -> list[Answer]:
        """Type lines without waiting, and return the answer to each."""
        stdin, _ = self._pipes()
        stdin.writelines(json.dumps({"as": name, "text": line}) + "\n" for line in lines)
        stdin.flush()
        return [self._answer() for _ in lines]

    def press(self, name: str, button: str) -> Answer:
        """Press a button by its id."""
        return self._turn({"as": name, "press": button})

    def _turn(self, message: dict[str, str]) -> Answer:
        stdin, _ = self._pipes()
        stdin.write(json.dumps(message) + "\n")
        stdin.flush()
        return self._answer()

    def _answer(self) -> Answer:
        """Read the next answer; what comes unasked is kept aside."""
        _, stdout = self._pipes()
        while True:
            answer: Answer = json.loads(stdout.readline())
            if answer["in"] is not None:
                return answer
            self.unsolicited.append(answer)

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        return self.process.stdin, self.process.stdout

    def close(self) -> None:
        """End the chat as a closed terminal would."""
        self._pipes()[0].close()
        self.process.wait(timeout=20)


def texts(answer: Answer) -> str:
    """Everything that was said in an answer."""
    return "\n".join(reply["text"] for reply in answer["replies"])


def button_ids(answer: Answer) -> list[str]:
    """The ids of all buttons of an answer, in order."""
    return [button["id"] for reply in answer["replies"] for button in reply["buttons"] or []]


def documents(answer: Answer) -> list[dict[str, str]]:
    """All documents of an answer."""
    return [reply["document"] for reply in answer["replies"] if reply.get("document")]
