"""`code4 directory import|export|check`: the lists of partners in and out as Open Referral HSDS 3.0."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from care.directory import Service, Status
from cli.failure import DONE, FAILED, Failure
from cli.home import clock_of
from settings import Settings
from storage import directory
from storage.database import Database, open_database
from storage.hsds.exporting import tables_of, write_csv, write_json
from storage.hsds.importing import Plan, carry_out, plan_import
from storage.hsds.rows import UnreadablePackage
from storage.migrations import migrate
from storage.upkeep import publish_slots

SHOWN = 200  # lines of a table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Choose what to do."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    taken = actions.add_parser("import", help="take HSDS JSON, or CSV tables in a folder or a zip")
    taken.add_argument("path", type=Path)
    taken.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    given = actions.add_parser("export", help="write HSDS: a .json, a .zip of CSV tables, or a folder of them")
    given.add_argument("path", type=Path)
    checked = actions.add_parser("check", help="list entries that are stale, incomplete or without free slots")
    checked.set_defaults(path=None)


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Open the database of the home and do it."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    try:
        migrate(database)
        if given.action == "import":
            return _import(database, settings, given)
        if given.action == "export":
            return _export(database, given.path)
        return _check(database, settings)
    finally:
        database.close()


def _import(database: Database, settings: Settings, given: argparse.Namespace) -> int:
    with Console(stderr=True).status("Reading and comparing"), database.write() as connection:
        try:
            plan = plan_import(connection, given.path, settings.country)
        except UnreadablePackage as error:
            raise Failure(f"{error}.") from None
        if not given.dry_run and not plan.refused:
            now = clock_of(settings).now()
            carry_out(connection, plan, "code4", now)
            publish_slots(connection, now)
    _tell(plan)
    if plan.refused:
        print("Nothing was imported: mend the refused rows, then import again.", file=sys.stderr)
        return FAILED
    if given.dry_run:
        print("A dry run: nothing was changed.", file=sys.stderr)
    return DONE


def _tell(plan: Plan) -> None:
    table = Table("", "what", "file", "row", "field", box=None, pad_edge=False)
    table.add_column("says", overflow="fold")
    for change in plan.changes:
        if change.fate != "unchanged":
            table.add_row(change.fate, change.table, change.file, str(change.row), ", ".join(change.fields), change.id)
    for note in plan.notes:
        table.add_row(note.kind, "", note.file, str(note.row), note.field, note.says)
    hidden = max(0, table.row_count - SHOWN)
    del table.rows[SHOWN:]
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(table)
    if hidden:
        console.print(f"... and {hidden} more")
    counts = [f"{plan.count(fate)} {fate}" for fate in ("new", "changed", "unchanged")]
    bent = len(plan.notes) - len(plan.refused)
    console.print(f"{', '.join(counts)}, {len(plan.refused)} refused, {bent} bent")


def _export(database: Database, path: Path) -> int:
    if path.suffix.lower() not in ("", ".zip", ".json"):
        raise Failure("Name a .json file, a .zip, or a folder.")
    if path.exists() and (path.is_file() or any(path.iterdir())):
        raise Failure(f"{path.name} is there already: name a new file or an empty folder.")
    with database.read() as connection:
        whole = directory.whole(connection)
    tables = tables_of(whole.organisations, whole.locations, whole.services, whole.schedules, whole.contacts)
    if path.suffix.lower() == ".json":
        write_json(tables, path)
    else:
        write_csv(tables, path)
    counts = f"{len(whole.organisations)} organizations, {len(whole.services)} services"
    print(f"{counts}, {len(whole.locations)} locations: {path}")
    return DONE


def _check(database: Database, settings: Settings) -> int:
    now = clock_of(settings).now()
    with database.read() as connection:
        whole = directory.whole(connection)
    table = Table("service", "organisation", "says", box=None, pad_edge=False)
    for service in whole.services:
        for says in _faults(service, now.date()):
            table.add_row(service.name.en, service.organisation.name, says)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not table.row_count:
        console.print("Every entry is whole and was verified in the last 90 days.")
        return DONE
    console.print(table)
    return FAILED


def _faults(service: Service, today: date) -> Iterator[str]:
    if service.status is not Status.ACTIVE:
        yield f"not shown to officers: {service.status}"
    if service.is_stale(today):
        yield f"last verified on {service.assured_date}: call and confirm it"
    if not service.modalities:
        yield "says no way to meet"
    if not service.must_report.en:
        yield "does not say what it must report"
    if not service.fees_description.en:
        yield "does not say who pays"
