"""A new key-encryption key, while everything runs: made, then every officer's key wrapped anew in small steps.

Each step is one transaction, so whoever is killed leaves keys wrapped by the old or the new key, both of which are
there; the next call goes on. No officer's own key changes, and nothing of an officer is sealed again.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage import transit
from storage.database import Database
from storage.keyfiles import KEY_BYTES, KeyFile, KeysError, sync_folder, write_key_file
from storage.keys import Keys
from storage.passphrase import check_lock

STEP = 2_000  # keys in a transaction: about 40 ms in which no other process makes or deletes a key
PAUSE = 0.002  # seconds between two steps, for whoever waits


@dataclass(frozen=True)
class Rotated:
    """What a rotation did: the current key, how many keys and values are under it now, how many do not open."""

    kek: str
    wrapped: int
    sealed: int
    broken: int


@dataclass(frozen=True)
class Standing:
    """How one key-encryption key stands: the officers' keys and the values that need it."""

    kek: str
    made: str
    is_current: bool
    officers: int
    values: int

    @property
    def is_unused(self) -> bool:
        """Whether the key may be removed."""
        return not (self.is_current or self.officers or self.values)


def rotate(keys: Keys, database: Database, told: Callable[[int], None] = lambda _done: None) -> Rotated:
    """Go on with a rotation that was interrupted, else begin one with a new key; `told` hears of each step.

    Raises KeysError or what `Database.write` raises; calling again goes on.
    """
    kek = keys.officers.alone(lambda used: _this_or_a_new_key(keys, database, used))
    wrapped, broken, last = 0, 0, ""
    while (step := keys.officers.rewrap(STEP, last)).last is not None:
        wrapped, broken, last = wrapped + step.done, broken + step.broken, step.last
        told(wrapped)
        time.sleep(PAUSE)
    sealed = 0
    for place in transit.places():
        with database.write() as connection:
            sealed += transit.reseal(connection, keys, place)
    return Rotated(kek, wrapped, sealed, broken)


def standing(keys: Keys, database: Database, used: Mapping[str, int] | None = None) -> list[Standing]:
    """Return how each key-encryption key stands, the newest first; `used` spares counting the officers' keys."""
    officers = keys.officers.used_keks() if used is None else used
    with database.read() as connection:
        values = transit.sealed_by(connection, keys)
    return [
        Standing(kek, keys.ring.file(kek).made, kek == keys.current, officers.get(kek, 0), values[kek])
        for kek in keys.ring.ids
    ]


def remove(keys: Keys, database: Database, kek: str) -> None:
    """Delete a key-encryption key that nothing needs; raises KeysError for one that is current or in use."""
    path = keys.folder / f"kek-{kek}.key"

    def act(used: Mapping[str, int]) -> str:
        found = next((each for each in standing(keys, database, used) if each.kek == kek), None)
        if found is None:
            raise KeysError(f"{path}: is not there")
        if not found.is_unused:
            raise KeysError(f"{path}: is in use; `code4 keys rotate` wraps everything anew")
        path.unlink()
        sync_folder(keys.folder)
        return kek

    keys.officers.alone(act)


def _this_or_a_new_key(keys: Keys, database: Database, used: Mapping[str, int]) -> str:
    earlier = [each for each in standing(keys, database, used) if not each.is_current]
    return keys.current if any(each.officers or each.values for each in earlier) else _new_key(keys)


def _new_key(keys: Keys) -> str:
    """Make a key that is newer than every other, even when the clock was set back."""
    check_lock(keys.folder, keys.lock)
    newest = max(datetime.fromisoformat(keys.ring.file(kek).made) for kek in keys.ring.ids)
    made = max(datetime.now(UTC), newest + timedelta(seconds=1)).isoformat()
    key = KeyFile("kek", secrets.token_hex(4), made, secrets.token_bytes(KEY_BYTES))
    write_key_file(keys.folder / f"kek-{key.id}.key", key, keys.lock)
    return key.id
