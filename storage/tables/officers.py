"""Who has consented, findable by a keyed digest alone."""

from sqlalchemy import Column, String, Table

from storage.tables import OF_CHAT, OF_OFFICER, metadata
from storage.tables.types import Digest, Sealed

officers = Table(
    "officer",
    metadata,
    Column("id", String(32), primary_key=True, info=OF_OFFICER),
    Column("chat", Digest(), nullable=False, unique=True, info=OF_CHAT),
    Column("address", Sealed(), nullable=False),  # door and chat id, under the officer's key
    Column("preferences", Sealed(), nullable=False),  # locale and time zone, under the officer's key
    Column("consent", Sealed(), nullable=False),  # which wording, when, under the officer's key
)
