"""`code4 keys`: the only place where keys are made."""

import argparse

from settings import Settings
from storage.keys import create_keys, open_keys


def arguments(parser: argparse.ArgumentParser) -> None:
    """Choose what to do with the key folder."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    init = actions.add_parser("init", help="make the keys of a new home, once")
    init.add_argument("--if-missing", action="store_true", help="do nothing when the folder has keys already")
    actions.add_parser("list", help="list the key-encryption keys")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Make or list keys; raises KeysError with what is wrong and where."""
    return _init(settings, given.if_missing) if given.action == "init" else _list(settings)


def _init(settings: Settings, if_missing: bool) -> int:
    if not (if_missing and settings.keys.exists()):
        create_keys(settings.keys)
    open_keys(settings.keys).close()
    print(f"Keys are in {settings.keys}. Keep a copy apart from every copy of the data.")
    return 0


def _list(settings: Settings) -> int:
    keys = open_keys(settings.keys)
    for kek in sorted(keys.keks):
        print(f"{kek}  {'current' if kek == keys.current else 'earlier'}")
    keys.close()
    return 0
