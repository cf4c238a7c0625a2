"""The ids that must not be mixed up, and how new ones are made."""

import secrets
from typing import NewType
from uuid import uuid4

OfficerId = NewType("OfficerId", str)
SessionPseudonym = NewType("SessionPseudonym", str)
InboxId = NewType("InboxId", str)
BookingReference = NewType("BookingReference", str)
SlotId = NewType("SlotId", str)
ServiceId = NewType("ServiceId", str)
OrganisationId = NewType("OrganisationId", str)
LocationId = NewType("LocationId", str)

REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # neither I and 1 nor O and 0, which are read out wrongly
REFERENCE_LENGTH = 6


def new_officer_id() -> OfficerId:
    """Return 32 random hexadecimal digits."""
    return OfficerId(secrets.token_hex(16))


def new_session_pseudonym() -> SessionPseudonym:
    """Return 32 random hexadecimal digits."""
    return SessionPseudonym(secrets.token_hex(16))


def new_inbox_id() -> InboxId:
    """Return 32 random hexadecimal digits."""
    return InboxId(secrets.token_hex(16))


def new_reference() -> BookingReference:
    """Return a random reference of six letters and digits that can be read out on the phone."""
    return BookingReference("".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH)))


def new_uuid() -> str:
    """Return a random UUID for a directory entry (HSDS 3.0 ids are UUIDs)."""
    return str(uuid4())
