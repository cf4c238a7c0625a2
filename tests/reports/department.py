"""A made-up department for the tests: its keys, its database, its clock, and officers who use Code 4."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from care.clock import FileClock
from care.names import OfficerId
from reports.closing import Closing
from reports.counting import Counter
from reports.judging import Request
from reports.periods import Period
from reports.reading import published
from reports.records import Release
from storage import usage
from storage.database import Database, open_database
from storage.keys import Keys, create_keys, open_keys
from storage.releases import Entry, database_lines, file_lines, read_chain
from storage.salts import Salts, salts_of
from storage.tables import load_tables

DURING = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
AFTER = datetime(2027, 1, 2, 18, 0, tzinfo=UTC)
QUARTER = Period(datetime(2026, 10, 1).date(), datetime(2026, 12, 31).date())
HALF = Period(datetime(2026, 7, 1).date(), datetime(2026, 12, 31).date())
ZONE = "America/Chicago"


def officer(number: int) -> OfficerId:
    """Return one of many officers."""
    return OfficerId(f"{number:032x}")


@dataclass
class Department:
    """A department of `size` officers; everything of it is under `folder`."""

    folder: Path
    size: int
    url: str
    keys: Keys
    database: Database
    clock: FileClock

    @property
    def counter(self) -> Counter:
        """Return what counts."""
        return Counter(self.salts(), self.clock, self.size, ZONE)

    def set(self, instant: datetime) -> None:
        """Set the clock."""
        self.clock.path.write_text(instant.isoformat())

    def use(self, connection: Connection, officers: int) -> None:
        """Let officers use Code 4, each in their own way."""
        counter = self.counter
        for number in range(officers):
            counter.count(connection, officer(number), "active")
            counter.count(connection, officer(number), "topic", ("sleep", "family")[number % 2])
            if number % 3 == 0:
                counter.count(connection, officer(number), "booked")

    def used_by(self, officers: int) -> None:
        """Let officers use Code 4 in one transaction."""
        with self.database.write() as connection:
            self.use(connection, officers)

    def closing(self, reached: Callable[[str], None] = lambda step: None) -> Closing:
        """Return what closes."""
        return Closing(self.database, self.salts(), self.clock, self.size, ZONE, reached)

    def close(self, period: Period = QUARTER, unit: str | None = None) -> Release:
        """Close a period."""
        return self.closing().close(Request(period, unit))

    def entries(self) -> tuple[list[Entry], list[Entry]]:
        """Return the ledger's copies: data, keys."""
        with self.database.read() as connection:
            here = read_chain(database_lines(connection))
        return here, read_chain(file_lines(self.keys.folder / "report-ledger"))

    def releases(self) -> list[Release]:
        """Return what a reader is shown."""
        with self.database.read() as connection:
            return published(connection).releases

    def open_periods(self) -> list[Period]:
        """Return the periods that wait or run."""
        with self.database.read() as connection:
            return [Period(each.first, each.last) for each in usage.open_periods(connection)]

    def salts(self) -> Salts:
        """Return the folder of salts."""
        return salts_of(self.keys)

    def leave(self) -> None:
        """Close all files, as at a process's end."""
        self.database.close()
        self.keys.close()

    def back(self) -> "Department":
        """Return the same department, opened anew."""
        return opened(self.folder, self.size, self.url)

    def killed_at(self, step: str) -> "Department":
        """Close in a child process that is killed -9 when it reaches a step; return the department after."""
        self.leave()
        child = os.fork()
        if child == 0:
            _close_and_die(self, step)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"the close never reached: {step}"
        return self.back()


def _close_and_die(department: Department, step: str) -> None:
    def reached(now: str) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        department.back().closing(reached).close_due()
    finally:
        os._exit(1)


def founded(folder: Path, size: int, url: str | None = None) -> Department:
    """Return a department that has just set Code 4 up."""
    create_keys(folder / "keys")
    (folder / "clock").write_text(DURING.isoformat())
    department = opened(folder, size, url or f"sqlite:///{folder / 'code4.db'}")
    with department.database.write() as connection:
        load_tables().create_all(connection)
    return department


def opened(folder: Path, size: int, url: str) -> Department:
    """Open what stands in a folder."""
    keys = open_keys(folder / "keys")
    return Department(folder, size, url, keys, open_database(url), FileClock(folder / "clock"))


def entry_kinds(entries: list[dict[str, Any]]) -> list[str]:
    """Return what kind each entry of a ledger is."""
    return [entry["kind"] for entry in entries]
