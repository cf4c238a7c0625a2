"""Which session a message belongs to: an officer's is kept sealed, a visitor's in memory alone."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.session import IDLE, Session, new_session, pack, unpack
from bot.writer import Writer
from care.clock import Clock
from care.consent import consent_now
from care.names import OfficerId, SessionPseudonym
from care.officers import Address, Preferences
from storage import due, sessions
from storage.database import Database
from storage.index import chat_index
from storage.keys import Keys
from storage.officers import Officers

_REMEMBERED = 10_000


@dataclass(frozen=True)
class Chat:
    """Where a person writes; `locale` is what is guessed of a new one."""

    door: str
    id: str
    locale: str

    @property
    def lane(self) -> str:
        """The chat's place in every queue."""
        return f"{self.door}:{self.id}"


class Sessions:
    """Finds, begins, keeps and ends sessions; `forget` has the engine drop what it holds of one."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        clock: Clock,
        writer: Writer,
        timezone: str,
        forget: Callable[[SessionPseudonym], None],
    ) -> None:
        self._database, self._keys, self._clock, self._writer = database, keys, clock, writer
        self._timezone, self._forget = timezone, forget
        self.zone = ZoneInfo(timezone)
        self._officers = Officers(keys)
        self._known: dict[str, Session] = {}

    def now(self) -> datetime:
        """Return the present instant of the system's clock."""
        return self._clock.now()

    def locale_of(self, lane: str) -> str | None:
        """Return a chat's language, as far as it is in memory."""
        known = self._known.get(lane)
        return known.locale if known else None

    def of(self, lane: str) -> Session | None:
        """Return a chat's session, as far as it is in memory."""
        return self._known.get(lane)

    async def current(self, chat: Chat, officer: OfficerId | None) -> Session:
        """Return the chat's session; begins one where there is none or the last has ended."""
        known = self._known.get(chat.lane)
        now = self._clock.now()
        if known is not None and known.officer == officer and not known.has_ended(now):
            return known
        kept = await asyncio.to_thread(self._read, chat, known)
        if kept is None:
            kept = new_session(None, chat.locale, self._timezone, now)
        elif kept.has_ended(now):
            kept = await self._follow(kept)
        self.remember(chat.lane, kept)
        return kept

    def remember(self, lane: str, session: Session) -> None:
        """Hold a session in memory."""
        self._known.pop(lane, None)
        self._known[lane] = session
        if len(self._known) > _REMEMBERED:
            self._known.pop(next(iter(self._known)))

    async def consent(self, chat: Chat, session: Session) -> Session:
        """Make an officer of a visitor; the session goes on under its pseudonym and is kept from now on."""
        address = Address(chat.door, chat.id)
        preferences = Preferences(session.locale, session.timezone)

        def act(connection: Connection) -> Session:
            now = self._clock.now()
            officer = self._officers.create(connection, address, preferences, consent_now(now))
            promoted = replace(session, officer=officer)
            self._start(connection, promoted)
            return promoted

        promoted = await self._writer.do(act)
        self.remember(chat.lane, promoted)
        return promoted

    def save(self, connection: Connection, chat: Chat, session: Session) -> Session:
        """Keep an officer's session; one whose officer was forgotten meanwhile comes back as a visitor's."""
        if session.officer is None:
            return session
        index = chat_index(self._keys, chat.door, chat.id)
        if self._officers.find(connection, index) != session.officer:
            sessions.end(connection, session.pseudonym)
            return replace(session, officer=None)
        kept = sessions.KeptSession(session.pseudonym, session.officer, pack(session))
        if not sessions.save(connection, self._keys, kept):
            self._start(connection, session)
        return session

    def prefer(self, connection: Connection, session: Session) -> None:
        """Keep an officer's language beyond the session."""
        if session.officer is not None:
            chosen = Preferences(session.locale, session.timezone)
            self._officers.prefer(connection, session.officer, chosen)

    def drop(self, lane: str) -> None:
        """End a session that is in memory."""
        if session := self._known.pop(lane, None):
            self._forget(session.pseudonym)

    def drop_ended(self) -> None:
        """Let go of ended sessions; no row would remember a visitor's."""
        now = self._clock.now()
        for lane, session in list(self._known.items()):
            if session.has_ended(now):
                self.drop(lane)

    def _read(self, chat: Chat, known: Session | None) -> Session | None:
        """Return the kept session of the chat's officer; a visitor's from memory; none begins a new one."""
        with self._database.read() as connection:
            officer = self._officers.find(connection, chat_index(self._keys, chat.door, chat.id))
            if officer is None:
                return known if known is not None and known.officer is None else None
            row = sessions.of_officer(connection, self._keys, officer)
            if row is not None:
                return unpack(row.pseudonym, officer, row.plain)
            preferences = self._officers.preferences_of(connection, officer)
        ended = self._clock.now() - IDLE
        return new_session(officer, preferences.locale, preferences.timezone, ended)

    async def _follow(self, ended: Session) -> Session:
        """Begin the session after one that has ended."""
        self._forget(ended.pseudonym)
        session = new_session(ended.officer, ended.locale, ended.timezone, self._clock.now())
        if session.officer is not None:
            await self._writer.do(lambda connection: self._start(connection, session))
        return session

    def _start(self, connection: Connection, session: Session) -> None:
        """Keep a new session, and note its end: the engine's tracker is dropped then, whoever is gone."""
        if session.officer is None:
            return
        kept = sessions.KeptSession(session.pseudonym, session.officer, pack(session))
        sessions.start(connection, self._keys, kept)
        due.add(connection, self._keys, "session_end", self._clock.now() + IDLE, about=session.pseudonym)
