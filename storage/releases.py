"""The ledger of the anonymous totals: what was spent, drawn and refused. It only grows.

It stands in two places, the data's database and the key folder, each entry chained to the one before by
SHA-256. The longer copy mends the shorter, so that restoring a backup of one of them takes nothing back; two
copies that contradict each other stop every release.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.database import Database
from storage.errors import StorageError
from storage.keyfiles import check_private, sync_folder
from storage.tables.reports import ledger

FILE = "report-ledger"
BEFORE_THE_FIRST = "0" * 64

Entry = dict[str, Any]  # what JSON can hold


class LedgerBroken(StorageError):
    """The ledger was changed, or its two copies contradict each other: nothing may be released."""


def _nothing(_step: str) -> None:
    """Stand for the tests' fault points."""


@dataclass(frozen=True)
class Ledger:
    """Both copies; `reached` is told each durable step."""

    database: Database
    keys: Path
    reached: Callable[[str], None] = _nothing

    @property
    def path(self) -> Path:
        """The copy in the key folder."""
        return self.keys / FILE

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process at a time write; another waits."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def mend(self) -> list[Entry]:
        """Make both copies equal and return the entries; to be called within `alone`. Raises LedgerBroken."""
        with self.database.read() as connection:
            here = database_lines(connection)
        there = file_lines(self.path)
        lines = _longer(here, there)
        entries = read_chain(lines)
        self._complete_file(lines, len(there))
        self._insert(lines, len(here))
        return entries

    def append(self, entry: Entry) -> None:
        """Add an entry, durably, to the key folder first; to be called within `alone`, after `mend`."""
        kind = entry["kind"]
        lines = file_lines(self.path)
        line = _line(lines[-1] if lines else None, entry)
        self._extend_file([line])
        self.reached(f"{kind} in the keys")
        self._insert([*lines, line], len(lines))
        self.reached(f"{kind} in the data")

    def _insert(self, lines: list[str], start: int) -> None:
        if start == len(lines):
            return
        rows = [{"number": number, "line": line} for number, line in enumerate(lines)][start:]
        with self.database.write() as connection:
            connection.execute(insert(ledger), rows)

    def _complete_file(self, lines: list[str], whole: int) -> None:
        """Cut off a torn last line and add what the database has more; nothing whole is ever rewritten."""
        os.truncate(self.path, sum(len(line.encode()) + 1 for line in lines[:whole]))
        self._extend_file(lines[whole:])

    def _extend_file(self, lines: list[str]) -> None:
        with open(self.path, "ab") as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.keys)


def database_lines(connection: Connection) -> list[str]:
    """Return the lines of the copy in the database."""
    return list(connection.execute(select(ledger.c.line).order_by(ledger.c.number)).scalars())


def file_lines(path: Path) -> list[str]:
    """Return the whole lines of the copy in the key folder; a torn last line was never an entry."""
    if not path.exists():
        return []
    check_private(path)
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return whole.decode("utf-8", "replace").splitlines()


def read_chain(lines: list[str]) -> list[Entry]:
    """Return the entries of a chain; raises LedgerBroken where one does not follow from the other."""
    entries, before = [], BEFORE_THE_FIRST
    for line in lines:
        digest, _, body = line.partition(" ")
        if digest != _digest(before, body):
            raise LedgerBroken("the ledger of the reports was changed: restore it from a copy")
        entries.append(json.loads(body))
        before = digest
    return entries


def _longer(here: list[str], there: list[str]) -> list[str]:
    if any(one != other for one, other in zip(here, there, strict=False)):
        raise LedgerBroken("the two copies of the ledger of the reports contradict each other")
    return [one or other for one, other in zip_longest(here, there, fillvalue="")]


def _line(before: str | None, entry: Entry) -> str:
    body = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    return f"{_digest(before.partition(' ')[0] if before else BEFORE_THE_FIRST, body)} {body}"


def _digest(before: str, body: str) -> str:
    return hashlib.sha256(f"{before} {body}".encode()).hexdigest()
