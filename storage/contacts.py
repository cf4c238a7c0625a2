"""A contact left for a booking, sealed to the partner's public key: HPKE, RFC 9180, base mode.

Suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The place is the `info` of the key schedule.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from storage.sealing import Bound, SealBroken, pad, unpad

FORM = b"\x01"  # of the suite above; another suite gets another number


def partner_key_pair() -> tuple[bytes, bytes]:
    """Return a new private and public key of a partner, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_contact(public_key: bytes, contact: str, bound: Bound) -> bytes:
    """Return a contact that only the partner's private key opens, and only in its place."""
    partner = X25519PublicKey.from_public_bytes(public_key)
    return FORM + _suite().encrypt(pad(contact.encode()), partner, info=bound.encoded())


def open_contact(private_key: bytes, sealed: bytes, bound: Bound) -> str:
    """Return a contact; raises SealBroken when a bit, the key or the place differs."""
    if sealed[: len(FORM)] != FORM:
        raise SealBroken("a sealed contact has an unknown form")
    partner = X25519PrivateKey.from_private_bytes(private_key)
    try:
        padded = _suite().decrypt(sealed[len(FORM) :], partner, info=bound.encoded())
    except (InvalidTag, ValueError):
        raise SealBroken("a sealed contact does not belong to its place") from None
    return unpad(padded).decode()


def contact_place(booking: str, organisation: str) -> Bound:
    """Return where a contact belongs: one booking with one organisation."""
    return Bound("booking", "contact", booking, organisation, "partner")


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
