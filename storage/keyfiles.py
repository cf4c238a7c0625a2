"""The files of the key folder: one key a file, with a checksum, readable by the owner alone."""

import base64
import binascii
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from storage.errors import StorageError

HEADER = "code4 key 1"
KEY_BYTES = 32


class KeysError(StorageError):
    """A key is missing, damaged, or open to others; says which file and what about it."""


@dataclass(frozen=True)
class KeyFile:
    """What a key file holds; `made` is an ISO 8601 instant in UTC."""

    kind: str
    id: str
    made: str
    secret: bytes = field(repr=False)

    def encoded(self) -> str:
        """Return the file's text: header, four fields and a checksum over them."""
        body = f"{HEADER}\nkind {self.kind}\nid {self.id}\nmade {self.made}\n"
        body += f"key {base64.b64encode(self.secret).decode()}\n"
        return f"{body}sum {checksum(body)}\n"


def checksum(body: str) -> str:
    """Return the SHA-256 of a key file's lines, in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def read_key_file(path: Path, kind: str) -> KeyFile:
    """Read one key; raises KeysError when it is missing, damaged, too open or of another kind."""
    check_private(path)
    try:
        text = path.read_bytes().decode("ascii")
    except OSError as error:
        raise KeysError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise KeysError(f"{path}: damaged") from None
    key = _parse(path, text)
    if key.kind != kind:
        raise KeysError(f"{path}: is a key of another kind ({key.kind}, not {kind})")
    return key


def _parse(path: Path, text: str) -> KeyFile:
    body, _, tail = text.rpartition("sum ")
    if not text.startswith(f"{HEADER}\n") or not text.endswith("\n") or tail.strip() != checksum(body):
        raise KeysError(f"{path}: truncated or damaged (its checksum does not fit)")
    fields = dict(line.split(" ", 1) for line in body.splitlines()[1:])
    try:
        key = KeyFile(fields["kind"], fields["id"], fields["made"], base64.b64decode(fields["key"], validate=True))
    except (KeyError, binascii.Error):
        raise KeysError(f"{path}: not a key file of ours") from None
    if len(key.secret) != KEY_BYTES:
        raise KeysError(f"{path}: holds a key of {len(key.secret)} bytes instead of {KEY_BYTES}")
    return key


def write_key_file(path: Path, key: KeyFile) -> None:
    """Write a new key, durably; never over an existing one (FileExistsError)."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.encoded())
        file.flush()
        os.fsync(file.fileno())


def check_private(path: Path) -> None:
    """Raise KeysError unless `path` exists and only its owner has any right to it."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        raise KeysError(f"{path}: missing") from None
    except OSError as error:
        raise KeysError(f"{path}: cannot be reached ({error.strerror})") from None
    if mode & 0o077:
        wanted = "0700" if path.is_dir() else "0600"
        raise KeysError(f"{path}: open to others (mode {mode:04o}; it must be {wanted})")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
