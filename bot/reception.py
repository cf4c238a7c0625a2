"""The way in: screen at once, then keep; only then may a door acknowledge."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from sqlalchemy import Connection

from bot.codec import pack_incoming
from bot.crisis import words as crisis
from bot.doors import Letter
from bot.job import Job
from bot.messages import Incoming
from bot.presses import is_name
from bot.turns import Turns
from bot.writer import NotWritten, Writer
from care.clock import Clock
from care.names import new_inbox_id
from storage import inbox
from storage.errors import StorageError
from storage.inbox import Accepted
from storage.index import chat_index, update_index
from storage.keys import Keys
from storage.officers import Officers

PATIENCE = 2.8  # seconds for keeping a message, a little less than for answering it
READABLE = 20_000  # characters that the screen reads, half from each end
MANY, TOO_MANY = 30, 300  # unanswered messages of one chat
REMEMBERED = 200_000

log = structlog.get_logger()


class Reading(Protocol):
    """What the screen says of a text."""

    @property
    def risk(self) -> str:
        """One of none, possible, concern_for_other, crisis."""
        ...

    @property
    def kind(self) -> str | None:
        """One of self, attempt_now, harm_other, withdrawal; none without risk."""
        ...


class Reads(Protocol):
    """The crisis screen."""

    def read(self, text: str) -> Reading:
        """Return what a text says of risk."""
        ...


@dataclass
class Reception:
    """Takes what comes through the doors."""

    screen: Reads
    turns: Turns
    writer: Writer
    keys: Keys
    clock: Clock
    _seen: dict[bytes, None] = field(default_factory=dict)
    _coming: dict[bytes, asyncio.Future[None]] = field(default_factory=dict)
    # One thread, through which every message goes: a long one holds up nothing else, and none overtakes another.
    _screening: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "screen"))

    def close(self) -> None:
        """Take no more messages."""
        self._screening.shutdown()

    def remember(self, digests: Iterable[bytes]) -> None:
        """Know updates of an earlier gateway again, so that even the words of a crisis come once."""
        self._seen.update(dict.fromkeys(digests))

    async def receive(self, incoming: Incoming) -> None:
        """Take a message; when this returns, it may be acknowledged: it is kept, or the person knows."""
        digest = update_index(self.keys, incoming.door, incoming.update)
        if digest in self._seen:
            if coming := self._coming.get(digest):
                await asyncio.shield(coming)
            self.turns.close_job(Job(new_inbox_id(), None, incoming))
            return
        self._seen[digest] = None
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        self._coming[digest] = asyncio.get_running_loop().create_future()
        try:
            await self._take(incoming, digest)
        finally:
            self._coming.pop(digest).set_result(None)

    async def _take(self, incoming: Incoming, digest: bytes) -> None:
        job = Job(new_inbox_id(), None, incoming)
        text = self._to_screen(job)
        job.risk, job.risk_kind = await asyncio.get_running_loop().run_in_executor(self._screening, self._read, text)
        self.say_at_once(job)
        self.turns.watch(job)
        self.turns.under_way.add(job.id)
        try:
            accepted = await self.writer.do(lambda connection: self._keep(connection, job, digest), PATIENCE)
        except (StorageError, NotWritten) as error:
            log.error("not_kept", error=type(error).__name__)
            self.turns.under_way.discard(job.id)
            return self._not_kept(job)
        if accepted is None:
            self.turns.under_way.discard(job.id)
            return self.turns.close_job(job)
        job.officer = accepted.officer
        if self.turns.waiting(job.chat.lane) == MANY:
            self.turns.say_aside(job, "utter_slow_down")
        self.turns.take(job)

    def say_at_once(self, job: Job) -> None:
        """Send the fixed words of a crisis before anything else is done."""
        lane = job.chat.lane
        read = crisis.Read(job.risk, job.risk_kind)
        job.names = crisis.words_at_once(job.incoming, read, self.turns.paths.of(lane))
        if not job.names:
            return
        locale = crisis.locale_of(job.incoming, self.turns.sessions.locale_of(lane))
        at = job.incoming.at.astimezone(self.turns.sessions.zone)
        job.said = tuple(crisis.say(self.turns.words, name, locale, at) for name in job.names)
        buttons = tuple(button for words in job.said for button in words.buttons)
        self.turns.paths.said(lane, job.names[0], buttons)
        incoming = job.incoming
        self.turns.outbox.hurry([Letter(incoming.door, incoming.chat, words, incoming.update) for words in job.said])

    def _to_screen(self, job: Job) -> str:
        """Return what the screen is to read: nothing of a press, typed or tapped."""
        text = job.incoming.text
        if job.incoming.kind == "press" or is_name(
            text.strip(), self.turns.sessions.of(job.chat.lane), self.turns.answering.lasting
        ):
            return ""
        return text if len(text) <= READABLE else text[: READABLE // 2] + "\n" + text[-READABLE // 2 :]

    def _read(self, text: str) -> tuple[str, str | None]:
        if not text:
            return "none", None
        try:
            reading = self.screen.read(text)
        except Exception as error:  # a broken screen asks rather than stays silent
            log.error("screen_broke", error=type(error).__name__)
            return "possible", None
        return reading.risk, reading.kind

    def _keep(self, connection: Connection, job: Job, digest: bytes) -> Accepted | None:
        """Keep a message unless its update came before; runs in the writer's thread."""
        if not inbox.remember(connection, digest, self.clock.now()):
            return None
        index = chat_index(self.keys, job.incoming.door, job.incoming.chat)
        officer = Officers(self.keys).find(connection, index)
        plain = pack_incoming(job.incoming, job.risk, job.risk_kind)
        accepted = Accepted(job.id, officer, plain)
        if officer is None and job.said:  # nothing that a visitor says in a crisis touches the disk
            job.is_kept = False
        else:
            inbox.keep(connection, self.keys, accepted)
        return accepted

    def _not_kept(self, job: Job) -> None:
        if job.said:
            self.turns.close_job(job)
        elif not job.is_closed:
            self.turns.say_now(job, "utter_not_kept")
