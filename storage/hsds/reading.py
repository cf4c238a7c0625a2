"""HSDS files as rows of tables: a folder or a zip of CSV tables, or JSON nested as HSDS's API nests it."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, TextIO

from storage.hsds.rows import Package, Row, UnreadablePackage
from storage.hsds.vocabulary import FIELDS, OLDER_TABLES, OTHER_TABLES

FORMULA = ("=", "+", "-", "@", "\t", "\r")
LARGEST = 500_000_000  # bytes of a zip's content
SINGULAR = {"addresses": "address", "accessibilities": "accessibility", "taxonomies": "taxonomy"}

csv.field_size_limit(10_000_000)


def read_package(path: Path) -> Package:
    """Read a JSON file, a zip or a folder; raises UnreadablePackage."""
    package = Package()
    try:
        if path.is_dir():
            for file in sorted(path.glob("*.csv")):
                with file.open(encoding="utf-8-sig", newline="") as opened:
                    _read_table(package, file.name, opened)
        elif zipfile.is_zipfile(path):
            _read_zip(package, path)
        elif path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as opened:
                _read_table(package, path.name, opened)
        else:
            _read_json(package, path)
    except (OSError, UnicodeDecodeError, csv.Error, zipfile.BadZipFile) as error:
        raise UnreadablePackage(f"{path.name} cannot be read: {type(error).__name__}") from None
    if not any(package.tables.get(name) for name in ("organization", "service", "location")):
        raise UnreadablePackage(f"{path.name} holds no organization, service or location")
    return package


def unguarded(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from running a cell as a formula."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _read_zip(package: Package, path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(each.file_size for each in archive.infolist()) > LARGEST:
            raise UnreadablePackage(f"{path.name} unpacks to more than {LARGEST // 1_000_000} MB")
        for name in sorted(archive.namelist()):
            if name.lower().endswith(".csv"):
                with archive.open(name) as opened:
                    text = io.TextIOWrapper(opened, encoding="utf-8-sig", newline="")
                    _read_table(package, PurePosixPath(name).name, text)


def _read_table(package: Package, file: str, opened: TextIO) -> None:
    table = _table_of(file.rsplit(".", 1)[0].lower())
    lines = csv.reader(opened)
    heading = [name.strip().lower() for name in next(lines, [])]
    same: dict[str, str] = {}  # ids and terms stand in many rows: each is kept once
    for number, cells in enumerate(lines, 2):
        if any(cells):
            given = zip(heading, cells, strict=False)
            values = {name: same.setdefault(cell, unguarded(cell)) for name, cell in given if cell}
            package.tables[table].append(Row(file, number, values))


def _read_json(package: Package, path: Path) -> None:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadablePackage(f"{path.name} is neither CSV nor JSON") from None
    for number, (table, item) in enumerate(_top(content), 1):
        _flatten(package, path.name, number, table, item, {})


def _top(content: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the outermost objects: a list, an API's page (`contents`), tables by name, or one object."""
    if isinstance(content, dict):
        named = [name for name in content if isinstance(content[name], list) and _is_table(name)]
        if "contents" in content:
            content = content["contents"]
        elif named and "id" not in content:
            for name in named:
                yield from ((_table_of(name), each) for each in content[name] if isinstance(each, dict))
            return
        else:
            content = [content]
    for item in content if isinstance(content, list) else []:
        if isinstance(item, dict):
            is_service = "organization_id" in item or "organization" in item
            yield ("service" if is_service else "organization"), item


def _flatten(package: Package, file: str, number: int, table: str, item: dict[str, Any], links: dict[str, str]) -> None:
    """Make a row of an object and rows of what is nested in it, which point back at it."""
    own = str(item.get("id") or "")
    values = dict(links)
    for name, value in item.items():
        if isinstance(value, dict) and _is_table(name):
            inner = _table_of(name)
            values[f"{inner}_id"] = str(value.get("id") or "")
            _flatten(package, file, number, inner, value, {})
        elif isinstance(value, list) and _is_table(name):
            inner = _table_of(name)
            back = {"link_id": own, "link_entity": table} if inner == "attribute" else {f"{table}_id": own}
            for each in value:
                if isinstance(each, dict):
                    _flatten(package, file, number, inner, each, back)
        elif value is not None and not isinstance(value, dict | list):
            values[name] = str(value).lower() if isinstance(value, bool) else str(value)
    package.tables[table].append(Row(file, number, {name: cell for name, cell in values.items() if cell}))


def _is_table(name: str) -> bool:
    return _table_of(name) in FIELDS or _table_of(name) in OTHER_TABLES


def _table_of(name: str) -> str:
    """Return HSDS 3.0's name of a table, from a plural or an older name."""
    for each in (name, SINGULAR.get(name, ""), name.removesuffix("s")):
        if each in FIELDS or each in OTHER_TABLES:
            return each
        if each in OLDER_TABLES:
            return OLDER_TABLES[each]
    return name
