"""What keeps things confidential: sealing and rotation in seconds of one core, "forget me" as it is waited for."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert, select, update

from care.clock import SystemClock
from care.consent import consent_now
from care.names import OfficerId, new_officer_id
from care.officers import Address, Preferences
from storage.database import Database, open_database
from storage.forgetting import forget
from storage.keys import Keys, create_keys, open_keys
from storage.migrations import migrate
from storage.officers import Officers
from storage.rotation import rotate
from storage.tables.checkins import checkins

FIELDS = 50_000
OFFICERS = 20_000
ROWS = 10_000
PLAIN = b'{"mood": 2, "sleep": 3, "stress": 1}'
Row = list[str]


def measure() -> list[Row]:
    """Return rows of what, aim, ours and stock Rasa's, which seals nothing."""
    with tempfile.TemporaryDirectory() as folder:
        create_keys(Path(folder) / "keys")
        keys, database = open_keys(Path(folder) / "keys"), open_database(f"sqlite:///{folder}/code4.db")
        migrate(database)
        sealed, opened = seal_and_open(database, keys)
        forgetting = forget_one(database, keys)
        rotated = rotation(database, keys, OFFICERS)
        database.close()
        keys.close()
    rows = [
        ["fields sealed and written, in bulk", "50,000 a second", f"{sealed:,.0f} a second"],
        ["fields read and opened, in bulk", "50,000 a second", f"{opened:,.0f} a second"],
        ["officers' keys wrapped anew", "20,000 a second", f"{rotated:,.0f} a second"],
        [f'"forget me" with {ROWS:,} rows', "under 2 s", f"{forgetting:.2f} s"],
    ]
    return [[*row, "no such thing"] for row in rows]


def seal_and_open(database: Database, keys: Keys) -> tuple[float, float]:
    """Return fields a second into the database and out of it, each sealed under an officer's key."""
    key = keys.officers.make(new_officer_id())
    names = [f"{number:032x}" for number in range(FIELDS)]

    def write() -> None:
        rows = [{"id": n, "officer": key.owner, "sealed": key.seal(PLAIN, "checkin", "sealed", n)} for n in names]
        with database.write() as connection:
            connection.execute(insert(checkins), rows)

    def read() -> None:
        with database.read() as connection:
            rows = connection.execute(select(checkins.c.id, checkins.c.sealed)).all()
        for name, sealed in rows:
            key.open(sealed, "checkin", "sealed", name)

    return FIELDS / seconds(write), FIELDS / seconds(read)


def forget_one(database: Database, keys: Keys) -> float:
    """Return the seconds that somebody waits to be forgotten who has many rows, in a database with many others'."""
    now = SystemClock().now()
    address, preferences = Address("telegram", "1"), Preferences("en", "America/Chicago")
    with database.write() as connection:
        officer = Officers(keys).create(connection, address, preferences, consent_now(now))
        some = select(checkins.c.id).limit(ROWS)
        connection.execute(update(checkins).where(checkins.c.id.in_(some)).values(officer=officer))
    begun = time.perf_counter()
    forget(database, keys, officer, now)
    return time.perf_counter() - begun


def rotation(database: Database, keys: Keys, count: int) -> float:
    """Return how many officers' keys a rotation wraps anew a second."""
    fill(keys, count)
    return count / seconds(lambda: rotate(keys, database))


def fill(keys: Keys, count: int) -> list[OfficerId]:
    """Make keys for many officers at once."""
    officers = [new_officer_id() for _ in range(count)]
    keys.officers.make_many(officers)
    return officers


def seconds(act: Callable[[], object]) -> float:
    """Return how much of one core's time that something takes: what else runs here does not count."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


if __name__ == "__main__":
    import sys

    for row in measure():
        sys.stdout.write("  ".join(row) + "\n")
