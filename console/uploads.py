"""Files that somebody sends: kept in a private folder as long as they are read, never under a name we did not make."""

import re
import secrets
import shutil
from pathlib import Path

from starlette.datastructures import UploadFile

from console.visits import Visit

ROUTES = frozenset({"import_send", "calendar_try"})  # where files may be sent
FOLDER = "uploads"  # in the home
LARGEST = 64_000_000  # bytes of one form
MOST = 60  # files of one form: the tables of a folder
_ODD = re.compile(r"[^A-Za-z0-9_.-]+")


def files(visit: Visit, field: str = "file") -> list[UploadFile]:
    """Return what was sent; an empty field sends a file without a name."""
    return [each for each in visit.form.getlist(field) if isinstance(each, UploadFile) and each.filename]


def keep(visit: Visit, sent: list[UploadFile]) -> tuple[Path, Path]:
    """Write files into a new folder; return it, and what to read: the one file, or the folder of several tables."""
    folder = visit.house.settings.home / FOLDER / secrets.token_hex(8)
    folder.mkdir(parents=True, mode=0o700)
    for each in sent:
        with (folder / _name(each.filename or "")).open("xb") as kept:
            shutil.copyfileobj(each.file, kept)
    return folder, folder / _name(sent[0].filename or "") if len(sent) == 1 else folder


def _name(given: str) -> str:
    """Return a name without folders or odd letters; the ending and the table's name stay."""
    return _ODD.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1]).lstrip(".")[-80:] or "file"
