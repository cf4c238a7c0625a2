"""The audit of the console: who did what to what, in the transaction of the doing, and never taken back.

    audit = Audit(keys, clock)
    audit.append(connection, who, what, about)   before a thing is shown or changed, in that transaction
    audit.verify(database)                       the entries, or ChainBroken; the copy in the key folder is brought up

It stands in the data's database and, from a moment after each commit, in the key folder: a restored or tampered
database is behind the copy, and gets back what it lost. `who` is an account's id, `what` a verb such as
`contact.read`, `about` an opaque id: never a name, a number or a text.
"""

import fcntl
import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from care.clock import Clock
from storage.chains import ChainBroken, Entry, extend_file, file_lines, next_line, read_chain
from storage.database import Database, after_commit
from storage.keys import Keys
from storage.tables.audit import audit as table

FILE = "audit"
_WORD = re.compile(r"[A-Za-z0-9_.:@+~-]{0,80}")


@dataclass(frozen=True)
class Audit:
    """Both copies of the audit; safe to share between threads and processes."""

    keys: Keys = field(repr=False)
    clock: Clock

    @property
    def path(self) -> Path:
        """The copy in the key folder."""
        return self.keys.folder / FILE

    def append(self, connection: Connection, who: str, what: str, about: str = "") -> None:
        """Add an entry in an open write transaction; raises ValueError for what is no id and no verb."""
        if not all(_WORD.fullmatch(part) for part in (who, what, about)):
            raise ValueError("the audit keeps ids and verbs alone")
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
        last = connection.execute(select(table).order_by(table.c.number.desc()).limit(1)).first()
        entry = {"at": self.clock.now().isoformat(), "who": who, "what": what, "about": about}
        line = next_line(self._key, last.line if last else None, entry)
        number = last.number + 1 if last else 1
        connection.execute(insert(table).values(number=number, line=line))
        after_commit(connection, partial(self._copy, number, line))

    def verify(self, database: Database) -> list[Entry]:
        """Return all entries, oldest first, once both copies agree; raises ChainBroken.

        The longer copy mends the shorter: a database that was rolled back gets its entries back.
        """
        with self._alone():
            there = file_lines(self.path)
            with database.read() as connection:
                here = list(connection.execute(select(table.c.line).order_by(table.c.number)).scalars())
            if any(one != other for one, other in zip(here, there, strict=False)):
                raise ChainBroken("the audit and its copy in the key folder contradict each other")
            lines = [one or other for one, other in zip_longest(here, there, fillvalue="")]
            entries = read_chain(self._key, lines)
            extend_file(self.path, sum(len(line.encode()) + 1 for line in there), lines[len(there) :])
            if len(here) < len(lines):
                self._give_back(database, lines, len(here))
        return entries

    def _copy(self, number: int, line: str) -> None:
        """Add a committed line to the copy, unless the copy is behind for a reason that `verify` will find."""
        with suppress(OSError), self._alone():
            there = self.path.read_bytes()
            if there.count(b"\n") == number - 1 and (not there or there.endswith(b"\n")):
                extend_file(self.path, len(there), [line])

    def _give_back(self, database: Database, lines: list[str], known: int) -> None:
        rows = [{"number": number, "line": line} for number, line in enumerate(lines, 1)][known:]
        with database.write() as connection:
            connection.execute(insert(table), rows)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    @property
    def _key(self) -> bytes:
        return hmac.digest(self.keys.index_key, b"code4 audit", hashlib.sha256)
