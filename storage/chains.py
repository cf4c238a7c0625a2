"""A chain of lines: each begins with a keyed digest of itself and the line before, so that none can be changed,
taken out or put in without the key.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storage.errors import StorageError
from storage.keyfiles import check_private, sync_folder

BEFORE_THE_FIRST = "0" * 64

Entry = dict[str, Any]  # what JSON can hold


class ChainBroken(StorageError):
    """A line was changed, taken out or put in, or two copies contradict each other."""


def next_line(key: bytes, before: str | None, entry: Entry) -> str:
    """Return the line that follows the line `before`."""
    body = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    return f"{_digest(key, before, body)} {body}"


def read_chain(key: bytes, lines: Iterable[str]) -> list[Entry]:
    """Return what the lines say, oldest first; raises ChainBroken with the number of the first wrong one."""
    entries, before = [], None
    for number, line in enumerate(lines, 1):
        given, _, body = line.partition(" ")
        if not hmac.compare_digest(given.encode(), _digest(key, before, body).encode()):
            raise ChainBroken(f"line {number} does not follow from the line before it")
        entries.append(json.loads(body))
        before = line
    return entries


def file_lines(path: Path) -> list[str]:
    """Return the whole lines of a copy in a file; a torn last line was never one."""
    if not path.exists():
        return []
    check_private(path)
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return whole.decode("utf-8", "replace").splitlines()


def extend_file(path: Path, whole: int, lines: list[str]) -> None:
    """Cut a file back to `whole` bytes and add lines, durably."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(whole)
        file.seek(whole)
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _digest(key: bytes, before: str | None, body: str) -> str:
    earlier = before.partition(" ")[0] if before else BEFORE_THE_FIRST
    return hmac.digest(key, f"{earlier} {body}".encode(), hashlib.sha256).hex()
