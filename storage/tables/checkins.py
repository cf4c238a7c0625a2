"""What an officer keeps for their own eyes: check-ins, feedback, and when they may be written to.

No clear column says when, which check, or what came of it: the number of rows is all that shows.
"""

from sqlalchemy import Column, String, Table

from storage.tables import OF_OFFICER, metadata
from storage.tables.types import Sealed


def _kept(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", String(32), primary_key=True),
        Column("officer", String(32), nullable=False, index=True, info=OF_OFFICER),
        Column("sealed", Sealed, nullable=False),
    )


checkins = _kept("checkin")
feedbacks = _kept("feedback")

unprompted = Table(
    "unprompted",
    metadata,
    Column("officer", String(32), primary_key=True, info=OF_OFFICER),
    Column("sealed", Sealed, nullable=False),
)
