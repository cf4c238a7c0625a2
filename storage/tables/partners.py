"""The partners' key pairs: the private half only wrapped, once for each staff member and once on paper."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from storage.tables import metadata
from storage.tables.directory import UUID
from storage.tables.types import Sealed

partner_wraps = Table(
    "partner_wrap",
    metadata,
    Column("organisation", UUID, ForeignKey("organisation.id"), primary_key=True),
    Column("holder", String(80), primary_key=True),  # staff:<account>, invited:<account>, or recovery
    Column("cost", String(40), nullable=False),  # storage.stretching.Cost
    Column("salt", LargeBinary, nullable=False),
    Column("wrapped", Sealed, nullable=False),  # the private key, under the stretched password or code
)
