"""`code4 restore`: back from a backup, the keys first, then the data."""

import argparse
from pathlib import Path

from cli.backup import read_passphrase
from cli.failure import DONE
from cli.home import clock_of
from cli.supervisor import only_one
from cli.unlocking import the_keys
from settings import Settings
from storage.keys import open_keys
from storage.passphrase import needs_typing
from storage.restore import restore_data, restore_keys


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say which file, and whether it may take the place of what is there."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--keys", action="store_true", help="the file holds keys, for a key folder that is not there")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="with --keys: instead of typing one")
    parser.add_argument("--replace", action="store_true", help="take the backup in the place of the data that is there")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Restore and say what was done; raises KeysError, BackupBroken, NotEmpty or Failure."""
    return _keys(settings, given) if given.keys else _data(settings, given)


def _keys(settings: Settings, given: argparse.Namespace) -> int:
    restore_keys(given.file, read_passphrase(given.passphrase_file), settings.keys)
    if not needs_typing(settings.keys):
        open_keys(settings.keys).close()
    print(f"Keys are in {settings.keys}.")
    return DONE


def _data(settings: Settings, given: argparse.Namespace) -> int:
    keys = the_keys(settings)
    with only_one(settings):
        done = restore_data(given.file, keys, settings.database_url, clock_of(settings), given.replace)
    keys.close()
    print(f"The data of {done.made} is back; {done.forgotten} officers had asked to be forgotten since and are gone.")
    return DONE
