"""The console's tables: who may log in, what they are editing, what was changed, and what was declared done.

Accounts belong to staff, never to officers; their log-in names are clear.
"""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text

from storage.tables import UNDER_TRANSIT, metadata
from storage.tables.directory import UUID
from storage.tables.types import Digest, Instant, Sealed

_Sequence = BigInteger().with_variant(Integer, "sqlite")


def _account(primary_key: bool = False, nullable: bool = False) -> Column[str]:
    of = ForeignKey("console_account.id", ondelete="CASCADE")
    return Column("account", String(32), of, primary_key=primary_key, nullable=nullable, index=not primary_key)


accounts = Table(
    "console_account",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("organisation", UUID, ForeignKey("organisation.id"), nullable=True),
    Column("password", Text, nullable=False),  # Argon2id, with its salt and cost
    Column("is_one_time", Boolean, nullable=False),  # the password was given by somebody else
    Column("secret", Sealed, nullable=True, info=UNDER_TRANSIT),  # of the authenticator app, under the transit key
    Column("step", BigInteger, nullable=False),  # of the last code that was used: none works twice
    Column("locale", String(2), nullable=False),
    Column("is_active", Boolean, nullable=False),
)

recovery_codes = Table(
    "console_recovery",
    metadata,
    Column("digest", Digest, primary_key=True),
    _account(),
)

sessions = Table(
    "console_session",
    metadata,
    Column("digest", Digest, primary_key=True),  # of the token that only the browser has
    _account(),
    Column("stage", String(8), nullable=False),
    Column("started", Instant, nullable=False),
    Column("seen", Instant, nullable=False, index=True),
)

tries = Table(
    "console_try",
    metadata,
    Column("digest", Digest, primary_key=True),  # of a log-in name or of an address
    Column("failures", Integer, nullable=False),
    Column("until", Instant, nullable=False, index=True),
)

drafts = Table(
    "console_draft",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("entry", String(80), primary_key=True),
    Column("content", JSON, nullable=False),
    Column("base", String(64), nullable=False),  # fingerprint of what was published when the draft began
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False),
)

history = Table(
    "console_history",
    metadata,
    Column("number", _Sequence, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("entry", String(80), nullable=False, index=True),
    Column("act", String(16), nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False),
    Column("changed", JSON, nullable=False),  # the names of the fields
    Column("content", JSON, nullable=False),
    sqlite_autoincrement=True,
)

facts = Table(
    "console_fact",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False),
)

marks = Table(
    "booking_mark",
    metadata,
    Column("booking", UUID, ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True),
    Column("is_seen", Boolean, nullable=False),
    Column("is_told", Boolean, nullable=False),  # the partner has been told by e-mail that a booking waits
)
