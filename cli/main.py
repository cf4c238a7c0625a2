"""The command `code4`: one door for operators and for the terminal chat."""

import argparse
import importlib
import os
import sys

import settings as settings_module
from cli.failure import Failure, exit_code
from logs import say_where

COMMANDS = {
    "setup": "ask for the first settings and make the first account",
    "chat": "talk to the bot in this terminal",
    "understand": "show what is understood of each line",
    "serve": "run the whole system",
    "train": "train what is not trained yet",
    "doctor": "check a running system and its settings",
    "tick": "run what is due, once",
    "keys": "make, list, rotate and remove keys",
    "backup": "copy the data, or the keys, into one sealed file",
    "restore": "take a backup back",
    "purge": "delete what is past its time",
    "user": "make and list accounts of the console",
    "directory": "take in and give out the lists of partners (HSDS 3.0)",
    "slots": "take in free times from a calendar",
    "forced": "show what a court order could get, and nothing else",
    "report": "close a period's anonymous totals, and show them",
}


def parser(wanted: str | None) -> argparse.ArgumentParser:
    """Return the parser; only the wanted command's module is loaded, so that each starts quickly."""
    top = argparse.ArgumentParser(prog="code4", description="Code 4: a wellness chatbot officers can trust.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name == wanted:
            importlib.import_module(f"cli.{name}").arguments(command)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 failed, 2 usage, 3 keys, 4 database, 5 engine or model."""
    sys.excepthook = say_where
    words = sys.argv[1:] if argv is None else argv
    given = parser(next((word for word in words if not word.startswith("-")), None)).parse_args(words)
    try:
        settings = settings_module.read_settings(os.environ)
        return int(importlib.import_module(f"cli.{given.command}").run(settings, given))
    except KeyboardInterrupt:
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.code
    except Exception as error:
        code = exit_code(error)
        if code is None:
            raise
        print(error, file=sys.stderr)
        return code
