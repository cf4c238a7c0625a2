"""The files of the key folder: one key a file, with a checksum, readable by the owner alone."""

import base64
import binascii
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from storage.errors import StorageError
from storage.sealing import Bound, SealBroken, open_sealed, seal

HEADER = "code4 key 1"
KEY_BYTES = 32
FOLDERS_LOCK = "the folder's passphrase"


class KeysError(StorageError):
    """A key is missing, damaged, or open to others; says which file and what about it."""


@dataclass(frozen=True)
class KeyFile:
    """What a key file holds; `made` is an ISO 8601 instant in UTC."""

    kind: str
    id: str
    made: str
    secret: bytes = field(repr=False)

    def encoded(self, lock: bytes | None = None) -> str:
        """Return the file's text: header, four fields and a checksum over them; sealed under a lock's key."""
        body = f"{HEADER}\nkind {self.kind}\nid {self.id}\nmade {self.made}\n"
        if lock is None:
            body += f"key {base64.b64encode(self.secret).decode()}\n"
        else:
            sealed = seal(lock, self.secret, _place(self.kind, self.id, self.made))
            body += f"sealed {base64.b64encode(sealed).decode()}\n"
        return f"{body}sum {checksum(body)}\n"


def checksum(body: str) -> str:
    """Return the SHA-256 of a key file's lines, in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def read_key_file(path: Path, kind: str, lock: bytes | None = None, under: str = FOLDERS_LOCK) -> KeyFile:
    """Read one key; raises KeysError when it is missing, damaged, too open, locked or of another kind.

    `under` names in an error what `lock` is.
    """
    check_private(path)
    try:
        text = path.read_bytes().decode("ascii")
    except OSError as error:
        raise KeysError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise KeysError(f"{path}: damaged") from None
    key = _parse(path, text, lock, under)
    if key.kind != kind:
        raise KeysError(f"{path}: is a key of another kind ({key.kind}, not {kind})")
    return key


def _parse(path: Path, text: str, lock: bytes | None, under: str) -> KeyFile:
    body, _, tail = text.rpartition("sum ")
    if not text.startswith(f"{HEADER}\n") or not text.endswith("\n") or tail.strip() != checksum(body):
        raise KeysError(f"{path}: truncated or damaged (its checksum does not fit)")
    fields = dict(line.split(" ", 1) for line in body.splitlines()[1:])
    try:
        key = KeyFile(fields["kind"], fields["id"], fields["made"], _secret(path, fields, lock, under))
    except (KeyError, binascii.Error):
        raise KeysError(f"{path}: not a key file of ours") from None
    if len(key.secret) != KEY_BYTES:
        raise KeysError(f"{path}: holds a key of {len(key.secret)} bytes instead of {KEY_BYTES}")
    return key


def _secret(path: Path, fields: dict[str, str], lock: bytes | None, under: str) -> bytes:
    if lock is None:
        if "sealed" in fields:
            raise KeysError(f"{path}: is under a passphrase, but the folder's lock is missing")
        return base64.b64decode(fields["key"], validate=True)
    if "sealed" not in fields:
        raise KeysError(f"{path}: is not under {under}: it does not belong here")
    sealed = base64.b64decode(fields["sealed"], validate=True)
    try:
        return open_sealed(lock, sealed, _place(fields["kind"], fields["id"], fields["made"]))
    except SealBroken:
        raise KeysError(f"{path}: does not open under {under}") from None


def _place(kind: str, id: str, made: str) -> Bound:
    return Bound("key", kind, id, made, "lock")


def write_key_file(path: Path, key: KeyFile, lock: bytes | None = None) -> None:
    """Write a new key, durably and whole or not at all; never over an existing one (FileExistsError)."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)  # of a writer that was killed
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.encoded(lock))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    sync_folder(path.parent)


def check_private(path: Path) -> None:
    """Raise KeysError unless `path` exists, and its owner alone has any right to it, that to read among them."""
    try:
        found = path.stat()
        mode, owner = stat.S_IMODE(found.st_mode), found.st_uid
    except FileNotFoundError:
        raise KeysError(f"{path}: missing") from None
    except OSError as error:
        raise KeysError(f"{path}: cannot be reached ({error.strerror})") from None
    if owner not in (os.geteuid(), 0):
        raise KeysError(f"{path}: belongs to another user of this machine")
    wanted, least = (0o700, 0o500) if stat.S_ISDIR(found.st_mode) else (0o600, 0o400)
    if mode & 0o077:
        raise KeysError(f"{path}: open to others (mode {mode:04o}; it must be {wanted:04o})")
    if mode & least != least:
        raise KeysError(f"{path}: closed to its own user (mode {mode:04o}; it must be {wanted:04o})")


def wipe(path: Path) -> None:
    """Overwrite a file with zeros, durably; whoever calls takes its name away."""
    with open(path, "r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def queued(folder: Path) -> Iterator[None]:
    """Let those who write into the key folder in one by one, whichever process they are in."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
