"""What a message has already done, so that a repeated message does nothing twice."""

from sqlalchemy import Column, Date, Table

from storage.tables import UNDER_TRANSIT, metadata
from storage.tables.types import Digest, Sealed

effects = Table(
    "effect",
    metadata,
    Column("id", Digest(), primary_key=True),  # of the inbox id and the effect's name
    Column("result", Sealed(), nullable=True, info=UNDER_TRANSIT),  # JSON; null only inside the transaction
    Column("until", Date(), nullable=False, index=True),  # a day is enough to know when to delete it
)
