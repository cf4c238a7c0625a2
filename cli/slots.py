"""`code4 slots import FILE.ics`: free times from a partner's calendar (RFC 5545)."""

import argparse
import sys
from pathlib import Path

from care.directory import Modality
from cli.failure import DONE, FAILED, Failure
from cli.home import clock_of
from settings import Settings
from storage import directory
from storage.calendars import Choice, read_calendar, take
from storage.database import open_database
from storage.migrations import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    """Choose the file, and what holds for events that do not say it."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    taken = actions.add_parser("import", help="publish the times of a calendar as slots")
    taken.add_argument("path", type=Path)
    taken.add_argument("--service", help="id or name of the service, where an event names none")
    taken.add_argument("--modality", choices=[each.value for each in Modality], help="where an event says none")
    taken.add_argument("--minutes", type=int, help="cut events into slots of this length")
    taken.add_argument("--dry-run", action="store_true", help="say what would be published, and publish nothing")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Read the calendar, publish its slots, and say what could not be taken."""
    if given.minutes is not None and not 5 <= given.minutes <= 480:
        raise Failure("--minutes must be from 5 to 480.")
    modality = Modality(given.modality) if given.modality else None
    choice = Choice(given.service, modality, given.minutes)
    try:
        content = given.path.read_bytes()
    except OSError:
        raise Failure(f"{given.path.name} cannot be read.") from None
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    try:
        migrate(database)
        with database.write() as connection:
            services = directory.whole(connection).services
            found = read_calendar(content, services, choice, clock_of(settings).now(), settings.timezone)
            done = None if given.dry_run or found.refused else take(connection, found)
    finally:
        database.close()
    for number, why in found.refused:
        print(f"event {number}: {why}", file=sys.stderr)
    if found.refused:
        print("Nothing was published: mend these events, then import again.", file=sys.stderr)
        return FAILED
    if done is None:
        print(f"{len(found.slots)} slots, {len(found.called_off)} called off; a dry run: nothing was changed")
        return DONE
    print(f"{done.new} new slots of {len(found.slots)}, {done.withdrawn} withdrawn")
    if done.promised:
        print(f"{done.promised} called-off times are promised: cancel them in the console.", file=sys.stderr)
    return DONE
