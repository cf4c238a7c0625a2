"""The audit of the console: who did what to what, each line chained to the one before."""

from sqlalchemy import Column, Integer, Table, Text

from storage.tables import metadata

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("line", Text, nullable=False),  # storage.audit: accounts, verbs and opaque ids alone
)
