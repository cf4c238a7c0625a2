"""Giving the directory out: HSDS for other directories, one table for a spreadsheet."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.responses import Response

from console.visits import NotThere, Visit
from storage import directory
from storage.directory import Whole
from storage.hsds.exporting import tables_of, write_csv, write_json
from storage.spreadsheet import services_csv


def export_file(visit: Visit) -> Response:
    """Send the whole directory in a format."""
    name = visit.param("format")
    if name not in FILES:
        raise NotThere
    make, mime = FILES[name]
    with visit.house.database.read() as connection:
        content = make(directory.whole(connection))
    return Response(content, media_type=mime, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _json(whole: Whole) -> bytes:
    return _written(whole, "directory.json")


def _zip(whole: Whole) -> bytes:
    return _written(whole, "directory.zip")


def _sheet(whole: Whole) -> bytes:
    return services_csv(whole.services).encode()


def _written(whole: Whole, name: str) -> bytes:
    tables = tables_of(whole.organisations, whole.locations, whole.services, whole.schedules, whole.contacts)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / name
        (write_json if name.endswith("json") else write_csv)(tables, target)
        return target.read_bytes()


FILES: Mapping[str, tuple[Callable[[Whole], bytes], str]] = {
    "directory.json": (_json, "application/json"),
    "directory.zip": (_zip, "application/zip"),
    "services.csv": (_sheet, "text/csv; charset=utf-8"),
}
