"""Who was forgotten: keyed digests in a file of its own, which only grows and no backup rolls back."""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from pathlib import Path

from care.names import OfficerId
from storage.keyfiles import check_private


def create_tombstones(path: Path) -> None:
    """Make the empty file."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


@dataclass(frozen=True)
class Tombstones:
    """The file's lines; each is the HMAC-SHA-256 of an officer id under the index key, in hexadecimal."""

    path: Path
    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_private(self.path)

    def add(self, officer: OfficerId) -> None:
        """Remember, durably, that an officer was forgotten."""
        with open(self.path, "ab") as file:
            file.write(self._line(officer))
            file.flush()
            os.fsync(file.fileno())

    def merge(self, lines: bytes) -> None:
        """Add, durably, what another copy has and this one has not."""
        missing = sorted(set(lines.split()) - self.all())
        if missing:
            with open(self.path, "ab") as file:
                file.write(b"".join(line + b"\n" for line in missing))
                file.flush()
                os.fsync(file.fileno())

    def __contains__(self, officer: OfficerId) -> bool:
        return self._line(officer).strip() in self.all()

    def all(self) -> frozenset[bytes]:
        """Return every line, read anew, because other processes add to it."""
        return frozenset(self.path.read_bytes().split())

    def among(self, officers: list[OfficerId]) -> list[OfficerId]:
        """Return those of `officers` who were forgotten."""
        forgotten = self.all()
        return [officer for officer in officers if self._line(officer).strip() in forgotten]

    def _line(self, officer: OfficerId) -> bytes:
        return hmac.new(self.key, b"tombstone " + officer.encode(), hashlib.sha256).hexdigest().encode() + b"\n"
