"""Slots and bookings. Who holds or booked is a keyed pseudonym; a contact is sealed to the partner."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from care.desk import BookingState
from care.directory import SlotState
from storage.tables import metadata
from storage.tables.directory import UUID
from storage.tables.types import Digest, Instant, Sealed


def _one_of(states: type[SlotState] | type[BookingState]) -> CheckConstraint:
    listed = ", ".join(f"'{state.value}'" for state in states)
    return CheckConstraint(f"state IN ({listed})", name="state_known")


slots = Table(
    "slot",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("service", UUID, ForeignKey("service.id"), nullable=False),
    Column("start", Instant, nullable=False, index=True),
    Column("end", Instant, nullable=False),
    Column("modality", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("held_until", Instant, nullable=True),
    Column("holder", Digest, nullable=True, index=True),  # storage.index.holder_pseudonym
    UniqueConstraint("service", "start", "modality"),
    _one_of(SlotState),
)

bookings = Table(
    "booking",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("reference", String(6), nullable=False, unique=True),
    Column("slot", UUID, ForeignKey("slot.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("officer", Digest, nullable=True),  # storage.index.officer_pseudonym; none: forgotten
    Column("place", Integer, nullable=True),  # 1 or 2 while it counts as one of an officer's open bookings
    Column("partner_officer", Digest, nullable=True),  # storage.index.partner_pseudonym
    Column("contact", Sealed, nullable=True),  # to the partner's public key
    Column("contact_kind", Sealed, nullable=True),  # a number or an alias, under the officer's key
    UniqueConstraint("officer", "place"),
    CheckConstraint("place BETWEEN 1 AND 2", name="two_places"),
    _one_of(BookingState),
)

Index(
    "booking_one_live_for_a_slot",
    bookings.c.slot,
    unique=True,
    sqlite_where=text("state = 'booked'"),
    postgresql_where=text("state = 'booked'"),
)
