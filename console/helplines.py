"""Helplines that coordinators edit: entries like others, handed to the bot in a file: a crisis needs no database."""

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from console.house import House
from lines import Line, Lines
from storage import editing, history
from storage.editing import Content
from storage.tables.directory import helplines

KIND = "helpline"


def entry_of(house: House, line: str) -> str:
    """Return how a line is named as an entry: another country has other lines."""
    return f"{house.settings.country.lower()}.{line}"


def line_of(entry: str) -> str:
    """Return a line's id."""
    return entry.partition(".")[2]


def take_over(house: House) -> None:
    """Keep each line that came with the program as an entry, and renew those that nobody here has edited."""
    packaged = {entry_of(house, line.id): _content(line) for line in _all(house.words.packaged)}
    with house.database.read() as connection:
        stale = [entry for entry, content in packaged.items() if _may_renew(connection, entry, content)]
    if not stale:
        return
    with house.database.write() as connection:
        for entry in stale:
            row = packaged[entry] | {"assured_date": date.fromisoformat(packaged[entry]["assured_date"])}
            is_there = editing.published(connection, KIND, entry) is not None
            same = update(helplines).where(helplines.c.id == entry)
            connection.execute(same.values(**row) if is_there else insert(helplines).values(id=entry, **row))


def hand_over(house: House) -> None:
    """Write what was edited here into the bot's file, whole or not at all; raises OSError."""
    packaged = {entry_of(house, line.id): _content(line) for line in _all(house.words.packaged)}
    with house.database.read() as connection:
        rows = connection.execute(select(helplines.c.id).order_by(helplines.c.id)).scalars()
        known = {entry: editing.published(connection, KIND, entry) or {} for entry in rows}
    prefix = entry_of(house, "")
    own = [as_line(entry, content) for entry, content in known.items() if entry.startswith(prefix)]
    changed = [each for each in own if packaged.get(prefix + each["id"]) != known[prefix + each["id"]]]
    _write(house.settings.own_lines, json.dumps(changed, ensure_ascii=False, indent=1))


def with_entry(house: House, entry: str, content: Content) -> Lines:
    """Return the lines as they would be with an entry; raises LinesError when none is left that always answers."""
    return house.words.lines.over([as_line(line_of(entry), content)])


def as_line(entry: str, content: Content) -> dict[str, Any]:
    """Return an entry as the files under helplines/ write it; what has no Spanish is said in English."""
    said = {name: {"en": text["en"], "es": text["es"] or text["en"]} for name, text in _texts(content).items()}
    return {
        "id": line_of(entry) or entry,
        "number": content["number"],
        "hours": content["hours"],
        "source": content["source"],
        "verified": content.get("assured_date") or "",
        "confirmed": content["is_shown"],
        "peer": content["is_peer"],
        **{name: text for name, text in said.items() if text["en"]},
    }


def _texts(content: Content) -> Mapping[str, dict[str, str]]:
    return {name: content[name] for name in ("text", "more")}


def _all(lines: Lines) -> tuple[Line, ...]:
    return (*lines.shown, *lines.hidden)


def _content(line: Line) -> Content:
    return {
        "number": line.number,
        "text": dict(line.text),
        "more": dict(line.more) or {"en": "", "es": ""},
        "hours": line.hours,
        "source": line.source,
        "is_peer": line.peer,
        "is_shown": line.confirmed,
        "assured_date": line.verified,
    }


def _may_renew(connection: Connection, entry: str, content: Content) -> bool:
    there = editing.published(connection, KIND, entry)
    return there is None or (there != content and not history.steps(connection, KIND, entry))


def _write(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(path)
