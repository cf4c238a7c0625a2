"""Sets right what real-world files bend of the standard, and says so."""

import re
from collections import Counter
from datetime import date, datetime
from html.parser import HTMLParser

from storage.hsds.rows import Package, Row, Values
from storage.hsds.vocabulary import DATES, FIELDS, OLDER_FIELDS, OTHER_TABLES, REQUIRED

LONGEST_ID = 36
NAMED = ("organization", "service", "location")  # tables whose ids stand in addresses and in the audit
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@+~-]*")
_DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-z]{2,8});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def straighten(package: Package) -> None:
    """Bring names, dates, texts and ids into the standard's form; refuse rows that cannot be told apart."""
    _set_unknown_tables_aside(package)
    for table, rows in package.tables.items():
        package.tables[table] = [_straight(package, table, row) for row in rows]
    for table in list(package.tables):
        package.tables[table] = _unlike(package, table)
    _say_extra_columns(package)


def _set_unknown_tables_aside(package: Package) -> None:
    for table in [name for name in package.tables if name not in FIELDS]:
        rows = package.tables.pop(table)
        known = "is not kept here" if table in OTHER_TABLES else "is no table of HSDS 3.0"
        package.bend(rows[0], table, f"{table} {known}: {len(rows)} rows left out")


def _straight(package: Package, table: str, row: Row) -> Row:
    values: Values = {}
    for name, cell in row.values.items():
        newer = OLDER_FIELDS.get((table, name), name)
        if newer != name and not row[newer]:
            package.bend(row, name, f"older name of {newer}")
            values[newer] = cell
        else:
            values.setdefault(name, cell)
    made = Row(row.file, row.number, values)
    for name, cell in list(values.items()):
        plain = cell if table == "attribute" else _plain(cell)
        if plain != cell:
            package.bend(row, name, "markup taken out")
        values[name] = plain
        if (table, name) in DATES and plain:
            values[name] = _date(package, made, name, plain)
    return made


def _date(package: Package, row: Row, name: str, cell: str) -> str:
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        pass
    for form in ("", *_DATE_FORMS):
        try:
            found = datetime.strptime(cell.strip(), form) if form else datetime.fromisoformat(cell.strip())
        except ValueError:
            continue
        package.bend(row, name, f"date read as {found.date().isoformat()}")
        return found.date().isoformat()
    package.bend(row, name, "no date: left out")
    return ""


def _plain(cell: str) -> str:
    """Return a text without markup or control characters."""
    cell = _CONTROL.sub("", cell)
    if not _MARKUP.search(cell):
        return cell
    reader = _Text()
    reader.feed(cell)
    reader.close()
    return re.sub(r"[ \t]+", " ", re.sub(r"\n{3,}", "\n\n", "".join(reader.parts))).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        if tag in ("br", "p", "li", "div"):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _unlike(package: Package, table: str) -> list[Row]:
    """Return the rows that can be taken: with an id of their own and what the standard requires."""
    kept: dict[str, Row] = {}
    for row in package.tables[table]:
        missing = next((name for name in REQUIRED.get(table, ()) if not row[name].strip()), None)
        if missing:
            package.refuse(row, missing, "is missing")
        elif len(row.id) > LONGEST_ID:
            package.refuse(row, "id", f"is longer than {LONGEST_ID} characters")
        elif table in NAMED and row.id and not _ID.fullmatch(row.id):
            package.refuse(row, "id", "holds more than letters, digits and _ . : @ + ~ -")
        elif (twin := kept.get(row.id)) is not None and row.id:
            _meet(package, kept, twin, row)
        else:
            kept[row.id or f"{row.file} {row.number} {len(kept)}"] = row
    return list(kept.values())


def _meet(package: Package, kept: dict[str, Row], twin: Row, row: Row) -> None:
    """Two rows of one id: put together when they agree (JSON repeats objects), else the first one stays."""
    if all(twin[name] == cell for name, cell in row.values.items() if twin[name]):
        kept[row.id] = Row(twin.file, twin.number, {**row.values, **twin.values})
    else:
        package.refuse(row, "id", f"is that of {twin.file} row {twin.number}, with other content")


def _say_extra_columns(package: Package) -> None:
    extra: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Row] = {}
    for table, row in package.all():
        for name in row.values.keys() - set(FIELDS[table]) - {"last_modified", "location_id"}:
            extra[table, name] += 1
            first.setdefault((table, name), row)
    for (table, name), number in sorted(extra.items()):
        package.bend(first[table, name], name, f"column of {table} not kept here: {number} values left out")
