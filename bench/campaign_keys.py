"""Long runs against what is sealed: bits flipped, values swapped, rotations killed. Nothing may be lost or accepted.

flips(10_000), swaps(1_000), kills(100, 100_000)    each returns what went wrong: an empty list
measure()                                           the three as rows for `make campaign`
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.sealing import fill
from settings import ROOT
from storage.contacts import contact_place, open_contact, partner_key_pair, seal_contact
from storage.database import open_database
from storage.errors import StorageError
from storage.keys import Keys, create_keys, open_keys
from storage.migrations import migrate
from storage.rotation import rotate, standing

FLIPS, SWAPS, KILLS, OFFICERS = 10_000, 1_000, 100, 100_000
TABLES = (("officer", "address"), ("checkin", "sealed"), ("inbox", "sealed"), ("booking", "contact_kind"))
SEED = 4_004
Row = list[str]


@dataclass(frozen=True)
class Place:
    """A sealed value and how its own place opens one."""

    sealed: bytes
    open: Callable[[bytes], object]


def places(keys: Keys, officers: int = 10) -> list[Place]:
    """Return sealed values of every kind, of several officers, in several tables and rows."""
    found = []
    partners = [partner_key_pair() for _ in range(2)]
    for officer in fill(keys, officers):
        key = keys.officers.get(officer)
        for table, column in TABLES:
            for row in ("1", "2"):
                opens = partial(key.open, table=table, column=column, row=row)
                found.append(Place(key.seal(f"{officer}{row}".encode(), table, column, row), opens))
        transit = keys.transit.seal(officer.encode(), "inbox", "sealed", officer)
        found.append(Place(transit, partial(keys.open_transit, table="inbox", column="sealed", row=officer)))
        for number, (private, public) in enumerate(partners):
            at = contact_place(officer, str(number))
            reads = partial(open_contact, private, bound=at)
            found.append(Place(seal_contact(public, "555-0150", at), reads))
    return found


def flips(count: int) -> list[str]:
    """Flip one bit of a sealed value, again and again; return how often it was accepted, told apart by place."""
    chance = random.Random(SEED)  # noqa: S311 -- a campaign that can be repeated
    with _keys() as (keys, _):
        values = places(keys)
        return [f"flip {number}" for number in range(count) if _accepts(chance, chance.choice(values))]


def swaps(count: int) -> list[str]:
    """Put a value into the place of another, again and again; return which were accepted."""
    chance = random.Random(SEED)  # noqa: S311
    with _keys() as (keys, _):
        values = places(keys)
        pairs = (chance.sample(values, 2) for _ in range(count))
        return [f"swap {number}" for number, (one, other) in enumerate(pairs) if _opens(one.open, other.sealed)]


def kills(count: int, officers: int) -> list[str]:
    """Kill a rotation at a random moment, again and again; return which keys were lost or changed, and when."""
    chance, wrong = random.Random(SEED), []  # noqa: S311
    with _keys() as (keys, url):
        fill(keys, officers)
        before = {key.owner: key for key in keys.officers.all()}
        for number in range(count):
            _rotate_and_kill(keys.folder, url, chance.uniform(0.0, 0.3))
            again = open_keys(keys.folder)
            if {key.owner: key for key in again.officers.all()} != before:
                wrong.append(f"kill {number}: a key was lost or changed")
            again.close()
        wrong += _finish(keys, url, officers)
    return wrong


def measure(flipped: int = FLIPS, swapped: int = SWAPS, killed: int = KILLS, officers: int = OFFICERS) -> list[Row]:
    """Run the three and return rows of what, aim and measured."""
    return [
        [f"{flipped:,} bits flipped in sealed values: accepted", "0", str(len(flips(flipped)))],
        [f"{swapped:,} sealed values swapped: accepted", "0", str(len(swaps(swapped)))],
        [f"{killed} kills during the rotation of {officers:,} keys: lost", "0", str(len(kills(killed, officers)))],
    ]


class _keys:
    """A fresh key folder and the URL of an empty database, for as long as the block lasts."""

    def __enter__(self) -> tuple[Keys, str]:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        create_keys(folder / "keys")
        url = f"sqlite:///{folder / 'code4.db'}"
        database = open_database(url)
        migrate(database)
        database.close()
        self._opened = open_keys(folder / "keys")
        return self._opened, url

    def __exit__(self, *_: object) -> None:
        self._opened.close()
        self._folder.cleanup()


_PROGRAM = """
import sys
from pathlib import Path
from storage.database import open_database
from storage.keys import open_keys
from storage.rotation import rotate
keys, database = open_keys(Path(sys.argv[1])), open_database(sys.argv[2])
print("begun", flush=True)
while True:
    rotate(keys, database)
"""


def _rotate_and_kill(folder: Path, url: str, seconds: float) -> None:
    command = [sys.executable, "-c", _PROGRAM, str(folder), url]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    if process.stdout is not None:
        process.stdout.readline()
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def _finish(keys: Keys, url: str, officers: int) -> list[str]:
    database = open_database(url)
    rotate(keys, database)
    unfinished = [each.kek for each in standing(keys, database) if not (each.is_current or each.is_unused)]
    used = keys.officers.used_keks()
    database.close()
    return [*unfinished, *([] if used == {keys.current: officers} else ["not every key is under the newest"])]


def _accepts(chance: random.Random, place: Place) -> bool:
    changed = bytearray(place.sealed)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return _opens(place.open, bytes(changed))


def _opens(opener: Callable[[bytes], object], value: bytes) -> bool:
    try:
        opener(value)
    except StorageError:
        return False
    return True


if __name__ == "__main__":
    for row in measure():
        sys.stdout.write("  ".join(row) + "\n")
