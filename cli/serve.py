"""`code4 serve`: run the whole system in the foreground."""

import argparse
import asyncio
import json
import logging

from cli.home import open_home
from cli.supervisor import only_one, supervise
from cli.unlocking import the_keys
from settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: everything is a setting."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Prepare the home, start all processes, print one line when all answer, and stay."""
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    the_keys(settings).close()  # before anything is written
    with only_one(settings):
        open_home(settings)
        asyncio.run(supervise(settings, _tell))
    return 0


def _tell(ports: dict[str, int]) -> None:
    print(json.dumps({"ready": True, "ports": ports}), flush=True)
