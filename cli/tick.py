"""`code4 tick`: run what is due, once; a running system sends what comes of it."""

import argparse
import json

from bot.due import run_due
from cli.home import open_home
from settings import Settings
from storage.keys import open_keys


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the clock says what is due."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Run due rows and print how many ran."""
    database = open_home(settings)
    print(json.dumps({"ran": run_due(database, open_keys(settings.keys), settings)}))
    return 0
