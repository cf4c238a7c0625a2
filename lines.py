"""The helplines of a country: read from helplines/<country>.yml, so that a crisis needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass
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

    def answers_at(self, local: datetime) -> bool:
        """Tell whether somebody answers at this local time; hours are "24/7" or "HH:MM-HH:MM"."""
        if self.hours == "24/7":
            return True
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

    def variables(self, locale: str, at: datetime | None = None) -> dict[str, str]:
        """Return `lines` (one a row), `line` (the first number), `peer_line` and `emergency` for a response.

        With a local time, only lines that answer then.
        """
        open_now = [line for line in self.shown if at is None or line.answers_at(at)] or list(self.shown)
        peers = [line for line in open_now if line.peer] or open_now
        return {
            "lines": "\n".join(line.text[locale] for line in open_now),
            "line": open_now[0].number,
            "peer_line": peers[0].text[locale],
            "emergency": self.emergency,
        }


def load_lines(folder: Path, country: str) -> Lines:
    """Read the country's file; raises LinesError when it is missing or no line in it always answers."""
    path = folder / f"{_FILES.get(country, country).lower()}.yml"
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
        lines = [_line(entry) for entry in content["lines"]]
        emergency = str(content["emergency"])
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise LinesError(f"helplines/{path.name} is missing or cannot be read") from error
    shown = tuple(line for line in lines if line.confirmed)
    if not any(line.hours == "24/7" for line in shown):
        raise LinesError(f"helplines/{path.name} has no confirmed line that answers day and night")
    return Lines(country.upper(), emergency, shown, tuple(line for line in lines if not line.confirmed))


def _line(entry: Mapping[str, Any]) -> Line:
    return Line(
        id=str(entry["id"]),
        number=str(entry["number"]),
        text={"en": str(entry["text"]["en"]), "es": str(entry["text"]["es"])},
        hours=str(entry["hours"]),
        source=str(entry["source"]),
        verified=str(entry["verified"]),
        confirmed=entry["confirmed"] is True,
        peer=entry.get("peer") is True,
    )
