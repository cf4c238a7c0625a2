"""The key-encryption keys of the folder, the newest of which wraps; others' additions are seen at once."""

import threading
import time
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keyfiles import KeyFile, KeysError, read_key_file

PATTERN = "kek-*.key"
_SETTLED = 100_000_000  # nanoseconds: a folder's time may stand still for a clock tick while its content changes


class KeyRing:
    """Reads the folder again whenever it has changed, so that a rotation needs no restart; thread-safe."""

    def __init__(self, folder: Path, lock: bytes | None = None) -> None:
        self._folder, self._lock = folder, lock
        self._guard = threading.Lock()
        self._keys: dict[str, KeyFile] = {}
        self._ciphers: dict[str, AESGCM] = {}
        self._seen, self._settled, self._current = -1, False, ""
        self._look()

    @property
    def current(self) -> str:
        """The id of the key that wraps; the newest by its own date."""
        self._look()
        return self._current

    @property
    def ids(self) -> list[str]:
        """All ids, the newest first."""
        self._look()
        return [key.id for key in sorted(self._keys.values(), key=_age, reverse=True)]

    def file(self, kek: str) -> KeyFile:
        """Return a key with its date; raises KeysError when it is not in the folder."""
        self._look()
        try:
            return self._keys[kek]
        except KeyError:
            raise KeysError(f"{self._folder}: kek-{kek}.key is missing") from None

    def secret(self, kek: str) -> bytes:
        """Return a key's 32 bytes; raises KeysError when it is not in the folder."""
        return self.file(kek).secret

    def cipher(self, kek: str) -> AESGCM:
        """Return the cipher of a key; raises KeysError when it is not in the folder."""
        secret = self.secret(kek)
        return self._ciphers.setdefault(kek, AESGCM(secret)) if kek not in self._ciphers else self._ciphers[kek]

    def _look(self) -> None:
        try:
            changed = self._folder.stat().st_mtime_ns
        except OSError:
            raise KeysError(f"{self._folder}: missing") from None
        if changed == self._seen and self._settled:
            return
        with self._guard:
            self._read()
            self._seen, self._settled = changed, time.time_ns() - changed > _SETTLED

    def _read(self) -> None:
        paths = sorted(self._folder.glob(PATTERN))
        names = {path.stem.removeprefix("kek-"): path for path in paths}
        if not names:
            raise KeysError(f"{self._folder}: no key-encryption key ({PATTERN}) is there")
        known = {kek: key for kek, key in self._keys.items() if kek in names}
        fresh = {kek: read_key_file(path, "kek", self._lock) for kek, path in names.items() if kek not in known}
        for kek, key in fresh.items():
            if key.id != kek:
                raise KeysError(f"{names[kek]}: holds another key ({key.id})")
        self._keys = known | fresh
        self._current = max(self._keys.values(), key=_age).id


def _age(key: KeyFile) -> tuple[str, str]:
    return key.made, key.id
