"""`code4 backup`: one sealed file of the data, or of the keys, made while everything runs."""

import argparse
from datetime import datetime
from pathlib import Path

from cli.failure import DONE
from cli.home import clock_of
from cli.unlocking import ask, the_keys
from settings import Settings
from storage.backup import backup_data, backup_keys
from storage.database import open_database
from storage.forgetting import KEY_BACKUP_LIFE
from storage.passphrase import Source


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what to copy and where to."""
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="where the file is put")
    parser.add_argument("--keys", action="store_true", help="copy the key folder, not the data")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="with --keys: instead of typing one")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Write the backup and print its path; raises KeysError, BackupFailed or DatabaseUnavailable."""
    keys, now = the_keys(settings), clock_of(settings).now()
    target: Path = given.to.resolve() / f"code4-{'keys' if given.keys else 'data'}-{now:%Y%m%d-%H%M%S}.backup"
    try:
        if given.keys:
            backup_keys(keys, target, read_passphrase(given.passphrase_file), now)
            _destroy_old(given.to, now)
        else:
            database = open_database(settings.database_url)
            backup_data(database, keys, target, now)
            database.close()
    finally:
        keys.close()
    print(target)
    return DONE


def read_passphrase(path: Path | None) -> str:
    """Return the passphrase of a key backup, from a file or typed; raises KeysError."""
    return Source("file", (str(path),)).passphrase() if path else ask("Passphrase of the key backup: ")


def _destroy_old(folder: Path, now: datetime) -> None:
    """Delete key backups past their life: "forget me" says that no copy of a key is older."""
    for path in folder.glob("code4-keys-*.backup"):
        made = datetime.strptime(path.stem.removeprefix("code4-keys-"), "%Y%m%d-%H%M%S").replace(tzinfo=now.tzinfo)
        if made < now - KEY_BACKUP_LIFE:
            path.unlink()
