"""Private answers: what an officer typed stays here, sealed; the dialogue gets a token instead."""

from datetime import timedelta

from sqlalchemy import Connection, delete, select

from care.names import InboxId, OfficerId
from storage.envelopes import insert_once, open_for, seal_for
from storage.keys import Keys
from storage.tables.gateway import private_answers

LIFE = timedelta(minutes=60)


def token_of(message: InboxId) -> str:
    """Return the token of the answer that a message carries: the same each time the message is repeated."""
    return f"prv_{message}"


def keep(connection: Connection, keys: Keys, officer: OfficerId, token: str, answer: str) -> bool:
    """Seal an answer under the officer's key; tell whether it is new."""
    sealed = seal_for(keys, officer, answer.encode(), private_answers, token)
    return insert_once(connection, private_answers, token=token, officer=officer, sealed=sealed)


def read(connection: Connection, keys: Keys, officer: OfficerId, token: str) -> str | None:
    """Return an officer's own answer; none when it has expired, was used, or is somebody else's."""
    row = connection.execute(select(private_answers).where(private_answers.c.token == token)).first()
    if row is None or row.officer != officer:
        return None
    return open_for(keys, officer, row.sealed, private_answers, token).decode()


def discard(connection: Connection, token: str) -> bool:
    """Delete an answer; tell whether it was there."""
    return connection.execute(delete(private_answers).where(private_answers.c.token == token)).rowcount == 1
