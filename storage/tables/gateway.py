"""The gateway's tables: what has come in, what goes out, sessions, and what is due."""

from sqlalchemy import BigInteger, Column, Integer, String, Table

from storage.tables import OF_OFFICER, metadata
from storage.tables.types import Digest, Instant, Sealed

_Sequence = BigInteger().with_variant(Integer, "sqlite")


def _officer(nullable: bool = True, primary_key: bool = False) -> Column[str]:
    """Whose key seals the row; none: the transit key, for a person without an officer key."""
    indexed = not primary_key
    return Column("officer", String(32), nullable=nullable, primary_key=primary_key, index=indexed, info=OF_OFFICER)


def _queue(name: str, nullable: bool) -> Table:
    """A table whose rows are taken in the order in which they were put."""
    return Table(
        name,
        metadata,
        Column("seq", _Sequence, primary_key=True, autoincrement=True),
        Column("id", String(32), nullable=False, unique=True),
        _officer(nullable),
        Column("sealed", Sealed, nullable=False),
        sqlite_autoincrement=True,
    )


inbox = _queue("inbox", nullable=True)
outbox = _queue("outbox", nullable=True)
waiting = _queue("waiting", nullable=False)

seen = Table(
    "seen",
    metadata,
    Column("digest", Digest(32), primary_key=True),
    Column("until_hour", Integer, nullable=False, index=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    _officer(nullable=False),
    Column("sealed", Sealed, nullable=False),
)

due = Table(
    "due",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    _officer(),
    Column("about", String(64), nullable=False, index=True),
    Column("sealed", Sealed, nullable=False),
)

private_answers = Table(
    "private_answers",
    metadata,
    Column("token", String(40), primary_key=True),
    _officer(nullable=False),
    Column("sealed", Sealed, nullable=False),
)

unreachable = Table("unreachable", metadata, _officer(nullable=False, primary_key=True))

lease = Table(
    "lease",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("place", String(64), nullable=False),
    Column("process", Integer, nullable=False),
    Column("until", Instant, nullable=False),
)
