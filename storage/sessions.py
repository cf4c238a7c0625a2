"""Sessions of officers: which pseudonym is whose, and the gateway's sealed state of each."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from care.names import OfficerId, SessionPseudonym
from storage.envelopes import open_for, seal_for
from storage.errors import StorageError
from storage.keys import Keys
from storage.tables.gateway import sessions


@dataclass(frozen=True)
class KeptSession:
    """A session's row, its state opened."""

    pseudonym: SessionPseudonym
    officer: OfficerId
    plain: bytes = field(repr=False)


def officer_of(connection: Connection, pseudonym: SessionPseudonym) -> OfficerId | None:
    """Return whose session it is; none for a visitor's, and for one that has ended."""
    row = connection.execute(select(sessions.c.officer).where(sessions.c.pseudonym == pseudonym)).first()
    return OfficerId(row.officer) if row else None


def start(connection: Connection, keys: Keys, session: KeptSession) -> None:
    """Keep a new session in the place of the officer's earlier ones."""
    connection.execute(delete(sessions).where(sessions.c.officer == session.officer))
    sealed = seal_for(keys, session.officer, session.plain, sessions, session.pseudonym)
    row = {"pseudonym": session.pseudonym, "officer": session.officer, "sealed": sealed}
    connection.execute(insert(sessions).values(row))


def save(connection: Connection, keys: Keys, session: KeptSession) -> bool:
    """Keep a session's new state; tell whether the session still stands."""
    sealed = seal_for(keys, session.officer, session.plain, sessions, session.pseudonym)
    of_row = sessions.c.pseudonym == session.pseudonym
    return connection.execute(update(sessions).where(of_row).values(sealed=sealed)).rowcount == 1


def of_officer(connection: Connection, keys: Keys, officer: OfficerId) -> KeptSession | None:
    """Return the officer's session; none when there is none, or no key opens it."""
    row = connection.execute(select(sessions).where(sessions.c.officer == officer)).first()
    if row is None:
        return None
    try:
        plain = open_for(keys, officer, row.sealed, sessions, row.pseudonym)
    except StorageError:
        return None
    return KeptSession(SessionPseudonym(row.pseudonym), officer, plain)


def find(connection: Connection, keys: Keys, pseudonym: SessionPseudonym) -> KeptSession | None:
    """Return a session by its pseudonym; none when it has ended, or no key opens it."""
    officer = officer_of(connection, pseudonym)
    kept = of_officer(connection, keys, officer) if officer else None
    return kept if kept is not None and kept.pseudonym == pseudonym else None


def end(connection: Connection, pseudonym: SessionPseudonym) -> None:
    """Delete a session: its pseudonym leads nowhere from now on."""
    connection.execute(delete(sessions).where(sessions.c.pseudonym == pseudonym))
