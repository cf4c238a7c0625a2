"""The gateway: doors, workers, outbox and what is due, put together."""

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.answering import Answering
from bot.crisis import words as crisis
from bot.crisis.checks import Checks
from bot.crisis.safety_plan import PlanReader
from bot.crisis.staying import Staying
from bot.dialogue import Dialogue
from bot.documents import Documents
from bot.doors import Door
from bot.due import DueRunner
from bot.ending import Ending
from bot.job import recovered
from bot.leasing import Leasing
from bot.mailroom import Mailroom
from bot.messages import DoorName
from bot.outbox import Outbox
from bot.pace import Pace
from bot.periods import Periods
from bot.plan import DECIDED
from bot.presses import lasting_buttons
from bot.reception import Reads, Reception
from bot.sessions import Sessions
from bot.totals import Totals
from bot.turns import Turns
from bot.writer import Writer
from care.clock import Clock
from care.names import InboxId
from care.safety_plan import STEPS
from reports.closing import Closing
from reports.counting import Counter
from storage import inbox
from storage.database import Database
from storage.errors import StorageError
from storage.keys import Keys
from storage.salts import salts_of
from words import Words

LOOK_EVERY = 1.0
DUE_AT_ONCE = 1000  # rows between two looks at what is to be sent
LEAVE = 4.0  # seconds for what is in flight when asked to stop

SAID = frozenset(
    {
        "utter_welcome",
        "utter_crisis_check_visitor",
        "utter_crisis_check_declined",
        "utter_crisis_check_stopped",
        "utter_crisis_check_in",
        "utter_crisis_check_last",
        "button_numbers",
        "utter_safety_reply",
        "utter_not_kept",
        "utter_gave_up",
        "utter_group",
        "utter_stale_button",
        "utter_too_long",
        "utter_empty",
        "utter_slow_down",
        "utter_new_message",
        "utter_due_none",
        "utter_bot_description",
        "utter_access_code",
        "word_weekdays",
        "word_months",
        "word_phone",
        "word_video",
        "word_phone_or_video",
        "word_in_person",
    }
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Means:
    """What a gateway works with."""

    words: Words
    keys: Keys
    database: Database
    clock: Clock
    screen: Reads
    dialogue: Dialogue
    country: str
    timezone: str
    department_size: int = 0
    access_code: str | None = field(default=None, repr=False)


class Gateway:
    """Takes messages, answers each, sends the answers, and does what is due."""

    def __init__(self, means: Means, doors: Mapping[DoorName, Door], pace: Pace | None = None) -> None:
        require_words(means.words)
        self._means = means
        database, keys, clock = means.database, means.keys, means.clock
        self._writer = Writer(database)
        self.leasing = Leasing(self._writer)
        self._ending = Ending(database, keys, clock, self._writer, means.dialogue)
        self._sessions = Sessions(database, keys, clock, self._writer, means.timezone, self._ending.forget)
        self._mailroom = Mailroom(database, keys, self._writer)
        self.outbox = Outbox(doors, self._mailroom.done, pace)
        self._due = DueRunner(database, keys, means.words, clock)
        closing = Closing(database, salts_of(keys), clock, means.department_size, means.timezone)
        self._periods = Periods(closing, keys)
        self.turns = Turns(
            answering=self._answering(),
            sessions=self._sessions,
            outbox=self.outbox,
            doors=doors,
            writer=self._writer,
            keys=keys,
            words=means.words,
            count=Totals(Counter(salts_of(keys), clock, means.department_size, means.timezone)).count,
            on_the_way=self._mailroom.on_the_way,
        )
        self.reception = Reception(means.screen, self.turns, self._writer, keys, clock)
        self._chores: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what an earlier gateway left, and begin with the chores."""
        self._begin(self._means.dialogue.watch_start())
        if not await self._recover():
            self._begin(self._recover_later())
        self._begin(self._look())

    async def tick(self) -> int:
        """Do what is due, at most as much as leaves time for sending it; returns how many rows were done."""
        ran = await asyncio.to_thread(self._due.run, DUE_AT_ONCE) + await self._ending.run() + await self._periods.run()
        await self._mailroom.collect(self.outbox)
        return ran

    async def stop(self) -> None:
        """Finish what is in flight, as far as that takes seconds; the rest is kept for the next gateway."""
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVE):
                await self.turns.idle()
                await self.outbox.idle(LEAVE)
                await self._mailroom.idle()
        await self.turns.close()
        await self.outbox.close()
        await self.leasing.give_back()
        await self._means.dialogue.close()
        self.reception.close()
        self._writer.close()

    def _answering(self) -> Answering:
        means = self._means
        return Answering(
            words=means.words,
            dialogue=means.dialogue,
            sessions=self._sessions,
            database=means.database,
            keys=means.keys,
            writer=self._writer,
            clock=means.clock,
            country=means.country,
            lasting=lasting_buttons(means.words),
            plan_reader=PlanReader(means.words, means.database, means.keys),
            staying=Staying(means.words, Checks(means.words, means.keys, means.clock)),
            make_document=Documents(means.database, means.keys, means.clock).make,
            access_code=means.access_code,
        )

    def _begin(self, chore: Coroutine[Any, Any, None]) -> None:
        self._chores.append(asyncio.create_task(chore))

    async def _recover(self) -> bool:
        """Send what is unsent and answer what is unanswered, oldest first; false without a database."""
        try:
            mine = frozenset(self.turns.under_way)
            seen, unfinished = await asyncio.to_thread(self._left, mine)
            await self._mailroom.collect(self.outbox)
            await asyncio.to_thread(self._due.ensure_purge)
        except StorageError as error:
            log.error("nothing_recovered", error=type(error).__name__)
            return False
        self.reception.remember(seen)
        for job in map(recovered, unfinished):
            if job.id in self.turns.under_way:
                continue
            self.reception.say_at_once(job)
            self.turns.watch(job)
            self.turns.take(job)
        log.info("recovered", count=len(unfinished))
        return True

    def _left(self, mine: frozenset[InboxId]) -> tuple[list[bytes], list[inbox.Accepted]]:
        with self._means.database.read() as connection:
            left = inbox.unfinished(connection, self._means.keys)
            return inbox.seen_digests(connection), [each for each in left if each.id not in mine]

    async def _recover_later(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if await self._recover():
                return

    async def _look(self) -> None:
        """Look for what is due or to be sent, once a second."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.tick()
                self._sessions.drop_ended()
            except StorageError as error:
                log.warning("chores_delayed", error=type(error).__name__)
            except Exception as error:
                log.error("chores_broke", error=type(error).__name__)


def require_words(words: Words) -> None:
    """Raise MissingWords unless everything that the gateway says by itself can be said."""
    words.require(SAID | crisis.NAMES | frozenset(DECIDED.values()))
    words.require(["utter_due_reminder"], {"when", "organisation", "modality", "reference"})
    words.require(["utter_crisis_check_offer", "utter_crisis_check_set"], {"first", "second"})
    words.require(["when_today", "when_tomorrow", "when_weekday"], {"time", "weekday"})
    words.require(f"word_plan_{step}" for step in STEPS)
    words.require(["when"], {"weekday", "month", "day", "time"})
