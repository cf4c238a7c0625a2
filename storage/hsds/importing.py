"""What an import would change, and doing it: all of it or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from care.directory import Contact, Location, Organisation, Schedule, Service
from storage import directory, editing
from storage.hsds.bending import straighten
from storage.hsds.entries import Entries, entries_of
from storage.hsds.reading import read_package
from storage.hsds.rows import Note

Fate = Literal["new", "changed", "unchanged"]
Progress = Callable[[float], None]  # is told how much is done, from 0 to 1
AT_ONCE = 250  # entries written between two steps of progress
KINDS = {"organization": "organisation", "location": "location", "service": "service", "contact": "contact"}


@dataclass(frozen=True)
class Change:
    """What an import makes of one entry; `fields` are those that differ."""

    fate: Fate
    table: str
    id: str
    file: str
    row: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Everything an import would do, and everything it says about the file."""

    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    entries: Entries

    @property
    def refused(self) -> tuple[Note, ...]:
        """Rows that are not taken; with any of them nothing is imported."""
        return tuple(note for note in self.notes if note.kind == "refused")

    def count(self, fate: Fate) -> int:
        """Return how many entries meet a fate."""
        return sum(change.fate == fate for change in self.changes)

    @property
    def fingerprint(self) -> str:
        """What somebody agreed to: 64 hexadecimal digits of what becomes of each entry."""
        fates = [(change.fate, change.table, change.id, change.fields) for change in self.changes]
        return hashlib.sha256(repr(fates).encode()).hexdigest()


@dataclass(frozen=True)
class Reading:
    """What a file says, before anything is compared with it."""

    notes: tuple[Note, ...]
    entries: Entries


def _untold(_done: float) -> None:
    pass


def read_file(path: Path, country: str, progress: Progress = _untold) -> Reading:
    """Read a file, a zip or a folder and set right what it bends; raises UnreadablePackage. Needs no database."""
    package = read_package(path)
    progress(0.3)
    straighten(package)
    progress(0.6)
    entries = entries_of(package, country)
    progress(0.9)
    return Reading(tuple(package.notes), entries)


def plan_of(connection: Connection, reading: "Reading | Plan") -> Plan:
    """Compare what a file says, or said when an earlier plan was made, with the directory. Nothing is changed."""
    known, entries = directory.whole(connection), reading.entries
    changes = [
        *_compared("organization", entries.organisations, {each.id: each for each in known.organisations}, entries),
        *_compared("location", entries.locations, {each.id: each for each in known.locations}, entries),
        *_compared_services(entries, known),
        *_compared("contact", entries.contacts, {each.id: each for each in known.contacts}, entries),
    ]
    return Plan(tuple(changes), reading.notes, entries)


def plan_import(connection: Connection, path: Path, country: str) -> Plan:
    """Read a file and compare it with the directory; raises UnreadablePackage. Nothing is changed."""
    return plan_of(connection, read_file(path, country))


def carry_out(connection: Connection, plan: Plan, by: str, at: datetime, progress: Progress = _untold) -> None:
    """Write what is new or changed, in the caller's transaction, with its history; `by` is who imports.

    Raises ValueError when something was refused.
    """
    if plan.refused:
        raise ValueError("an import with refused rows is not carried out")
    touched = [change for change in plan.changes if change.fate != "unchanged"]
    for start in range(0, len(touched), AT_ONCE):
        _write(connection, touched[start : start + AT_ONCE], plan.entries, by, at)
        progress(start / len(touched))
    for change in plan.changes:
        if change.table == "service" and _has_patterns(change, plan.entries):
            service = plan.entries.services[change.id].id
            directory.put_schedules(connection, service, plan.entries.schedules[change.id])


def _write(connection: Connection, changes: Sequence[Change], entries: Entries, by: str, at: datetime) -> None:
    of: Mapping[str, Mapping[str, directory.Entry]] = {
        "organization": entries.organisations,
        "location": entries.locations,
        "service": entries.services,
        "contact": entries.contacts,
    }
    for table, kind in KINDS.items():
        found = [of[table][change.id] for change in changes if change.table == table]
        if found:
            editing.put_with_history(connection, kind, found, "imported", by, at)


def _has_patterns(change: Change, entries: Entries) -> bool:
    return "schedules" in change.fields or (change.fate == "new" and bool(entries.schedules[change.id]))


def _compared(
    table: str, entries: Mapping[str, Organisation | Location | Contact], known: dict[str, object], all_: Entries
) -> Iterable[Change]:
    for id_, entry in entries.items():
        yield _change(table, id_, _differing(entry, known.get(id_)), all_)


def _compared_services(entries: Entries, known: directory.Whole) -> Iterable[Change]:
    services = {each.id: each for each in known.services}
    patterns: dict[str, set[Schedule]] = {}
    for each in known.schedules:
        patterns.setdefault(each.service, set()).add(each)
    for id_, entry in entries.services.items():
        differing = _differing(entry, services.get(entry.id))
        if differing is not None and set(entries.schedules[id_]) != patterns.get(id_, set()):
            differing = (*differing, "schedules")
        yield _change("service", id_, differing, entries)


def _differing(entry: Organisation | Location | Service | Contact, before: object | None) -> tuple[str, ...] | None:
    """Return the names of the fields that differ; None when the entry is new. A key is never imported."""
    if before is None:
        return None
    names = [name for name in vars(entry) if name != "public_key"]
    return tuple(name for name in names if _comparable(entry, name) != _comparable(before, name))


def _comparable(entry: object, name: str) -> object:
    value = getattr(entry, name)
    return value.id if isinstance(value, Organisation | Location) else value


def _change(table: str, id_: str, differing: tuple[str, ...] | None, entries: Entries) -> Change:
    row = entries.rows[id_]
    fate: Fate = "new" if differing is None else "changed" if differing else "unchanged"
    return Change(fate, table, id_, row.file, row.number, differing or ())
