"""What the anonymous totals need while a period runs, and the ledger of what was released.

`usage` has no row order on SQLite (WITHOUT ROWID: rows lie by their random pseudonym), no instant and no
foreign key: a period that is being closed must never refuse an officer's booking.
"""

from sqlalchemy import CheckConstraint, Column, Date, Integer, String, Table, Text

from storage.tables import metadata
from storage.tables.types import Digest, Sealed

periods = Table(
    "report_period",
    metadata,
    Column("id", String(32), primary_key=True),  # of its salt in the key folder
    Column("first", Date, nullable=False, unique=True),
    Column("last", Date, nullable=False),
    Column("size", Integer, nullable=False),  # of the department, when the period was opened
    CheckConstraint("first <= last", name="forward"),
)

usage = Table(
    "usage",
    metadata,
    Column("period", String(32), primary_key=True),
    Column("pseudonym", Digest, primary_key=True),  # of an officer and a statistic, under the period's salt
    Column("sealed", Sealed, nullable=False),  # statistic and category, under a key made from the salt
    sqlite_with_rowid=False,
)

ledger = Table(
    "report_ledger",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("line", Text, nullable=False),  # storage.releases: published numbers alone
)
