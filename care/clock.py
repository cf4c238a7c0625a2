"""The time of all business rules; signatures and time-outs use real time instead."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return an aware instant in UTC."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FileClock:
    """The instant in a file (`CODE4_CLOCK`), read at each use: tests move every process's time."""

    path: Path

    def now(self) -> datetime:
        """Return the file's instant; raises ValueError when it is no ISO 8601 instant with an offset."""
        instant = datetime.fromisoformat(self.path.read_text(encoding="ascii").strip())
        if instant.tzinfo is None:
            raise ValueError("the clock file needs an instant with an offset, such as 2026-11-21T12:00:00+00:00")
        return instant.astimezone(UTC)


def open_clock(clock_file: Path | None) -> Clock:
    """Return the clock of the settings: the file's when one is named, else the machine's."""
    return FileClock(clock_file) if clock_file else SystemClock()
