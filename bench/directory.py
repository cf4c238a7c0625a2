"""The directory at the size of a country: taking in 5,000 services, giving them out, finding one."""

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import psutil

from care.clock import SystemClock
from care.names import ServiceId
from settings import ROOT
from storage import directory
from storage.database import Database, open_database
from storage.hsds.exporting import tables_of, write_csv
from storage.hsds.importing import carry_out, plan_import
from storage.migrations import migrate
from storage.samples import load_samples

SERVICES = 5_000


def measure() -> list[list[str]]:
    """Return what, aim, measured."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        _write_large(path)
        before = psutil.Process().memory_info().rss
        database = _open(path / "large.db")
        first, again = _import(database, path / "large.zip"), _import(database, path / "large.zip")
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        database.close()
    return [
        ["HSDS import of 5,000 services", "under 15 s", f"{first:.1f} s, {grown:.0f} MB more memory"],
        ["the same file again, which changes nothing", "", f"{again:.1f} s"],
    ]


def _write_large(folder: Path) -> None:
    """Write an export of the sample city whose services are repeated."""
    database = _open(folder / "samples.db")
    load_samples(database, ROOT / "samples", SystemClock().now())
    with database.read() as connection:
        whole = directory.whole(connection)
    database.close()
    services = [
        replace(whole.services[number % len(whole.services)], id=ServiceId(str(UUID(int=number))))
        for number in range(SERVICES)
    ]
    write_csv(tables_of(whole.organisations, whole.locations, services, []), folder / "large.zip")


def _open(path: Path) -> Database:
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    return database


def _import(database: Database, path: Path) -> float:
    begun = time.perf_counter()
    with database.write() as connection:
        carry_out(connection, plan_import(connection, path, "US"), "import", SystemClock().now())
    return time.perf_counter() - begun
