"""The salts of the running periods: one file each in the key folder, destroyed when the period closes.

Each is sealed under report-salt.key, and so under the key folder's passphrase where that has one. They belong in no
backup. Without its salt a period's rows can neither be read, nor counted, nor be told to be anybody's.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from care.names import OfficerId
from storage.keyfiles import (
    KEY_BYTES,
    KeyFile,
    KeysError,
    check_private,
    read_key_file,
    sync_folder,
    wipe,
    write_key_file,
)
from storage.sealing import SealingKey

if TYPE_CHECKING:
    from storage.keys import Keys

FOLDER = "salts"
KIND = "period-salt"
UNDER = "report-salt.key"


@dataclass(frozen=True)
class Salt:
    """The secret of one period."""

    id: str
    secret: bytes = field(repr=False)

    def pseudonym(self, officer: OfficerId, statistic: str) -> bytes:
        """Return who an officer is in one statistic of this period; two statistics cannot be joined."""
        message = f"pseudonym\n{statistic}\n{officer}".encode()
        return hmac.digest(self.secret, message, hashlib.sha256)

    @property
    def key(self) -> SealingKey:
        """The key that hides what a row counts."""
        return SealingKey(self.id, "usage", hmac.digest(self.secret, b"seal", hashlib.sha256))


def new_salt_id() -> str:
    """Return 32 random hexadecimal digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Salts:
    """The folder of salts inside the key folder; `seal` is the secret of report-salt.key."""

    keys: Path
    seal: bytes = field(repr=False)

    @property
    def folder(self) -> Path:
        """Where the files stand."""
        return self.keys / FOLDER

    def make(self, id: str, first: date) -> Salt:
        """Make a period's salt, durably; its file's times are the period's first day, not its first use."""
        salt = Salt(id, secrets.token_bytes(KEY_BYTES))
        start = datetime.combine(first, time(), UTC)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        write_key_file(self._path(salt.id), KeyFile(KIND, salt.id, start.isoformat(), salt.secret), self.seal)
        os.utime(self._path(salt.id), (start.timestamp(), start.timestamp()))
        sync_folder(self.folder)
        return salt

    def get(self, id: str) -> Salt | None:
        """Return a salt, or None when it was destroyed; raises KeysError when it is damaged or of other keys."""
        path = self._path(id)
        if not path.exists():
            return None
        try:
            key = read_key_file(path, KIND, self.seal, UNDER)
        except KeysError:
            if path.exists():
                raise
            return None  # its period was closed in this moment
        if key.id != id:
            raise KeysError(f"{path}: holds another salt ({key.id})")
        return Salt(id, key.secret)

    def check(self) -> None:
        """Raise KeysError unless every salt that is there is whole, ours, and its owner's alone."""
        if self.folder.exists():
            check_private(self.folder)
        for path in sorted(self.folder.glob("*.key")):
            self.get(path.stem)

    def ids(self) -> set[str]:
        """Return the ids of the salts that are there, or half destroyed."""
        gone = {path.stem.removeprefix(".") for path in self.folder.glob(".*.gone")}
        return {path.stem for path in self.folder.glob("*.key")} | gone

    def destroy(self, id: str) -> None:
        """Overwrite and delete a salt, first taking its name so that nobody opens a half of it; twice is harmless."""
        gone = self.folder / f".{id}.gone"
        if self._path(id).exists():
            self._path(id).rename(gone)
        if gone.exists():
            self._destroy(gone)

    def drop_drafts(self) -> None:
        """Destroy what a writer left that was killed; to be called while nobody can open a period."""
        for path in self.folder.glob(".*"):
            self._destroy(path)

    def _destroy(self, path: Path) -> None:
        wipe(path)
        path.unlink()
        sync_folder(self.folder)

    def _path(self, id: str) -> Path:
        return self.folder / f"{id}.key"


def salts_of(keys: "Keys") -> Salts:
    """Return the salts that stand beside opened keys."""
    return Salts(keys.folder, keys.report_salt)
