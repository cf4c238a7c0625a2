"""What a message is answered with: works out the step, asks the dialogue where it needs to."""

import asyncio
import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot import private
from bot.codec import unpack_outgoing
from bot.crisis import words as crisis
from bot.crisis.safety_plan import KINDS as PLAN_KINDS
from bot.crisis.safety_plan import PlanReader
from bot.crisis.staying import LISTENING, Staying
from bot.dialogue import Dialogue, Question, Reply
from bot.gate import at_the_gate
from bot.job import Job
from bot.messages import Button, Document, Outgoing
from bot.outcome import Outcome
from bot.pictures import warm_up
from bot.plan import Act, Ask, Say, Show, Start, Step, plan
from bot.records import PICTURE
from bot.session import Session
from bot.sessions import Sessions
from bot.writer import Writer
from care.clock import Clock
from care.names import OfficerId
from storage import outbox
from storage.database import Database
from storage.keys import Keys
from words import Words

PICTURE_BUTTON = "history.picture"
NOT_UNDERSTOOD = frozenset({"nlu_fallback", "out_of_scope", ""})
SURE = 0.6  # below it, an intent is a guess: nothing is counted under it
MakeDocument = Callable[[Mapping[str, Any], OfficerId], Document | None]


@dataclass(frozen=True)
class Answering:
    """Answers messages; nothing it does has an effect twice when a message is repeated."""

    words: Words
    dialogue: Dialogue
    sessions: Sessions
    database: Database
    keys: Keys
    writer: Writer
    clock: Clock
    country: str
    lasting: Mapping[str, Button]
    make_document: MakeDocument
    plan_reader: PlanReader
    staying: Staying
    access_code: str | None = field(default=None, repr=False)

    async def answer(self, job: Job, session: Session) -> Outcome:
        """Return the outcome for a message; raises NoAnswer, NotWritten or StorageError: to be repeated."""
        if job.names:
            return await self._after_crisis_words(job, session)
        step = plan(job.incoming, session, self.lasting)
        is_new = session.officer is None and not session.welcomed
        if is_new and job.incoming.kind != "press" and not _is_crisis(step):
            return await self._welcome(job, session, step)
        quiet = NOT_UNDERSTOOD if session.last_words in LISTENING else frozenset[str]()
        return self.staying.goes_on(job, session, await self._do(job, session, step, quiet))

    def gave_up(self, job: Job, session: Session) -> Outcome:
        """Return the outcome for a message that could not be answered; the words of a crisis stand alone."""
        return Outcome((), session) if job.said else self._say(session, Say("utter_gave_up"))

    async def _after_crisis_words(self, job: Job, session: Session) -> Outcome:
        """Go on after the fixed words, which were sent when the message came."""
        session = replace(session, locale=crisis.locale_of(job.incoming, session.locale))
        session = self.staying.opened(session, job.names[0])
        step = crisis.next_step(job.risk, job.risk_kind, job.names[0])
        if step is not None:
            kept = await self._answer_of_plan(job, session)
            rest = await self._ask(job, session, kept or Ask(payload=step))
        elif job.risk in crisis.BY_RISK and job.incoming.kind == "text":
            rest = await self._request_goes_on(job, session)
        else:
            rest = self.staying.after_words(Outcome((), session))
        return replace(rest, said_crisis=True)

    async def _request_goes_on(self, job: Job, session: Session) -> Outcome:
        """Answer what else the message asks for; an answer to a private question is no request."""
        if kept := await self._answer_of_plan(job, session):
            return await self._ask(job, session, kept)
        if private.is_private(session, job.incoming.text):
            return Outcome((), session)
        return await self._do(job, session, plan(job.incoming, session, self.lasting), quiet=NOT_UNDERSTOOD)

    async def _answer_of_plan(self, job: Job, session: Session) -> Ask | None:
        """Seal what answers a step of the safety plan: there such words have their place."""
        if session.asked not in private.PLAN_SLOTS or job.incoming.kind != "text":
            return None
        return await self._seal(job, session, Ask(text=job.incoming.text))

    async def _welcome(self, job: Job, session: Session, step: Step) -> Outcome:
        """Say first who speaks; then answer, if the first message was more than a greeting."""
        session = replace(session, welcomed=True)
        welcome = self._say(session, Say("utter_welcome"))
        is_command = job.incoming.text.lstrip().startswith("/start")
        if is_command or step == Say("utter_empty"):
            return welcome
        rest = await self._do(job, session, step, quiet=frozenset({"greet"}))
        return replace(rest, messages=welcome.messages + rest.messages)

    async def _do(self, job: Job, session: Session, step: Step, quiet: frozenset[str] = frozenset()) -> Outcome:
        if not quiet:  # a first message is answered with the welcome: nobody starts with it
            step = at_the_gate(step, session, self.access_code)
        if isinstance(step, Say):
            return self._say(session, step)
        if isinstance(step, Show):
            return await self._show(session)
        if isinstance(step, Act):
            return self.staying.act(step.name, session)
        if isinstance(step, Start):
            if session.officer is None:
                session = await self.sessions.consent(job.chat, session)
            return await self._ask(job, session, Ask(payload="/consented"))
        if step.text and private.is_private(session, step.text):
            step = await self._private(job, session, step)
        return await self._ask(job, session, step, quiet)

    def _say(self, session: Session, step: Say) -> Outcome:
        if step.name in crisis.NAMES:
            names = crisis.vary(step.name, session.last_words)
            at = self.clock.now().astimezone(ZoneInfo(session.timezone))
            messages = tuple(crisis.say(self.words, name, session.locale, at) for name in names)
            return Outcome(messages, self.staying.opened(session, names[0]), said_crisis=True)
        said = self.words.say(step.name, session.locale)
        buttons = session.latest.buttons if step.again and session.latest else said.buttons
        return Outcome((Outgoing(said.text, buttons),), session)

    async def _show(self, session: Session) -> Outcome:
        """Show what waits behind "New message"."""
        officer = session.officer
        rows = await asyncio.to_thread(self._waiting, officer) if officer else []
        if not rows:
            return self._say(session, Say("utter_due_none"))
        messages = tuple(unpack_outgoing(row.plain) for row in rows)
        return Outcome(messages, session, (partial(outbox.shown, rows=[row.id for row in rows]),))

    def _waiting(self, officer: OfficerId) -> list[outbox.Unsent]:
        with self.database.read() as connection:
            return outbox.all_waiting(connection, self.keys, officer)

    async def _private(self, job: Job, session: Session, step: Ask) -> Ask:
        """Put a token in a private answer's place, unless the officer has turned to something else."""
        if session.last_words and not private.is_plain(session, step.text):
            return Ask(payload=crisis.FOLLOW_UP)  # right after words of a crisis no text is taken for a name
        intent, confidence = await self.dialogue.understand(step.text, self._metadata(job, session))
        if session.officer is None or private.changes_subject(session, intent, confidence):
            return step
        return await self._seal(job, session, step)

    async def _seal(self, job: Job, session: Session, step: Ask) -> Ask:
        officer = session.officer
        if officer is None:
            return step
        keep = partial(private.keep, keys=self.keys, clock=self.clock, officer=officer, job=job, text=step.text)
        await self.writer.do(keep)
        return Ask(payload=private.payload_of(job))

    async def _ask(self, job: Job, session: Session, step: Ask, quiet: frozenset[str] = frozenset()) -> Outcome:
        """Ask the dialogue; leave out its replies when it understood one of the `quiet` intents."""
        question = Question(
            inbox=job.id,
            session=session.pseudonym,
            key=session.key,
            durable=session.officer is not None,
            metadata=self._metadata(job, session),
            text=step.text,
            payload=step.payload,
        )
        answer = await self.dialogue.turn(question)
        after = replace(
            session,
            asked=answer.asked,
            locale=answer.locale,
            turns=session.turns + 1,
        )
        replies = () if answer.intent in quiet else answer.replies
        messages = [await self._message(reply, session.officer, after.locale) for reply in replies]
        writes = (partial(self.sessions.prefer, session=after),) if after.locale != session.locale else ()
        intent = answer.intent if answer.confidence >= SURE else ""
        return Outcome(tuple(message for message in messages if _says(message)), after, writes, intent)

    async def _message(self, reply: Reply, officer: OfficerId | None, locale: str) -> Outgoing:
        document = None
        if reply.document is not None and officer is not None and reply.document.get("kind") in PLAN_KINDS:
            written = await asyncio.to_thread(self.plan_reader.text, reply.document, officer, locale)
            return Outgoing(f"{reply.text}\n\n{written}".strip(), reply.buttons, personal=True)
        if reply.document is not None and officer is not None:
            document = await asyncio.to_thread(self.make_document, reply.document, officer)
        if any(button.id == PICTURE_BUTTON for button in reply.buttons):
            warm_up()
        image = base64.b64decode(reply.image) if reply.image else None
        if document is not None and document.mime == PICTURE:
            image, document = document.content, None
        return Outgoing(reply.text, reply.buttons, image, document, reply.personal)

    def _metadata(self, job: Job, session: Session) -> dict[str, Any]:
        return {
            "locale": session.locale,
            "timezone": session.timezone,
            "now": job.incoming.at.isoformat(),
            "visitor": session.officer is None,
            "risk": job.risk,
            "country": self.country,
        }


def _is_crisis(step: Step) -> bool:
    return isinstance(step, Say) and step.name in crisis.NAMES


def _says(message: Outgoing) -> bool:
    return bool(message.text.strip() or message.document or message.image)
