"""The lock of the key folder: a passphrase (Argon2id), typed, or given by a file or a command.

With a lock, every key file holds its key sealed, so that a copy of the folder alone opens nothing. The file `lock`
says where the passphrase comes from; a command may ask a key service.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from storage.keyfiles import KeysError, check_private, sync_folder
from storage.settling import DECIDED, LOCK, settle
from storage.stretching import SALT_BYTES, SLOW, Cost, read_cost, stretch

COMMAND_SECONDS = 30
Way = Literal["typed", "file", "command"]


@dataclass(frozen=True)
class Source:
    """Where the passphrase comes from; `place` is a path, or a command and its arguments."""

    way: Way
    place: tuple[str, ...] = ()

    def passphrase(self) -> str:
        """Return the passphrase of a file or a command; raises KeysError."""
        said = self._of_file() if self.way == "file" else self._of_command()
        if not said:
            raise KeysError(f"the passphrase from the {self.way} {self.place[0]} is empty")
        return said

    def _of_file(self) -> str:
        path = Path(self.place[0])
        check_private(path)
        try:
            return path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise KeysError(f"{path}: the passphrase cannot be read from it") from None

    def _of_command(self) -> str:
        try:
            done = subprocess.run(self.place, capture_output=True, timeout=COMMAND_SECONDS, check=True)  # noqa: S603
            return done.stdout.decode("utf-8").strip()
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            raise KeysError(f"the command {self.place[0]} gave no passphrase") from None


@dataclass(frozen=True)
class Lock:
    """What the file says; `check` tells a right passphrase from a wrong one."""

    source: Source
    cost: Cost
    salt: bytes
    check: str

    def open(self, path: Path, passphrase: str) -> bytes:
        """Return the 32-byte key under which the key files are sealed; raises KeysError."""
        key = stretch(passphrase, self.salt, self.cost)
        if not hmac.compare_digest(_check(key), self.check):
            raise KeysError(f"{path}: the passphrase is wrong")
        return key


def make_lock(folder: Path, source: Source, passphrase: str, cost: Cost = SLOW) -> bytes:
    """Write a new folder's lock and return its key."""
    salt = os.urandom(SALT_BYTES)
    key = stretch(passphrase, salt, cost)
    fields = {"way": source.way, "place": list(source.place), "cost": cost.encoded()}
    fields |= {"salt": base64.b64encode(salt).decode(), "check": _check(key)}
    handle = os.open(folder / LOCK, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(fields) + "\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
    return key


def read_lock(folder: Path) -> Lock | None:
    """Return the folder's lock, or None when its keys are not under a passphrase; raises KeysError."""
    path = folder / LOCK
    if not path.exists():
        return None
    check_private(path)
    try:
        fields = json.loads(path.read_text("utf-8"))
        source = Source(fields["way"], tuple(fields["place"]))
        return Lock(source, read_cost(fields["cost"]), base64.b64decode(fields["salt"], validate=True), fields["check"])
    except (OSError, ValueError, KeyError, TypeError):
        raise KeysError(f"{path}: truncated or damaged") from None


def unlock(folder: Path, passphrase: str | None) -> bytes | None:
    """Return the key of the folder's lock, None when it has none; raises KeysError without the right passphrase.

    A passphrase that is given is used instead of what the lock's file or command says.
    """
    settle(folder)
    lock = read_lock(folder)
    if lock is None:
        return None
    if passphrase is None and lock.source.way == "typed":
        raise KeysError(f"{folder}: is under a passphrase, and nobody was there to type it")
    return lock.open(folder / LOCK, lock.source.passphrase() if passphrase is None else passphrase)


def check_lock(folder: Path, key: bytes | None) -> None:
    """Raise KeysError unless `key`, None for no lock, is the key of the folder's lock still."""
    lock = read_lock(folder)
    same = lock is None if key is None else lock is not None and hmac.compare_digest(_check(key), lock.check)
    if not same or (folder / DECIDED).exists():
        raise KeysError(f"{folder}: its passphrase was changed meanwhile: start this again")


def needs_typing(folder: Path) -> bool:
    """Tell whether a person has to type the passphrase; raises KeysError."""
    settle(folder)
    lock = read_lock(folder)
    return lock is not None and lock.source.way == "typed"


def _check(key: bytes) -> str:
    return hmac.digest(key, b"code4 lock", hashlib.sha256).hex()
