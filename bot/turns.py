"""The workers: one message of a chat at a time, many chats side by side, again until it is answered."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import structlog
from sqlalchemy import Connection

from bot.answering import Answering
from bot.codec import pack_letter
from bot.crisis import words as crisis
from bot.crisis.path import Paths
from bot.dialogue import WIDTH, NeverAnswered, NoAnswer
from bot.doors import Door, Letter
from bot.job import Job
from bot.lanes import Lanes
from bot.messages import DoorName, Outgoing
from bot.outbox import Outbox
from bot.outcome import Outcome
from bot.session import Session
from bot.sessions import Sessions
from bot.writer import NotWritten, Writer
from care.names import InboxId, OfficerId
from storage import crisis_checks, inbox, outbox
from storage.errors import StorageError
from storage.keys import Keys
from words import Words

PATIENCE = 3.0  # seconds after which a person hears that something is wrong
PATIENCE_IN_CRISIS = 0.7  # after which the fixed words stand alone
GIVE_UP = 300.0
GIVE_UP_IN_CRISIS = 30.0  # a next step that comes later than this is none
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
BUG_TRIES = 3

Count = Callable[[Connection, OfficerId, Job, Outcome], None]

log = structlog.get_logger()


@dataclass
class Turns:
    """Takes accepted messages and answers each of them."""

    answering: Answering
    sessions: Sessions
    outbox: Outbox
    doors: Mapping[DoorName, Door]
    writer: Writer
    keys: Keys
    words: Words
    count: Count  # for the anonymous totals
    on_the_way: set[str]  # rows of the outbox that this process is about to send
    paths: Paths = field(default_factory=Paths)
    under_way: set[InboxId] = field(default_factory=set)  # rows of the inbox that it is answering
    _lanes: Lanes[Job] = field(init=False)
    _slots: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._lanes = Lanes(self._work)
        self._slots = asyncio.Semaphore(WIDTH)

    def take(self, job: Job) -> None:
        """Answer a message after those before it in its chat."""
        self.under_way.add(job.id)
        self._lanes.put(job.chat.lane, [job])

    def waiting(self, lane: str) -> int:
        """Return how many messages of a chat are not answered."""
        return self._lanes.length(lane)

    def watch(self, job: Job) -> None:
        """Say that something is wrong when no answer comes in time."""
        patience = PATIENCE_IN_CRISIS if job.said else PATIENCE
        asyncio.get_running_loop().call_later(patience, self._reassure, job)

    async def idle(self) -> None:
        """Wait until every message is answered."""
        await self._lanes.idle()

    async def close(self) -> None:
        """Stop at once; unanswered messages stay in the inbox."""
        await self._lanes.close()

    def close_job(self, job: Job) -> None:
        """Say that the person has an answer, so that the door may say so."""
        if not job.is_closed:
            job.is_closed = True
            if door := self.doors.get(job.incoming.door):
                door.finished(job.incoming, job.risk)

    def _reassure(self, job: Job) -> None:
        if job.is_closed:
            return
        if not job.said and not self.answering.dialogue.has_started:
            asyncio.get_running_loop().call_later(1.0, self._reassure, job)
        elif job.said:
            self.close_job(job)
        else:
            self.say_now(job, "utter_safety_reply")

    def say_now(self, job: Job, name: str) -> None:
        """Say something at once, past the database and the queues, and close the message with it."""
        self.outbox.hurry([self._aside(job, name)], lambda: self.close_job(job))

    def say_aside(self, job: Job, name: str) -> None:
        """Say something at once that does not answer the message."""
        self.outbox.hurry([self._aside(job, name)])

    async def _work(self, lane: str, job: Job) -> None:
        pause, bugs, began = FIRST_PAUSE, 0, time.monotonic()
        limit = GIVE_UP_IN_CRISIS if job.said else GIVE_UP
        while True:
            over = bugs >= BUG_TRIES or time.monotonic() - began > limit
            try:
                async with self._slots:
                    return await self._attempt(job, over)
            except NeverAnswered:
                bugs = BUG_TRIES
            except (NoAnswer, StorageError, NotWritten) as error:
                log.warning("turn_delayed", error=type(error).__name__)
            except Exception as error:
                bugs += 1
                log.error("turn_broke", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _attempt(self, job: Job, give_up: bool) -> None:
        session = await self.sessions.current(job.chat, job.officer)
        if give_up:
            outcome = self.answering.gave_up(job, session)
        else:
            outcome = await self.answering.answer(job, session)
        await self._finish(job, outcome)

    async def _finish(self, job: Job, outcome: Outcome) -> None:
        """Keep the answer and delete the message in one transaction; then send."""
        if not job.names:
            self.paths.moved_on(job.chat.lane, job.received)
            if asked := crisis.direct_question(outcome.messages):
                self.paths.said(job.chat.lane, crisis.BY_RISK["possible"], asked)
        session, letters = self._address(job, outcome)
        if not job.is_kept and session.officer is None:
            return self._send_unkept(job, session, letters)
        self.on_the_way.update(letter.row for letter in letters)

        def write(connection: Connection) -> Session:
            saved = self.sessions.save(connection, job.chat, session)
            for letter in letters:
                outbox.put(connection, self.keys, saved.officer, pack_letter(letter), letter.row)
            if saved.officer is not None:
                outbox.mark_reachable(connection, saved.officer)
                crisis_checks.answered(connection, self.keys, saved.officer)
                for more in outcome.writes:
                    more(connection)
                self.count(connection, saved.officer, job, outcome)
            inbox.finish(connection, job.id)
            return saved

        try:
            saved = await self.writer.do(write)
        except BaseException:
            self.on_the_way.difference_update(letter.row for letter in letters)
            raise
        self.under_way.discard(job.id)
        self._settle(job, session, saved)
        self.outbox.post(job.chat.lane, letters, lambda: self.close_job(job))

    def _send_unkept(self, job: Job, session: Session, letters: list[Letter]) -> None:
        """Answer a visitor in a crisis without keeping anything of it."""
        self.under_way.discard(job.id)
        self.sessions.remember(job.chat.lane, session)
        unkept = [replace(letter, row="") for letter in letters]
        self.outbox.post(job.chat.lane, unkept, lambda: self.close_job(job))

    def _settle(self, job: Job, session: Session, saved: Session) -> None:
        """Hold the session, or let go of one whose officer was forgotten in this turn."""
        if saved.officer == session.officer:
            self.sessions.remember(job.chat.lane, saved)
        else:
            self.sessions.drop(job.chat.lane)

    def _address(self, job: Job, outcome: Outcome) -> tuple[Session, list[Letter]]:
        """Number the buttons of the whole answer, and cut it into what the door takes."""
        said = [button for message in job.said for button in message.buttons]
        shown = [button for message in outcome.messages for button in message.buttons]
        session = replace(outcome.session, last_at=self.sessions.now()).offering((*said, *shown))
        offer = session.latest.id if session.latest else ""
        door = self.doors.get(job.incoming.door)
        letters, place = [], len(said)
        for message in outcome.messages:
            placed = replace(message, offer=offer, first=place) if message.buttons else message
            place += len(message.buttons)
            pieces = door.fit(placed) if door else [placed]
            letters += [self._letter(job, piece, outbox.new_row()) for piece in pieces]
        return session, letters

    def _aside(self, job: Job, name: str) -> Letter:
        locale = self.sessions.locale_of(job.chat.lane) or job.chat.locale
        return self._letter(job, Outgoing(self.words.text(name, locale)), "")

    def _letter(self, job: Job, message: Outgoing, row: str) -> Letter:
        return Letter(job.incoming.door, job.incoming.chat, message, job.incoming.update, row)
