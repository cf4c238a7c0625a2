"""Sessions of the console, and how often somebody may try to log in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from storage.accounts import Account, get
from storage.dialects import insert_new
from storage.index import digest
from storage.keys import Keys
from storage.tables.console import sessions, tries

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)  # one working day, however busy
HALF_WAY = timedelta(minutes=10)  # from the password to the code
NOTED_EVERY = timedelta(minutes=1)
FREE_TRIES = {"login": 5, "address": 30}  # within `LOCKED`, then nothing is taken until it is over
LOCKED = timedelta(minutes=15)


class Stage(StrEnum):
    """How far a log-in has come."""

    CODE = "code"  # the password was right
    START = "start"  # own password and authenticator are to be set up
    OPEN = "open"


@dataclass(frozen=True)
class Session:
    """Whose session it is; `digest` names it inside, the token is the browser's alone."""

    digest: bytes
    account: Account
    stage: Stage
    seen: datetime


def begin(connection: Connection, account: str, stage: Stage, now: datetime) -> str:
    """Start a session and return its token: 256 random bits."""
    token = secrets.token_urlsafe(32)
    row = {"digest": digest_of(token), "account": account, "stage": stage, "started": now, "seen": now}
    connection.execute(insert(sessions).values(**row))
    return token


def find(connection: Connection, token: str, now: datetime) -> Session | None:
    """Return a session that has not ended, whose account may still log in."""
    row = connection.execute(select(sessions).where(sessions.c.digest == digest_of(token))).first()
    if row is None or now - row.seen > IDLE or now - row.started > LONGEST:
        return None
    stage, account = Stage(row.stage), get(connection, row.account)
    if account is None or not account.is_active or (stage is not Stage.OPEN and now - row.started > HALF_WAY):
        return None
    return Session(row.digest, account, stage, row.seen)


def note(connection: Connection, session: Session, now: datetime) -> None:
    """Remember that somebody is there."""
    connection.execute(update(sessions).where(sessions.c.digest == session.digest).values(seen=now))


def end(connection: Connection, token: str) -> None:
    """End a session."""
    connection.execute(delete(sessions).where(sessions.c.digest == digest_of(token)))


def end_all(connection: Connection, account: str, but: bytes = b"") -> None:
    """End every session of an account, apart from one."""
    connection.execute(delete(sessions).where(sessions.c.account == account, sessions.c.digest != but))


def purge(connection: Connection, now: datetime) -> None:
    """Delete what has ended."""
    connection.execute(delete(sessions).where(sessions.c.seen < now - IDLE))
    connection.execute(delete(tries).where(tries.c.until <= now))


def may_try(connection: Connection, keys: Keys, login: str, address: str, now: datetime) -> bool:
    """Tell whether a name and an address may try to log in now; unknown names are counted like known ones."""
    for kind, name in (("login", login), ("address", address)):
        query = select(tries).where(tries.c.digest == digest(keys, "console try", kind, name), tries.c.until > now)
        row = connection.execute(query).first()
        if row is not None and row.failures >= FREE_TRIES[kind]:
            return False
    return True


def note_failure(connection: Connection, keys: Keys, login: str, address: str, now: datetime) -> None:
    """Count a failed try; the quarter of an hour starts anew with each."""
    for kind, name in (("login", login), ("address", address)):
        key = digest(keys, "console try", kind, name)
        connection.execute(delete(tries).where(tries.c.digest == key, tries.c.until <= now))
        connection.execute(insert_new(connection, tries).values(digest=key, failures=0, until=now))
        counted = {"failures": tries.c.failures + 1, "until": now + LOCKED}
        connection.execute(update(tries).where(tries.c.digest == key).values(**counted))


def forgive(connection: Connection, keys: Keys, login: str) -> None:
    """Forget the failures of a name that got in."""
    connection.execute(delete(tries).where(tries.c.digest == digest(keys, "console try", "login", login)))


def digest_of(token: str) -> bytes:
    """Return how a token is kept: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).digest()
