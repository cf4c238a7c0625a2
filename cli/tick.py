"""`code4 tick`: run what is due, once; a running system sends what comes of it."""

import argparse
import json

from bot.due import run_due
from cli.home import clock_of, open_home
from cli.unlocking import the_keys
from reports.closing import Closing
from settings import Settings
from storage.salts import salts_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the clock says what is due."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Run due rows and print how many ran."""
    database, keys = open_home(settings), the_keys(settings)
    ran = run_due(database, keys, settings)
    closing = Closing(database, salts_of(keys), clock_of(settings), settings.department_size, settings.timezone)
    closed = closing.close_due() if closing.waits() else []
    print(json.dumps({"ran": ran + len(closed)}))
    return 0
