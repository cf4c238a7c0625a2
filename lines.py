"""The helplines of a country: read from helplines/<country>.yml, so that a crisis needs no database."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import Any

import yaml

_FILES = {"GB": "UK"}


class LinesError(Exception):
    """The country's helplines are missing or cannot be read; names the file."""


@dataclass(frozen=True)
class Line:
    """One helpline: what is said of it, where that is known from, and whether it may be shown."""

    id: str
    number: str
    text: Mapping[str, str]
    hours: str
    source: str
    verified: str
    confirmed: bool
    peer: bool = False
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_always_open(self) -> bool:
        """Whether somebody answers day and night."""
        return self.hours == "24/7"

    @property
    def opens(self) -> str:
        """The local time from which somebody answers, as "HH:MM"."""
        return self.hours.split("-")[0]

    def answers_at(self, local: datetime | None) -> bool:
        """Tell whether somebody answers at this local time; without one, whether it is at any time.

        Hours are "24/7" or "HH:MM-HH:MM".
        """
        if self.is_always_open or local is None:
            return self.is_always_open
        opens, closes = (time.fromisoformat(part) for part in self.hours.split("-"))
        at = local.time().replace(tzinfo=None)
        return opens <= at < closes if opens < closes else at >= opens or at < closes


@dataclass(frozen=True)
class Lines:
    """The emergency number and the confirmed helplines of a country, the first line first."""

    country: str
    emergency: str
    shown: tuple[Line, ...]
    hidden: tuple[Line, ...]

    def over(self, own: Iterable[Mapping[str, Any]]) -> "Lines":
        """Return these lines with others in the place of those of the same id, new ones last.

        Raises LinesError when no line is left that always answers, KeyError or ValueError for what is no line.
        """
        every = {line.id: line for line in (*self.shown, *self.hidden)} | {line.id: line for line in map(_line, own)}
        return _sorted(self.country, self.emergency, every.values())

    def variables(self, locale: str, at: datetime | None, says: Callable[[Line, bool], str]) -> dict[str, str]:
        """Return `lines` (one a row), `more`, `line` (the first number), `peer_line` and `emergency` for a response.

        A row ends with what `says` makes of the line and of whether somebody answers at the local time `at`;
        those that answer come first.
        """
        ordered = sorted(self.shown, key=lambda line: not line.answers_at(at))
        rows = [f"{line.text[locale]} {says(line, line.answers_at(at))}".strip() for line in ordered]
        peers = [row for line, row in zip(ordered, rows, strict=True) if line.peer] or rows
        return {
            "lines": "\n".join(rows),
            "more": "\n".join(line.more[locale] for line in ordered if line.more),
            "line": ordered[0].number,
            "peer_line": peers[0],
            "emergency": self.emergency,
        }


class OwnLines:
    """The country's lines with those in their place that coordinators edited; read anew when their file changes.

    A file that is missing or damaged takes no number away: the lines that came with the program stay.
    """

    def __init__(self, packaged: Lines, path: Path) -> None:
        self.packaged = packaged
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._now = packaged

    def now(self) -> Lines:
        """Return the lines as they are at this moment."""
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
        except OSError:
            self._stamp, self._now = None, self.packaged
            return self._now
        if stamp != self._stamp:
            self._stamp = stamp
            with suppress(LinesError):
                self._now = self.read()
        return self._now

    def read(self) -> Lines:
        """Read the file; raises LinesError when it is damaged or no line in it always answers."""
        try:
            return self.packaged.over(json.loads(self._path.read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise LinesError(f"{self._path.name} cannot be read") from error


def load_lines(folder: Path, country: str) -> Lines:
    """Read the country's file; raises LinesError when it is missing or no line in it always answers."""
    path = folder / f"{_FILES.get(country, country).lower()}.yml"
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
        lines = [_line(entry) for entry in content["lines"]]
        emergency = str(content["emergency"])
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise LinesError(f"helplines/{path.name} is missing or cannot be read") from error
    return _sorted(country.upper(), emergency, lines, f"helplines/{path.name} has")


def _sorted(country: str, emergency: str, lines: Iterable[Line], told: str = "there is") -> Lines:
    known = tuple(lines)
    shown = tuple(line for line in known if line.confirmed)
    if not any(line.is_always_open for line in shown):
        raise LinesError(f"{told} no confirmed line that answers day and night")
    return Lines(country, emergency, shown, tuple(line for line in known if not line.confirmed))


def _line(entry: Mapping[str, Any]) -> Line:
    line = Line(
        id=str(entry["id"]),
        number=str(entry["number"]),
        text={"en": str(entry["text"]["en"]), "es": str(entry["text"]["es"])},
        hours=str(entry["hours"]),
        source=str(entry["source"]),
        verified=str(entry["verified"]),
        confirmed=entry["confirmed"] is True,
        peer=entry.get("peer") is True,
        more={locale: str(entry["more"][locale]) for locale in ("en", "es")} if "more" in entry else {},
    )
    line.answers_at(datetime.min)  # hours that cannot be read are found here, not in a crisis
    return line
