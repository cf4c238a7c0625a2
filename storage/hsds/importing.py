"""What an import would change, and doing it: all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from care.directory import Location, Organisation, Schedule, Service
from storage import directory
from storage.hsds.bending import straighten
from storage.hsds.entries import Entries, entries_of
from storage.hsds.reading import read_package
from storage.hsds.rows import Note

Fate = Literal["new", "changed", "unchanged"]


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


def plan_import(connection: Connection, path: Path, country: str) -> Plan:
    """Read a file and compare it with the directory; raises UnreadablePackage. Nothing is changed."""
    package = read_package(path)
    straighten(package)
    entries = entries_of(package, country)
    known = directory.whole(connection)
    changes = [
        *_compared("organization", entries.organisations, {each.id: each for each in known.organisations}, entries),
        *_compared("location", entries.locations, {each.id: each for each in known.locations}, entries),
        *_compared_services(entries, known),
    ]
    return Plan(tuple(changes), tuple(package.notes), entries)


def carry_out(connection: Connection, plan: Plan) -> None:
    """Write what is new or changed, in the caller's transaction; raises ValueError when something was refused."""
    if plan.refused:
        raise ValueError("an import with refused rows is not carried out")
    touched = {(change.table, change.id) for change in plan.changes if change.fate != "unchanged"}
    entries = plan.entries
    kinds = (("organization", entries.organisations), ("location", entries.locations), ("service", entries.services))
    new: list[directory.Entry] = [
        entry for table, found in kinds for id_, entry in found.items() if (table, id_) in touched
    ]
    if new:
        directory.put(connection, new)
    repatterned = [change.id for change in plan.changes if change.table == "service" and _has_patterns(change, entries)]
    for id_ in repatterned:
        directory.put_schedules(connection, entries.services[id_].id, entries.schedules[id_])


def _has_patterns(change: Change, entries: Entries) -> bool:
    return "schedules" in change.fields or (change.fate == "new" and bool(entries.schedules[change.id]))


def _compared(
    table: str, entries: dict[str, Organisation] | dict[str, Location], known: dict[str, object], all_: Entries
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


def _differing(entry: Organisation | Location | Service, before: object | None) -> tuple[str, ...] | None:
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
