"""Rows of HSDS tables, with where each came from, and what is said about them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Values = dict[str, str]
Kind = Literal["bent", "refused"]


class UnreadablePackage(Exception):
    """A file is no HSDS data; says which and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its file, its number there (from 1; in CSV the heading is row 1), and its cells."""

    file: str
    number: int
    values: Values

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def id(self) -> str:
        """The row's own id."""
        return self["id"]


@dataclass(frozen=True)
class Note:
    """What was set right (`bent`) or could not be taken (`refused`), and where."""

    kind: Kind
    file: str
    row: int
    field: str
    says: str


@dataclass
class Package:
    """The tables of one import, and what had to be said on the way."""

    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    notes: list[Note] = field(default_factory=list)

    def of(self, table: str, link: str, id_: str) -> list[Row]:
        """Return the rows of a table that point at something, such as `of("phone", "service_id", id)`."""
        return self._index(table, link).get(id_, [])

    def bend(self, row: Row, name: str, says: str) -> None:
        """Note that a row was set right."""
        self.notes.append(Note("bent", row.file, row.number, name, says))

    def refuse(self, row: Row, name: str, says: str) -> None:
        """Note that a row was not taken."""
        self.notes.append(Note("refused", row.file, row.number, name, says))

    def all(self) -> Iterator[tuple[str, Row]]:
        """Yield every row with its table."""
        for table, rows in self.tables.items():
            for row in rows:
                yield table, row

    def _index(self, table: str, link: str) -> dict[str, list[Row]]:
        known = self._indexes.get((table, link))
        if known is None:
            known = defaultdict(list)
            for row in self.tables.get(table, []):
                known[row[link]].append(row)
            self._indexes[table, link] = known
        return known

    _indexes: dict[tuple[str, str], dict[str, list[Row]]] = field(default_factory=dict)
