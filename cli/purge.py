"""`code4 purge`: delete by hand what is past its time; a running system does it by itself, every hour."""

import argparse
import json

from cli.failure import DONE
from cli.home import clock_of
from cli.unlocking import the_keys
from settings import Settings
from storage.database import open_database
from storage.migrations import migrate
from storage.upkeep import purge


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: how long each thing is kept is no choice of the operator's."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Purge and print how much of each kind was deleted."""
    keys = the_keys(settings)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    migrate(database)
    print(json.dumps(vars(purge(database, keys, clock_of(settings)))))
    database.close()
    keys.close()
    return DONE
