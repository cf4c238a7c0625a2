"""`code4 tick`: run what is due, once; a running system sends what comes of it."""

import argparse
import json

from bot.due import run_due
from cli.home import open_home
from cli.unlocking import the_keys
from settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the clock says what is due."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Run due rows and print how many ran."""
    database = open_home(settings)
    print(json.dumps({"ran": run_due(database, the_keys(settings), settings)}))
    return 0
