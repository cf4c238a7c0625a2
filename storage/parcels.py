"""Files sealed piece by piece, for backups: whoever has not the key reads nothing and changes nothing unnoticed.

A first line, a line of JSON about it, pieces of AES-256-GCM (each bound to the head, its number and whether it is
the last), and a SHA-256 of all that, so that damage is noticed without the key too.
"""

import hashlib
import hmac
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.errors import StorageError
from storage.sealing import NONCE_BYTES

MAGIC = b"code4 backup 1\n"
PIECE = 1 << 20
SUM_BYTES = 32
_HEAD_LIMIT = 4096


class BackupBroken(StorageError):
    """The file is no backup of ours, damaged, cut short, or under another key."""


class ParcelWriter(io.RawIOBase):
    """Seals what is written to it; `close` ends the parcel, without it the file is refused."""

    def __init__(self, file: BinaryIO, key: bytes, about: dict[str, Any]) -> None:
        self._file, self._cipher, self._sum = file, AESGCM(key), hashlib.sha256()
        self._head = MAGIC + json.dumps(about | {"key": which(key)}).encode() + b"\n"
        self._number, self._waiting = 0, bytearray()
        self._put(self._head)

    def writable(self) -> bool:
        """Tell that this is written to."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes; whole pieces are sealed at once."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Seal the last piece and write the checksum; the file below stays open."""
        if not self.closed:
            self._piece(bytes(self._waiting), last=True)
            self._file.write(self._sum.digest())
        super().close()

    def _piece(self, plain: bytes, last: bool) -> None:
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, plain, _bound(self._head, self._number, last))
        self._put(len(sealed).to_bytes(4, "big") + nonce + sealed)
        self._number += 1

    def _put(self, data: bytes) -> None:
        self._sum.update(data)
        self._file.write(data)


@dataclass(frozen=True)
class Parcel:
    """A file that was found whole; `about` is what its head says."""

    path: Path
    about: dict[str, Any]

    def open(self, key: bytes) -> io.BufferedReader:
        """Return what was written, as a stream; raises BackupBroken, at once when the key is another."""
        if self.about.get("key") != which(key):
            raise BackupBroken(f"{self.path}: was made with other keys; with these it is useless")
        return io.BufferedReader(_Pieces(self._pieces(key)))

    def _pieces(self, key: bytes) -> Iterator[bytes]:
        cipher, left = AESGCM(key), self.path.stat().st_size - SUM_BYTES
        with open(self.path, "rb") as file:
            head = file.readline() + file.readline(_HEAD_LIMIT)
            left -= len(head)
            number = 0
            while left > 0:
                length = int.from_bytes(file.read(4), "big")
                left -= 4 + NONCE_BYTES + length
                nonce, sealed = file.read(NONCE_BYTES), file.read(length)
                try:
                    yield cipher.decrypt(nonce, sealed, _bound(head, number, left == 0))
                except (InvalidTag, ValueError):
                    raise BackupBroken(f"{self.path}: was changed") from None
                number += 1


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


def read_parcel(path: Path) -> Parcel:
    """Return a file that is whole, by its checksum; raises BackupBroken."""
    digest, left = hashlib.sha256(), path.stat().st_size - SUM_BYTES
    with open(path, "rb") as file:
        if file.readline(len(MAGIC)) != MAGIC:
            raise BackupBroken(f"{path}: is no backup of this program")
        head = file.readline(_HEAD_LIMIT)
        file.seek(0)
        while left > 0 and (data := file.read(min(PIECE, left))):
            digest.update(data)
            left -= len(data)
        given = file.read()
    if not hmac.compare_digest(given, digest.digest()):
        raise BackupBroken(f"{path}: is damaged or cut short (its checksum does not fit)")
    try:
        return Parcel(path, json.loads(head))
    except ValueError:
        raise BackupBroken(f"{path}: is damaged") from None


def which(key: bytes) -> str:
    """Return how a key is told from others without showing it."""
    return hmac.digest(key, b"code4 which key", hashlib.sha256).hex()[:16]


def _bound(head: bytes, number: int, last: bool) -> bytes:
    return hashlib.sha256(head).digest() + number.to_bytes(8, "big") + bytes([last])
