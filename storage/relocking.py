"""The passphrase of a key folder: set, changed, or taken away, while nothing runs that opened the keys before.

The keys stay the same; only how their files are sealed changes. Whoever is killed leaves a whole folder, which opens
with the earlier passphrase until the change is decided (storage.settling), and from then on with the new one.
"""

import hmac
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from storage.keyfiles import KeyFile, KeysError, queued, read_key_file, write_key_file
from storage.passphrase import Source, check_lock, make_lock, unlock
from storage.settling import DRAFT, KEY_FILES, UNLOCKED, decide, drop_draft, finish


def write_keys(folder: Path, files: Mapping[str, KeyFile], source: Source | None, passphrase: str) -> None:
    """Write key files by name into a new folder, with a `source` sealed under its passphrase."""
    lock = make_lock(folder, source, passphrase) if source else None
    for name, key in files.items():
        write_key_file(folder / name, key, lock)


def relock(folder: Path, lock: bytes | None, source: Source | None, passphrase: str = "") -> None:
    """Seal the folder's keys under another passphrase, without a `source` under none.

    `lock` is the key of the present lock, as `Keys.lock` has it. Raises KeysError, when nothing has changed.
    """
    with queued(folder):
        finish(folder)
        check_lock(folder, lock)
        files = {path.name: read_key_file(path, kind_of(path), lock) for path in folder.glob(KEY_FILES)}
        try:
            _draft(folder / DRAFT, files, source, passphrase)
        except BaseException as error:
            with suppress(OSError):  # else the next start does it
                drop_draft(folder)
            if isinstance(error, OSError):
                raise KeysError(f"{folder}: cannot be written to ({error.strerror}); it is as it was") from None
            raise
        decide(folder)
        finish(folder)


def kind_of(path: Path) -> str:
    """Return which kind of key a file of the key folder holds, by its name."""
    return "kek" if path.name.startswith("kek-") else path.stem


def _draft(draft: Path, files: Mapping[str, KeyFile], source: Source | None, passphrase: str) -> None:
    """Write the new files, and read them again as the next start will."""
    draft.mkdir(mode=0o700)
    write_keys(draft, files, source, passphrase)
    if source is None:
        (draft / UNLOCKED).touch(mode=0o600)
    lock = unlock(draft, passphrase if source and source.way == "typed" else None)
    for name, key in files.items():
        if not hmac.compare_digest(read_key_file(draft / name, key.kind, lock).secret, key.secret):
            raise KeysError(f"{draft / name}: was not written as it should be; the folder is as it was")
