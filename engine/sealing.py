"""Seals a conversation's state under the key of its session: AES-256-GCM, padded, bound to its name."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
STEP = 4096


class SealBroken(Exception):
    """The sealed bytes are damaged, cut short, or were sealed with another key or under another name."""


def seal(key: bytes, plain: bytes, name: str) -> bytes:
    """Return nonce and ciphertext; the length shows only how many steps of 4096 bytes it takes."""
    nonce = os.urandom(NONCE_BYTES)
    framed = len(plain).to_bytes(4, "big") + plain
    padded = framed.ljust(-(-len(framed) // STEP) * STEP, b"\0")
    return nonce + AESGCM(key).encrypt(nonce, padded, name.encode())


def unseal(key: bytes, sealed: bytes, name: str) -> bytes:
    """Return what `seal` was given; raises SealBroken."""
    try:
        padded = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):
        raise SealBroken from None
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")]
