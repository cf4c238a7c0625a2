"""Opening the keys for a command: asks for the passphrase on the terminal, once, where one has to be typed."""

import getpass
import sys
from functools import cache
from pathlib import Path

from settings import Settings
from storage.keyfiles import check_private
from storage.keys import Keys, KeysError, open_keys
from storage.passphrase import needs_typing


def the_keys(settings: Settings) -> Keys:
    """Open the settings' key folder; raises KeysError."""
    return open_keys(settings.keys, typed_passphrase(settings.keys))


@cache
def typed_passphrase(folder: Path) -> str | None:
    """Return what was typed, or None where nothing has to be; raises KeysError without a terminal."""
    check_private(folder)
    return ask(f"Passphrase of {folder}: ") if needs_typing(folder) else None


def ask(prompt: str) -> str:
    """Return a secret typed on the terminal; raises KeysError without one."""
    if not sys.stdin.isatty():
        raise KeysError("a passphrase has to be typed, and this is no terminal: use a file or a command instead")
    return getpass.getpass(prompt)
