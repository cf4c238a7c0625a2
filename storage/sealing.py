"""Sealing a value so that it opens only in its own place: AES-256-GCM, bound to its place."""

import os
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

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
        return _place(self.table, self.column, self.row, self.owner, self.key_id)


@dataclass(frozen=True)
class SealingKey:
    """A 256-bit key, its id and its owner: an officer id, or `transit` for who has no key of their own."""

    id: str
    owner: str
    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, table: str, column: str, row: str) -> bytes:
        """Return `plain` sealed for one place."""
        return _seal(self._cipher, plain, _place(table, column, row, self.owner, self.id))

    def open(self, sealed: bytes, table: str, column: str, row: str) -> bytes:
        """Return what was sealed for this place; raises SealBroken."""
        try:
            return _open(self._cipher, sealed, _place(table, column, row, self.owner, self.id))
        except InvalidTag:
            raise _not_of(table, column) from None

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.secret)


def seal(key: bytes, plain: bytes, bound: Bound) -> bytes:
    """Return version, nonce and ciphertext of the padded `plain`; `key` has 32 bytes."""
    return _seal(AESGCM(key), plain, bound.encoded())


def open_sealed(key: bytes, sealed: bytes, bound: Bound) -> bytes:
    """Return what `seal` was given; raises SealBroken when a bit, the key or the place differs."""
    try:
        return _open(AESGCM(key), sealed, bound.encoded())
    except InvalidTag:
        raise _not_of(bound.table, bound.column) from None


def _seal(cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, pad(plain), place)


def _open(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    """Return what was sealed; raises InvalidTag when it does not belong here, SealBroken when it is no seal."""
    start = len(VERSION) + NONCE_BYTES
    if sealed[: len(VERSION)] != VERSION or len(sealed) <= start:
        raise SealBroken("a sealed value has an unknown form")
    return unpad(cipher.decrypt(sealed[len(VERSION) : start], sealed[start:], place))


def _not_of(table: str, column: str) -> SealBroken:
    return SealBroken(f"a sealed value of {table}.{column} does not belong to its place")


def _place(table: str, column: str, row: str, owner: str, key_id: str) -> bytes:
    """Return the associated data; what many values share is framed once."""
    return b"".join((VERSION, _framed_pair(table, column), _framed(row), _framed_pair(owner, key_id)))


@lru_cache(maxsize=1024)
def _framed_pair(one: str, other: str) -> bytes:
    return _framed(one) + _framed(other)


def _framed(part: str) -> bytes:
    encoded = part.encode()
    return len(encoded).to_bytes(LENGTH_BYTES, "big") + encoded


def pad(plain: bytes) -> bytes:
    """Return the length, `plain` and zeros up to the next step, so that a size tells little."""
    framed = len(plain).to_bytes(LENGTH_BYTES, "big") + plain
    size = STEPS[0]  # of nearly every value
    if len(framed) > size:
        size = next((step for step in STEPS if len(framed) <= step), -(-len(framed) // STEPS[-1]) * STEPS[-1])
    return framed.ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Return what `pad` was given; raises SealBroken."""
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if length > len(padded) - LENGTH_BYTES:
        raise SealBroken("a sealed value has a wrong length")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]
