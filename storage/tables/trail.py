"""Which messages stand in an officer's chat: ids alone, to be deleted when the officer wishes."""

from sqlalchemy import Column, String, Table

from storage.tables import OF_OFFICER, metadata
from storage.tables.types import Sealed

trails = Table(
    "trail",
    metadata,
    Column("officer", String(32), primary_key=True, info=OF_OFFICER),
    Column("sealed", Sealed, nullable=False),  # message ids with their hour, and whether a day is enough
)
