"""The key folder: apart from the data, made only by `create_keys`, opened whole or not at all.

kek-<id>.key     key-encryption keys; the newest wraps new officer keys, older ones only unwrap
index.key        the key of storage.index
report-salt.key  the salt of the reports' pseudonyms
officer_keys.db  each officer's own key, wrapped
tombstones       who was forgotten, as keyed digests, so that no restored backup brings anyone back
"""

import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.keyfiles import (
    KEY_BYTES,
    KeyFile,
    KeysError,
    check_private,
    read_key_file,
    sync_folder,
    write_key_file,
)
from storage.officer_keys import OfficerKeys, create_officer_keys
from storage.sealing import SealBroken, SealingKey
from storage.tombstones import Tombstones, create_tombstones

__all__ = ["Keys", "KeysError", "create_keys", "open_keys"]

KINDS = ("kek", "index", "report-salt")
TRANSIT = "transit"  # the owner named in values of persons who have no key of their own


@dataclass(frozen=True)
class Keys:
    """The opened keys; safe to share between threads. `keks`: 32 bytes by key-encryption key id."""

    folder: Path
    current: str
    keks: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)
    report_salt: bytes = field(repr=False)
    officers: OfficerKeys = field(repr=False)
    tombstones: Tombstones = field(repr=False)

    @property
    def transit(self) -> SealingKey:
        """The key for what belongs to nobody yet or to a visitor: inbox, outbox, effects."""
        return self.transit_of(self.current)

    def transit_of(self, kek: str) -> SealingKey:
        """Return the transit key derived from one key-encryption key (HKDF-SHA-256, RFC 5869)."""
        kdf = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"code4 transit")
        return SealingKey(kek, TRANSIT, kdf.derive(self.keks[kek]))

    def open_transit(self, sealed: bytes, table: str, column: str, row: str) -> bytes:
        """Open a value sealed under the transit key of any key-encryption key; raises SealBroken."""
        for key in self._transits():
            try:
                return key.open(sealed, table, column, row)
            except SealBroken:
                continue
        raise SealBroken(f"a sealed value of {table}.{column} does not belong to its place")

    def close(self) -> None:
        """Close the officer keys' database."""
        self.officers.close()

    def _transits(self) -> Iterator[SealingKey]:
        yield self.transit
        for kek in self.keks:
            if kek != self.current:
                yield self.transit_of(kek)


def create_keys(folder: Path) -> None:
    """Make a new key folder, all of it or nothing; raises KeysError when it is there and not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise KeysError(f"{folder}: is not empty; keys are never written over")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))  # mode 0700
    made = datetime.now(UTC).isoformat()
    new = {kind: KeyFile(kind, secrets.token_hex(4), made, secrets.token_bytes(KEY_BYTES)) for kind in KINDS}
    for kind, key in new.items():
        write_key_file(draft / (f"kek-{key.id}.key" if kind == "kek" else f"{kind}.key"), key)
    create_officer_keys(draft / "officer_keys.db", _companions(new["index"], new["report-salt"]))
    create_tombstones(draft / "tombstones")
    sync_folder(draft)
    os.replace(draft, folder)
    sync_folder(folder.parent)


def open_keys(folder: Path) -> Keys:
    """Open the key folder; raises KeysError, saying what is wrong and where, and changes nothing."""
    check_private(folder)
    found = [read_key_file(path, "kek") for path in sorted(folder.glob("kek-*.key"))]
    if not found:
        raise KeysError(f"{folder}: no key-encryption key (kek-*.key) is there")
    keks = {key.id: key.secret for key in found}
    current = max(found, key=lambda key: (key.made, key.id)).id
    index = read_key_file(folder / "index.key", "index")
    salt = read_key_file(folder / "report-salt.key", "report-salt")
    tombstones = Tombstones(folder / "tombstones", index.secret)
    officers = OfficerKeys(folder / "officer_keys.db", keks, current, _companions(index, salt))
    return Keys(folder, current, keks, index.secret, salt.secret, officers, tombstones)


def _companions(index: KeyFile, salt: KeyFile) -> dict[str, bytes]:
    return {f"{key.kind}.key": key.secret for key in (index, salt)}
