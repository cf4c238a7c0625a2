"""Keyed digests (HMAC-SHA-256 under the index key) that find a row without telling what it is about.

A plain hash of a Telegram id is reversed in about an hour. Each use has a domain of its own, so that
digests of one table say nothing about another's.
"""

import hashlib
import hmac

from care.names import InboxId, OfficerId, OrganisationId
from storage.keys import Keys


def digest(keys: Keys, domain: str, *parts: str) -> bytes:
    """Return 32 bytes for a domain and its parts, each framed by its length."""
    message = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in (domain, *parts)))
    return hmac.digest(keys.index_key, message, hashlib.sha256)


def chat_index(keys: Keys, door: str, chat: str) -> bytes:
    """Return how a chat of a door (`telegram`, `terminal`) is looked up."""
    return digest(keys, "chat", door, chat)


def update_index(keys: Keys, door: str, update: str) -> bytes:
    """Return how an update is remembered against redelivery."""
    return digest(keys, "update", door, update)


def effect_index(keys: Keys, inbox: InboxId, name: str) -> bytes:
    """Return how one effect of one message is remembered."""
    return digest(keys, "effect", inbox, name)


def officer_pseudonym(keys: Keys, officer: OfficerId) -> bytes:
    """Return who an officer is in the table of bookings."""
    return digest(keys, "booking", officer)


def holder_pseudonym(keys: Keys, officer: OfficerId) -> bytes:
    """Return who an officer is as the holder of a slot; it cannot be joined with their bookings."""
    return digest(keys, "holder", officer)


def partner_pseudonym(keys: Keys, officer: OfficerId, organisation: OrganisationId) -> bytes:
    """Return who an officer is to one organisation; two organisations cannot join their lists."""
    return digest(keys, "partner", officer, organisation)
