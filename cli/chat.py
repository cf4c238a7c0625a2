"""`code4 chat`: the terminal door, for people and for scripts."""

import argparse
import asyncio

from cli.doorway import ask_system, running_system
from cli.terminal import JsonFace, PlainFace
from settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say who is talking and in which form."""
    parser.add_argument("--as", dest="name", default="officer", help="the name you talk under in this terminal")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, in and out")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Join the running system of this home, or start one for as long as the chat lasts."""
    return asyncio.run(_talk(settings, given))


async def _talk(settings: Settings, given: argparse.Namespace) -> int:
    face = JsonFace(given.name) if given.json else PlainFace(given.name)
    async with running_system(settings, quiet=given.json), ask_system(settings) as doorway:
        await face.talk(doorway)
    return 0
