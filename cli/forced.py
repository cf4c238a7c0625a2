"""`code4 forced`: the drill of docs/what-we-can-be-forced-to-give.md, on this very system.

With `--chat` it answers the order "everything about this account"; without, "everything you have". What it prints
is what the operator, with its database and its keys, could be made to hand over; there is nothing else to get here.
"""

import argparse
import json
from typing import Any

from cli.failure import DONE
from cli.unlocking import the_keys
from settings import Settings
from storage.database import open_database
from storage.disclosure import about_everybody, about_one


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say whom the order names, if anybody."""
    parser.add_argument("--chat", metavar="ID", help="the Telegram id of a person that the order names")
    parser.add_argument("--door", choices=("telegram", "terminal"), default="telegram")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Print one JSON object; reads alone, raises KeysError or DatabaseUnavailable."""
    keys = the_keys(settings)
    database = open_database(settings.database_url)
    with database.read() as connection:
        found: dict[str, Any] = (
            about_one(connection, keys, given.door, given.chat) if given.chat else about_everybody(connection, keys)
        )
    database.close()
    keys.close()
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return DONE
