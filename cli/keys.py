"""`code4 keys`: the only place where keys are made, and where their passphrase is set."""

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from care.names import OrganisationId
from cli.failure import DONE, KEYS, Failure
from cli.home import clock_of
from cli.supervisor import only_one
from cli.unlocking import ask, the_keys
from settings import Settings
from storage import partner_bookings, partner_keys
from storage.audit import Audit
from storage.database import Database, open_database
from storage.keys import Keys, create_keys, open_keys
from storage.migrations import migrate
from storage.passphrase import Source
from storage.relocking import relock
from storage.rotation import Standing, remove, rotate, standing

SHORTEST = 12  # characters of a typed passphrase


def arguments(parser: argparse.ArgumentParser) -> None:
    """Choose what to do with the key folder."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    init = actions.add_parser("init", help="make the keys of a new home, once")
    init.add_argument("--if-missing", action="store_true", help="do nothing when the folder has keys already")
    _ways(init, "--passphrase", "seal the keys under a passphrase that is typed at each start")
    says = "set, change or take away the passphrase, typed unless an option says otherwise; stop the system first"
    other = actions.add_parser("passphrase", help=says, description=says.capitalize())
    _ways(other, "--none", "take the passphrase away: a copy of the folder then opens")
    old = other.add_mutually_exclusive_group()
    old.add_argument("--old", action="store_true", help="type the present passphrase: its file or command is changed")
    old.add_argument("--old-file", type=Path, metavar="FILE", help="the same, from a file")
    actions.add_parser("list", help="list the key-encryption keys and what needs them")
    actions.add_parser("rotate", help="make a new key-encryption key and wrap everything anew, while running")
    lost = actions.add_parser("reset-partner", help="take a partner's lost key out of use")
    lost.add_argument("organisation", metavar="ORGANISATION")
    gone = actions.add_parser("remove", help="delete a key-encryption key that is unused")
    gone.add_argument("kek", metavar="ID")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Make, list, rotate or remove keys; raises KeysError with what is wrong and where."""
    if given.action in ("init", "passphrase"):
        return _init(settings, given) if given.action == "init" else _passphrase(settings, given)
    acts: dict[str, Callable[[Keys, Database], int]] = {
        "list": _list,
        "rotate": _rotate,
        "remove": lambda keys, database: _remove(keys, database, given.kek),
        "reset-partner": lambda keys, database: _reset(
            Audit(keys, clock_of(settings)), database, OrganisationId(given.organisation)
        ),
    }
    keys = the_keys(settings)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    try:
        migrate(database)
        return acts[given.action](keys, database)
    finally:
        database.close()
        keys.close()


def _init(settings: Settings, given: argparse.Namespace) -> int:
    if not (given.if_missing and settings.keys.exists()):
        create_keys(settings.keys, *_source(given, given.passphrase))
    if not given.passphrase:
        the_keys(settings).close()
    print(f"Keys are in {settings.keys}. Keep a copy apart from every copy of the data.")
    return DONE


def _passphrase(settings: Settings, given: argparse.Namespace) -> int:
    """Seal the keys anew; what runs has them open under the old passphrase, so nothing may run."""
    keys = open_keys(settings.keys, _old(given)) if given.old or given.old_file else the_keys(settings)
    keys.close()
    with only_one(settings):
        source, passphrase = _source(given, not given.none)
        relock(settings.keys, keys.lock, source, passphrase)
    print(f"The keys in {settings.keys} are {'under the new passphrase' if source else 'under no passphrase'}.")
    print("Copies made before open as before: make a new backup of the keys, and destroy the earlier ones.")
    return DONE


def _old(given: argparse.Namespace) -> str:
    return Source("file", (str(given.old_file),)).passphrase() if given.old_file else ask("Present passphrase: ")


def _ways(parser: argparse.ArgumentParser, first: str, says: str) -> None:
    """Let a new passphrase come from one place."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument(first, action="store_true", help=says)
    way.add_argument("--passphrase-file", type=Path, metavar="FILE", help="take it from a file at each start")
    way.add_argument("--passphrase-command", metavar="COMMAND", help="take it from what a command prints")


def _source(given: argparse.Namespace, typed: bool) -> tuple[Source | None, str]:
    if given.passphrase_file:
        source = Source("file", (str(given.passphrase_file.resolve()),))
        return source, source.passphrase()
    if given.passphrase_command:
        source = Source("command", tuple(shlex.split(given.passphrase_command)))
        return source, source.passphrase()
    return (Source("typed"), _typed_twice()) if typed else (None, "")


def _typed_twice() -> str:
    passphrase = ask("New passphrase: ")
    if len(passphrase) < SHORTEST:
        raise Failure(f"Too short: use at least {SHORTEST} characters, such as five unrelated words.", KEYS)
    if ask("The same again: ") != passphrase:
        raise Failure("The two differ: nothing was done.", KEYS)
    return passphrase


def _list(keys: Keys, database: Database) -> int:
    table = Table("key", "made", "state", "officers", "other values", box=None, pad_edge=False)
    for each in standing(keys, database):
        table.add_row(each.kek, each.made[:19], _state(each), str(each.officers), str(each.values))
    Console(highlight=False, width=100).print(table)
    return DONE


def _state(each: Standing) -> str:
    return "current" if each.is_current else "unused" if each.is_unused else "in use"


def _rotate(keys: Keys, database: Database) -> int:
    done = rotate(keys, database, lambda count: print(f"{count} keys wrapped anew", file=sys.stderr))
    print(f"{done.kek} is the current key: {done.wrapped} officers' keys and {done.sealed} values are under it now.")
    if done.broken:
        raise Failure(f"{done.broken} officers' keys were tampered with and stay as they are.", KEYS)
    return DONE


def _remove(keys: Keys, database: Database, kek: str) -> int:
    remove(keys, database, kek)
    print(f"{kek} is gone. Destroy its copies too.")
    return DONE


def _reset(audit: Audit, database: Database, organisation: OrganisationId) -> int:
    with database.write() as connection:
        audit.append(connection, "operator", "partner_key.reset", organisation)
        told = partner_bookings.tell_of_lost_key(connection, audit.keys, organisation, audit.clock.now())
        partner_keys.reset(connection, organisation)
    print(f"{told} officers with a booking ahead are told by the bot.")
    print("The key is out of use. The partner's next visit to the console makes a new one; earlier contacts are gone.")
    return DONE
