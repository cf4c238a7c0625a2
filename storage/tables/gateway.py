"""The gateway's tables: what has come in, what goes out, sessions, and what is due.

No column holds text, a name, a chat or an update id in clear. What a person wrote or is told stands in `sealed`;
rows of an officer go when the officer goes.
"""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, LargeBinary, String, Table

from storage.tables import metadata

_Sequence = BigInteger().with_variant(Integer, "sqlite")


def _officer(nullable: bool = True, primary_key: bool = False) -> Column[str]:
    """A reference to the officer whose key seals the row; none: sealed with the transit key."""
    owner = ForeignKey("officers.id", ondelete="CASCADE")
    return Column(
        "officer", String(32), owner, nullable=nullable, primary_key=primary_key, index=not primary_key
    )


inbox = Table(
    "inbox",
    metadata,
    Column("seq", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    _officer(),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

seen = Table(
    "seen",
    metadata,
    Column("update", LargeBinary(32), primary_key=True),
    Column("until_hour", Integer, nullable=False, index=True),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    _officer(),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    _officer(nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

due = Table(
    "due",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    _officer(),
    Column("about", String(64), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

waiting = Table(
    "waiting",
    metadata,
    Column("seq", _Sequence, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    _officer(nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

private_answers = Table(
    "private_answers",
    metadata,
    Column("token", String(40), primary_key=True),
    _officer(nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

unreachable = Table("unreachable", metadata, _officer(nullable=False, primary_key=True))

lease = Table(
    "lease",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("place", String(64), nullable=False),
    Column("process", Integer, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
)
