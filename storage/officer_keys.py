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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from care.names import OfficerId
from storage.errors import DatabaseUnavailable
from storage.keyfiles import KEY_BYTES, KeysError, check_private
from storage.sealing import NONCE_BYTES, SealingKey

_WAIT_SECONDS = 5
_TABLES = """CREATE TABLE companion (file TEXT PRIMARY KEY, proof BLOB NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE officer_key (
    officer TEXT PRIMARY KEY, id TEXT NOT NULL, kek TEXT NOT NULL, wrapped BLOB NOT NULL
) WITHOUT ROWID, STRICT;"""


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

    def __init__(self, path: Path, keks: Mapping[str, bytes], current: str, companions: Mapping[str, bytes]) -> None:
        check_private(path)
        self._path, self._keks, self._current = path, keks, current
        self._lock = threading.Lock()
        self._connection = _connect(path)
        self._check()
        self._check_companions(companions)
        self._check_keks()

    def make(self, officer: OfficerId) -> SealingKey:
        """Make, wrap and durably keep a new key; an officer who has one already is refused (KeysError)."""
        key = SealingKey(secrets.token_hex(8), officer, secrets.token_bytes(KEY_BYTES))
        row = (officer, key.id, self._current, _wrap(self._keks[self._current], self._current, key))
        with self._turn() as connection:
            connection.execute("INSERT INTO officer_key VALUES (?, ?, ?, ?)", row)
        return key

    def get(self, officer: OfficerId) -> SealingKey:
        """Return an officer's key; raises NoKey, or KeysError when it was tampered with."""
        with self._turn() as connection:
            query = "SELECT id, kek, wrapped FROM officer_key WHERE officer = ?"
            row = connection.execute(query, (officer,)).fetchone()
        if row is None:
            raise NoKey("this officer has no key")
        key_id, kek, wrapped = row
        if kek not in self._keks:
            raise KeysError(f"{self._path}: a key is wrapped by {kek}, which is not in the folder")
        return SealingKey(key_id, officer, _unwrap(self._path, self._keks[kek], kek, officer, key_id, wrapped))

    def delete(self, officer: OfficerId) -> bool:
        """Erase an officer's key for good; tell whether there was one."""
        with self._turn() as connection:
            gone = connection.execute("DELETE FROM officer_key WHERE officer = ?", (officer,))
            return gone.rowcount == 1

    def used_keks(self) -> dict[str, int]:
        """Return how many officer keys each key-encryption key wraps."""
        with self._turn() as connection:
            return dict(connection.execute("SELECT kek, count(*) FROM officer_key GROUP BY kek").fetchall())

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
        for kek in used.keys() - self._keks.keys():
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

    @contextmanager
    def _turn(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._connection:
            try:
                yield self._connection
            except sqlite3.IntegrityError:
                raise KeysError("this officer has a key already") from None
            except sqlite3.OperationalError:
                raise DatabaseUnavailable("the officer keys' database did not answer") from None


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


def _wrap(secret: bytes, kek: str, key: SealingKey) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, key.secret, _place(key.owner, kek, key.id))


def _unwrap(path: Path, secret: bytes, kek: str, officer: str, key_id: str, wrapped: bytes) -> bytes:
    try:
        return AESGCM(secret).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _place(officer, kek, key_id))
    except (InvalidTag, ValueError):
        raise KeysError(f"{path}: an officer's key, or kek-{kek}.key, was changed") from None
