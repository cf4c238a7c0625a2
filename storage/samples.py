"""Fills an empty directory from samples/*.yml; samples/README.md says what the files hold."""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from care.clock import SystemClock
from care.directory import Schedule
from storage import directory
from storage.database import Database
from storage.sampleforms import (
    SamplesError,
    Sheet,
    article,
    location,
    organisation,
    schedule,
    service,
    timezone_of,
)
from storage.upkeep import publish_slots

__all__ = ["Sample", "SamplesError", "load_samples", "read_samples", "top_up_slots"]


@dataclass(frozen=True)
class Sample:
    """What the files hold, in the order in which it can be stored."""

    entries: tuple[directory.Entry, ...]
    schedules: tuple[Schedule, ...]


def load_samples(database: Database, folder: Path, now: datetime) -> bool:
    """Fill the directory from a folder unless it has an organisation already; tell whether it was filled.

    Raises SamplesError when a file is not as samples/README.md says; nothing is kept then. Slots come with
    `top_up_slots`.
    """
    with database.read() as connection:
        if not directory.is_empty(connection):
            return False
    sample = read_samples(folder, now)
    with database.write() as connection:
        if not directory.is_empty(connection):
            return False
        directory.put(connection, sample.entries)
        for of in {each.service for each in sample.schedules}:
            patterns = [each for each in sample.schedules if each.service == of]
            directory.put_schedules(connection, of, patterns)
    return True


def top_up_slots(database: Database, now: datetime) -> int:
    """Publish the slots of the coming weeks that are not there yet; return how many."""
    with database.write() as connection:
        return publish_slots(connection, now)


def read_samples(folder: Path, now: datetime) -> Sample:
    """Read every file of a folder; raises SamplesError."""
    sheets = _gather(folder)
    timezone = _timezone(sheets)
    organisations = {each.key: organisation(each) for each in sheets["organisations"]}
    places = {each.key: location(each) for each in sheets["locations"]}
    services = {each.key: service(each, organisations, places, now.date()) for each in sheets["services"]}
    entries: tuple[directory.Entry, ...] = (*organisations.values(), *places.values(), *services.values())
    patterns = tuple(schedule(each, services, timezone) for each in sheets["schedules"])
    return Sample((*entries, *(article(each) for each in sheets["articles"])), patterns)


_LISTS = ("organisations", "locations", "services", "schedules", "articles")


def _gather(folder: Path) -> dict[str, list[Sheet]]:
    sheets: dict[str, list[Sheet]] = {name: [] for name in (*_LISTS, "city")}
    for path in sorted(folder.glob("*.yml")):
        content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for name, given in content.items():
            if name not in sheets:
                raise SamplesError(f"{path.name}: {name!r} is none of {', '.join(sheets)}")
            sheets[name] += [Sheet(path.name, name, each) for each in (given if name != "city" else [given])]
    for name in ("organisations", "locations", "services"):
        _refuse_twins(sheets[name])
    return sheets


def _refuse_twins(sheets: list[Sheet]) -> None:
    keys = [sheet.key for sheet in sheets]
    for sheet in sheets:
        if keys.count(sheet.key) > 1:
            raise sheet.wrong("has the id of another")


def _timezone(sheets: dict[str, list[Sheet]]) -> str:
    if len(sheets["city"]) != 1:
        raise SamplesError("samples need one city with a timezone")
    return timezone_of(sheets["city"][0])


if __name__ == "__main__":
    found = read_samples(Path(sys.argv[1]), SystemClock().now())
    counts: dict[str, int] = {}
    for entry in (*found.entries, *found.schedules):
        counts[type(entry).__name__.lower()] = counts.get(type(entry).__name__.lower(), 0) + 1
    sys.stdout.write(", ".join(f"{number} {name}" for name, number in counts.items()) + "\n")
