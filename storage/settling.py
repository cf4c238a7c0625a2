"""A change of the key folder's passphrase is decided by one rename; whoever comes next brings it to its end.

.change/  a draft: all key files and the lock, sealed anew; nothing yet
change/   the same, decided: what is in it goes before what stands beside it
"""

import os
import shutil
from pathlib import Path

from storage.keyfiles import KeysError, check_private, queued, sync_folder, wipe

DRAFT, DECIDED = ".change", "change"
KEY_FILES = "*.key"
LOCK = "lock"
UNLOCKED = "unlocked"  # stands in the place of a lock when the folder shall have none


def settle(folder: Path) -> None:
    """Finish what a killed change left behind, forwards when it was decided, else backwards; raises KeysError."""
    if (folder / DRAFT).exists() or (folder / DECIDED).exists():
        with queued(folder):
            finish(folder)


def finish(folder: Path) -> None:
    """The same for who has the folder's queue already."""
    try:
        drop_draft(folder)
        if (folder / DECIDED).exists():
            check_private(folder / DECIDED)
            _into_place(folder, folder / DECIDED)
    except OSError as error:
        raise KeysError(f"{folder}: a change of its passphrase cannot be finished ({error.strerror})") from None


def decide(folder: Path) -> None:
    """Make the draft what holds from now on, in one step."""
    sync_folder(folder / DRAFT)
    os.rename(folder / DRAFT, folder / DECIDED)
    sync_folder(folder)


def drop_draft(folder: Path) -> None:
    """Destroy a draft, which may hold keys in clear."""
    draft = folder / DRAFT
    if draft.exists():
        for path in draft.iterdir():
            wipe(path)
        shutil.rmtree(draft)


def _into_place(folder: Path, decided: Path) -> None:
    """Move one file after the other, each over what it replaces; the lock comes last."""
    for path in sorted(decided.glob(KEY_FILES)):
        if (folder / path.name).exists():
            wipe(folder / path.name)
        os.replace(path, folder / path.name)
    if (decided / LOCK).exists():
        os.replace(decided / LOCK, folder / LOCK)
    if (decided / UNLOCKED).exists():
        (folder / LOCK).unlink(missing_ok=True)
        sync_folder(folder)
        (decided / UNLOCKED).unlink()
    sync_folder(folder)
    decided.rmdir()
    sync_folder(folder)
