"""One sealed file a session: replaced in one step, removed when nobody has come back for an hour."""

import contextlib
import hashlib
import os
import time
from pathlib import Path

from engine.sealing import seal, unseal

IDLE_SECONDS = 3600
# File times are rounded up to this, so that a folder does not show the minute somebody wrote.
ROUNDED_SECONDS = 600


class Snapshots:
    """The folder of sealed files; names are hashes of session pseudonyms, keys come with each call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def read(self, session: str, key: bytes) -> bytes | None:
        """Return what was last written, or None; raises SealBroken."""
        path = self._path(session)
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            return None
        return unseal(key, sealed, path.name)

    def write(self, session: str, key: bytes, plain: bytes) -> None:
        """Replace the session's file in one step: whole before and whole after, also when killed between."""
        path = self._path(session)
        fresh = path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write(seal(key, plain, path.name))
        coarse = -(-time.time() // ROUNDED_SECONDS) * ROUNDED_SECONDS
        os.utime(fresh, (coarse, coarse))
        os.replace(fresh, path)

    def remove(self, session: str) -> None:
        """Delete the session's file, if there is one."""
        self._path(session).unlink(missing_ok=True)

    def purge(self) -> int:
        """Delete the files of sessions idle for an hour; returns how many."""
        oldest = time.time() - IDLE_SECONDS
        gone = 0
        for path in self.folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
                    gone += 1
        return gone

    def _path(self, session: str) -> Path:
        return self.folder / hashlib.sha256(f"code4 session {session}".encode()).hexdigest()[:32]
