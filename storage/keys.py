"""The key folder: apart from the data, made only by `create_keys`, opened whole or not at all.

kek-<id>.key     key-encryption keys; the newest wraps new officer keys, older ones only unwrap
index.key        the key of storage.index
report-salt.key  the key that the salts of the reports' periods are sealed under
salts/           those salts, one file for each period that runs (storage.salts)
officer_keys.db  each officer's own key, wrapped
tombstones       who was forgotten, as keyed digests, so that no restored backup brings anyone back
audit            a second copy of the console's audit (storage.audit)
report-ledger    a second copy of what the reports have spent (storage.releases)
lock             only with a passphrase: how the files above are sealed (storage.passphrase)
change/          only while the passphrase is changed, or after that was cut short (storage.settling)
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.keyfiles import KEY_BYTES, KeyFile, KeysError, check_private, read_key_file, sync_folder
from storage.keyring import KeyRing
from storage.officer_keys import OfficerKeys, create_officer_keys
from storage.passphrase import Source, unlock
from storage.relocking import write_keys
from storage.salts import Salts
from storage.sealing import SealBroken, SealingKey
from storage.tombstones import Tombstones, create_tombstones

__all__ = ["Keys", "KeysError", "create_keys", "open_keys"]

KINDS = ("kek", "index", "report-salt")
COPIES = ("audit", "report-ledger")  # made at their first line
TRANSIT = "transit"  # the owner named in values of persons who have no key of their own


@dataclass(frozen=True)
class Keys:
    """The opened keys; safe to share between threads."""

    folder: Path
    ring: KeyRing = field(repr=False)
    index_key: bytes = field(repr=False)
    report_salt: bytes = field(repr=False)
    officers: OfficerKeys = field(repr=False)
    tombstones: Tombstones = field(repr=False)
    lock: bytes | None = field(repr=False)
    _transits: dict[str, SealingKey] = field(repr=False, default_factory=dict)

    @property
    def current(self) -> str:
        """The id of the key-encryption key that wraps."""
        return self.ring.current

    @property
    def keks(self) -> Mapping[str, bytes]:
        """All key-encryption keys, 32 bytes each, by id."""
        return {kek: self.ring.secret(kek) for kek in self.ring.ids}

    @property
    def transit(self) -> SealingKey:
        """The key for what belongs to nobody yet or to a visitor: inbox, outbox, effects."""
        return self.transit_of(self.ring.current)

    def transit_of(self, kek: str) -> SealingKey:
        """Return the transit key derived from one key-encryption key (HKDF-SHA-256, RFC 5869)."""
        if kek not in self._transits:
            kdf = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"code4 transit")
            self._transits[kek] = SealingKey(kek, TRANSIT, kdf.derive(self.ring.secret(kek)))
        return self._transits[kek]

    def open_transit(self, sealed: bytes, table: str, column: str, row: str) -> bytes:
        """Open a value sealed under the transit key of any key-encryption key; raises SealBroken."""
        return self.find_transit(sealed, table, column, row)[1]

    def find_transit(self, sealed: bytes, table: str, column: str, row: str) -> tuple[str, bytes]:
        """Return under which key-encryption key a value is sealed, and the value; raises SealBroken."""
        for kek in self.ring.ids:
            with suppress(SealBroken):
                return kek, self.transit_of(kek).open(sealed, table, column, row)
        raise SealBroken(f"a sealed value of {table}.{column} does not belong to its place")

    def close(self) -> None:
        """Close the officer keys' database."""
        self.officers.close()


def create_keys(folder: Path, source: Source | None = None, passphrase: str = "") -> None:
    """Make a new key folder, all of it or nothing; raises KeysError when it is there and not empty.

    With a `source` the keys are sealed under its passphrase.
    """
    if folder.exists() and any(folder.iterdir()):
        raise KeysError(f"{folder}: is not empty; keys are never written over")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))  # mode 0700
    try:
        _fill(draft, source, passphrase)
        os.replace(draft, folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(folder.parent)


def _fill(draft: Path, source: Source | None, passphrase: str) -> None:
    made = datetime.now(UTC).isoformat()
    new = {kind: KeyFile(kind, secrets.token_hex(4), made, secrets.token_bytes(KEY_BYTES)) for kind in KINDS}
    files = {f"kek-{key.id}.key" if kind == "kek" else f"{kind}.key": key for kind, key in new.items()}
    write_keys(draft, files, source, passphrase)
    create_officer_keys(draft / "officer_keys.db", _companions(new["index"], new["report-salt"]))
    create_tombstones(draft / "tombstones")
    sync_folder(draft)


def open_keys(folder: Path, passphrase: str | None = None) -> Keys:
    """Open the key folder; raises KeysError, saying what is wrong and where, and changes nothing.

    A `passphrase` is needed only where `storage.passphrase.needs_typing`. A change of the passphrase that was decided
    and cut short is brought to its end.
    """
    check_private(folder)
    for copy in filter(Path.exists, (folder / name for name in COPIES)):
        check_private(copy)
    lock = unlock(folder, passphrase)
    ring = KeyRing(folder, lock)
    index = read_key_file(folder / "index.key", "index", lock)
    salt = read_key_file(folder / "report-salt.key", "report-salt", lock)
    tombstones = Tombstones(folder / "tombstones", index.secret)
    Salts(folder, salt.secret).check()
    officers = OfficerKeys(folder / "officer_keys.db", ring, _companions(index, salt))
    return Keys(folder, ring, index.secret, salt.secret, officers, tombstones, lock)


def _companions(index: KeyFile, salt: KeyFile) -> dict[str, bytes]:
    return {f"{key.kind}.key": key.secret for key in (index, salt)}
