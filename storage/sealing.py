"""Sealing a value so that it opens only in its own place: AES-256-GCM, bound to its place."""

import os
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import StorageError

VERSION = b"\x01"
NONCE_BYTES = 12  # NIST SP 800-38D: 96 bits, random
LENGTH_BYTES = 4
STEPS = (64, 256, 1024)  # padded sizes in bytes; above, multiples of the last


class SealBroken(StorageError):
    """A sealed value was changed, moved to another place, or belongs to another key."""


@dataclass(frozen=True)
class Bound:
    """The place a sealed value belongs to: the associated data of AES-GCM."""

    table: str
    column: str
    row: str
    owner: str
    key_id: str

    def encoded(self) -> bytes:
        """Return the parts, each after its length, so that no two places share an encoding."""
        parts = [part.encode() for part in (self.table, self.column, self.row, self.owner, self.key_id)]
        return VERSION + b"".join([len(part).to_bytes(LENGTH_BYTES, "big") + part for part in parts])


@dataclass(frozen=True)
class SealingKey:
    """A 256-bit key, its id and its owner: an officer id, or `transit` for who has no key of their own."""

    id: str
    owner: str
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, table: str, column: str, row: str) -> bytes:
        """Return `plain` sealed for one place."""
        return _seal(self._cipher, plain, Bound(table, column, row, self.owner, self.id))

    def open(self, sealed: bytes, table: str, column: str, row: str) -> bytes:
        """Return what was sealed for this place; raises SealBroken."""
        return _open(self._cipher, sealed, Bound(table, column, row, self.owner, self.id))

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)


def seal(key: bytes, plain: bytes, bound: Bound) -> bytes:
    """Return version, nonce and ciphertext of the padded `plain`; `key` has 32 bytes."""
    return _seal(AESGCM(key), plain, bound)


def open_sealed(key: bytes, sealed: bytes, bound: Bound) -> bytes:
    """Return what `seal` was given; raises SealBroken when a bit, the key or the place differs."""
    return _open(AESGCM(key), sealed, bound)


def _seal(cipher: AESGCM, plain: bytes, bound: Bound) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, pad(plain), bound.encoded())


def _open(cipher: AESGCM, sealed: bytes, bound: Bound) -> bytes:
    start = len(VERSION) + NONCE_BYTES
    if sealed[: len(VERSION)] != VERSION or len(sealed) <= start:
        raise SealBroken("a sealed value has an unknown form")
    try:
        padded = cipher.decrypt(sealed[len(VERSION) : start], sealed[start:], bound.encoded())
    except InvalidTag:
        raise SealBroken(f"a sealed value of {bound.table}.{bound.column} does not belong to its place") from None
    return unpad(padded)


def pad(plain: bytes) -> bytes:
    """Return the length, `plain` and zeros up to the next step, so that a size tells little."""
    framed = len(plain).to_bytes(LENGTH_BYTES, "big") + plain
    size = next((step for step in STEPS if len(framed) <= step), -(-len(framed) // STEPS[-1]) * STEPS[-1])
    return framed.ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Return what `pad` was given; raises SealBroken."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if length > len(padded) - LENGTH_BYTES:
        raise SealBroken("a sealed value has a wrong length")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
