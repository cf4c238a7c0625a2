"""What people have declared about this installation: a line called, a text reviewed, a step of day one done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from storage.tables.console import facts


@dataclass(frozen=True)
class Fact:
    """A declaration: `name` such as `line.988`, who made it and when."""

    name: str
    value: Any
    by: str
    at: datetime


def declare(connection: Connection, name: str, value: Any, by: str, at: datetime) -> None:
    """Keep a declaration in the place of an earlier one."""
    connection.execute(delete(facts).where(facts.c.name == name))
    connection.execute(insert(facts).values(name=name, value=value, by=by, at=at))


def declared(connection: Connection) -> dict[str, Fact]:
    """Return every declaration by name."""
    return {row.name: Fact(row.name, row.value, row.by, row.at) for row in connection.execute(select(facts))}
