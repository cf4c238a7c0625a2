"""A session: what the gateway knows of a conversation under way, for 60 idle minutes and 100 turns."""

import base64
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.codec import button_fields
from bot.messages import Button
from care.names import OfficerId, SessionPseudonym, new_session_pseudonym

IDLE = timedelta(minutes=60)
TURNS = 100
OFFERS = 5
KEY_BYTES = 32


@dataclass(frozen=True)
class Offer:
    """The buttons of one answer, in the order shown; a press names `id` and the place from 0."""

    id: str
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Session:
    """Whose conversation it is (none: a visitor's), under which pseudonym and key, and where it stands.

    `in_crisis` keeps the path of a crisis open; `last_words` names its words when nothing else was said since;
    `check_offered` says that asking how it goes later was offered once.
    """

    pseudonym: SessionPseudonym
    key: bytes = field(repr=False)
    officer: OfficerId | None
    locale: str
    timezone: str
    last_at: datetime
    turns: int = 0
    welcomed: bool = False
    asked: str | None = None
    in_crisis: bool = False
    last_words: str = ""
    check_offered: bool = False
    offers: tuple[Offer, ...] = ()

    @property
    def latest(self) -> Offer | None:
        """The buttons that are current."""
        return self.offers[-1] if self.offers else None

    def has_ended(self, now: datetime) -> bool:
        """Tell whether the next message begins a new session."""
        return self.turns >= TURNS or now - self.last_at >= IDLE

    def offering(self, buttons: tuple[Button, ...]) -> "Session":
        """Return the session with these buttons current; without any it stays as it is."""
        if not buttons:
            return self
        return replace(self, offers=(*self.offers, Offer(secrets.token_hex(4), buttons))[-OFFERS:])


def new_session(officer: OfficerId | None, locale: str, timezone: str, now: datetime) -> Session:
    """Return a session that begins now."""
    key = secrets.token_bytes(KEY_BYTES)
    return Session(new_session_pseudonym(), key, officer, locale, timezone, now)


def pack(session: Session) -> bytes:
    """Return what an officer's session row seals."""
    offers = [{"id": offer.id, "buttons": [button_fields(b) for b in offer.buttons]} for offer in session.offers]
    fields = {
        "key": base64.b64encode(session.key).decode(),
        "locale": session.locale,
        "timezone": session.timezone,
        "last_at": session.last_at.isoformat(),
        "turns": session.turns,
        "welcomed": session.welcomed,
        "asked": session.asked,
        "in_crisis": session.in_crisis,
        "last_words": session.last_words,
        "check_offered": session.check_offered,
        "offers": offers,
    }
    return json.dumps(fields).encode()


def unpack(pseudonym: SessionPseudonym, officer: OfficerId, plain: bytes) -> Session:
    """Return the session that `pack` was given."""
    fields = json.loads(plain)
    offers = tuple(
        Offer(offer["id"], tuple(Button(**button) for button in offer["buttons"])) for offer in fields["offers"]
    )
    read = {
        "key": base64.b64decode(fields["key"]),
        "last_at": datetime.fromisoformat(fields["last_at"]),
        "offers": offers,
    }
    return Session(pseudonym=pseudonym, officer=officer, **fields | read)
