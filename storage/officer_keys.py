"""Each officer's own random 256-bit key, wrapped by a key-encryption key, in a small SQLite file.

Deleting a key erases the officer everywhere, backups of the data included: so it is never kept in memory, and
the file has no write-ahead log in which a deleted key would linger.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from care.names import OfficerId
from storage.errors import DatabaseUnavailable
from storage.keyfiles import KEY_BYTES, KeysError, check_private, queued
from storage.keyring import KeyRing
from storage.sealing import NONCE_BYTES, SealingKey

_WAIT_SECONDS = 5
_TABLES = """CREATE TABLE companion (file TEXT PRIMARY KEY, proof BLOB NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE officer_key (
    officer TEXT PRIMARY KEY, id TEXT NOT NULL, kek TEXT NOT NULL, wrapped BLOB NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX officer_key_by_kek ON officer_key (kek);"""


@dataclass(frozen=True)
class Step:
    """One step of a rotation: the last officer looked at (none: there are no more), and how many keys."""

    last: str | None
    done: int
    broken: int


class NoKey(KeysError):
    """This officer has no key: they were forgotten, or never were."""


def create_officer_keys(path: Path, companions: Mapping[str, bytes]) -> None:
    """Make the empty database; `companions` are the keys, by file name, that it must be opened with."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = sqlite3.connect(path)
    connection.executescript(_TABLES)
    rows = [(file, _proof(secret)) for file, secret in companions.items()]
    connection.executemany("INSERT INTO companion VALUES (?, ?)", rows)
    connection.commit()
    connection.close()


class OfficerKeys:
    """The opened database; safe to share between threads."""

    def __init__(self, path: Path, ring: KeyRing, companions: Mapping[str, bytes]) -> None:
        check_private(path)
        self._path, self._ring = path, ring
        self._lock = threading.Lock()
        self._connection = _connect(path)
        self._check()
        self._check_companions(companions)
        self._check_keks()

    def make(self, officer: OfficerId) -> SealingKey:
        """Make, wrap and durably keep a new key; an officer who has one already is refused (KeysError)."""
        return self.make_many([officer])[0]

    def make_many(self, officers: Sequence[OfficerId]) -> list[SealingKey]:
        """Make keys for several officers, all or none; raises as `make`."""
        keys = [SealingKey(secrets.token_hex(8), officer, secrets.token_bytes(KEY_BYTES)) for officer in officers]
        with self._turn(writes=True) as connection:  # a rotation that begins meanwhile waits for this, or goes first
            kek = self._ring.current
            cipher = self._ring.cipher(kek)
            rows = [(key.owner, key.id, kek, _wrap(cipher, kek, key)) for key in keys]
            connection.executemany("INSERT INTO officer_key VALUES (?, ?, ?, ?)", rows)
        return keys

    def get(self, officer: OfficerId) -> SealingKey:
        """Return an officer's key; raises NoKey, or KeysError when it was tampered with."""
        with self._turn() as connection:
            query = "SELECT id, kek, wrapped FROM officer_key WHERE officer = ?"
            row = connection.execute(query, (officer,)).fetchone()
        if row is None:
            raise NoKey("this officer has no key")
        return self._unwrapped(officer, *row)

    def delete(self, officer: OfficerId) -> bool:
        """Erase an officer's key for good; tell whether there was one."""
        with self._turn(writes=True) as connection:
            gone = connection.execute("DELETE FROM officer_key WHERE officer = ?", (officer,))
            return gone.rowcount == 1

    def all(self) -> Iterator[SealingKey]:
        """Return every officer's key, for checks; raises KeysError at the first that was tampered with."""
        with self._turn() as connection:
            rows = connection.execute("SELECT officer, id, kek, wrapped FROM officer_key").fetchall()
        return (self._unwrapped(OfficerId(officer), *rest) for officer, *rest in rows)

    def alone(self, act: Callable[[dict[str, int]], str]) -> str:
        """Run `act`, told `used_keks`, while no key can be made: what is made afterwards sees what it did."""
        with self._turn(writes=True) as connection:
            return act(_used(connection))

    def rewrap(self, at_most: int, after: str = "") -> Step:
        """Wrap some keys anew by the current key-encryption key, durably: those of officers behind `after`.

        A key that was tampered with stays as it is, and is counted.
        """
        with self._turn(writes=True) as connection:
            kek = self._ring.current
            query = "SELECT officer, id, kek, wrapped FROM officer_key WHERE officer > ? ORDER BY officer LIMIT ?"
            rows = connection.execute(query, (after, at_most)).fetchall()
            old = [row for row in rows if row[2] != kek]
            new = [wrapped for row in old if (wrapped := self._wrapped_anew(kek, *row))]
            connection.executemany("UPDATE officer_key SET kek = ?, wrapped = ? WHERE officer = ?", new)
        return Step(rows[-1][0] if rows else None, len(new), len(old) - len(new))

    def _wrapped_anew(self, kek: str, officer: str, *kept: Any) -> tuple[str, bytes, str] | None:
        try:
            key = self._unwrapped(officer, *kept)
        except KeysError:
            return None
        return kek, _wrap(self._ring.cipher(kek), kek, key), officer

    def used_keks(self) -> dict[str, int]:
        """Return how many officer keys each key-encryption key wraps."""
        with self._turn() as connection:
            return _used(connection)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _check(self) -> None:
        try:
            state = self._connection.execute("PRAGMA quick_check").fetchone()[0]
            used = self.used_keks() if state == "ok" else {}
        except (sqlite3.DatabaseError, DatabaseUnavailable):
            raise KeysError(f"{self._path}: truncated or damaged") from None
        if state != "ok":
            raise KeysError(f"{self._path}: damaged")
        for kek in used.keys() - set(self._ring.ids):
            raise KeysError(f"{self._path.parent}: kek-{kek}.key is missing; {used[kek]} officer keys need it")

    def _check_companions(self, companions: Mapping[str, bytes]) -> None:
        with self._turn() as connection:
            proofs = dict(connection.execute("SELECT file, proof FROM companion").fetchall())
        for file, secret in companions.items():
            if not hmac.compare_digest(proofs.get(file, b""), _proof(secret)):
                raise KeysError(f"{self._path.parent / file}: is not the key that these officers were kept with")

    def _check_keks(self) -> None:
        """Open one officer's key with each key-encryption key in use."""
        with self._turn() as connection:
            officers = connection.execute("SELECT min(officer) FROM officer_key GROUP BY kek").fetchall()
        for (officer,) in officers:
            self.get(officer)

    def _unwrapped(self, officer: str, key_id: str, kek: str, wrapped: bytes) -> SealingKey:
        cipher, place = self._ring.cipher(kek), _place(officer, kek, key_id)
        try:
            secret = cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], place)
        except (InvalidTag, ValueError):
            raise KeysError(f"{self._path}: an officer's key, or kek-{kek}.key, was changed") from None
        return SealingKey(key_id, officer, secret)

    @contextmanager
    def _turn(self, writes: bool = False) -> Iterator[sqlite3.Connection]:
        # Queued, because SQLite's own waiting is a sleep without a queue.
        with self._lock, queued(self._path.parent) if writes else nullcontext(), self._connection:
            try:
                if writes:
                    self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
            except sqlite3.IntegrityError:
                raise KeysError("this officer has a key already") from None
            except sqlite3.OperationalError:
                raise DatabaseUnavailable("the officer keys' database did not answer") from None


def _used(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT kek, count(*) FROM officer_key GROUP BY kek").fetchall())


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=_WAIT_SECONDS, check_same_thread=False)
    try:
        for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.DatabaseError:
        connection.close()
        raise KeysError(f"{path}: truncated or damaged") from None
    return connection


def _proof(secret: bytes) -> bytes:
    return hmac.digest(secret, b"code4 companion", hashlib.sha256)


def _place(officer: str, kek: str, key_id: str) -> bytes:
    return f"officer_key\n{officer}\n{kek}\n{key_id}".encode()


def _wrap(cipher: AESGCM, kek: str, key: SealingKey) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, key.secret, _place(key.owner, kek, key.id))
