"""Safety plans: one an officer, sealed."""

from sqlalchemy import Column, String, Table

from storage.tables import OF_OFFICER, metadata
from storage.tables.types import Sealed

safety_plans = Table(
    "safety_plan",
    metadata,
    Column("officer", String(32), primary_key=True, info=OF_OFFICER),
    Column("sealed", Sealed, nullable=False),  # the six steps, under the officer's key
)
