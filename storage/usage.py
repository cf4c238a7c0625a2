"""The rows of the running periods: one an officer, period and statistic; unreadable without the salt."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from time import sleep

from sqlalchemy import Connection, delete, select, text

from care.names import OfficerId
from care.usage import STATISTICS
from storage.database import Database
from storage.dialects import insert_new
from storage.errors import DatabaseUnavailable
from storage.salts import Salt, Salts, new_salt_id
from storage.sealing import SealBroken
from storage.tables.reports import periods, usage

ROWS_AT_ONCE = 10_000
WIPING_TRIES = 50
WIPING_PAUSE = 0.1  # seconds

Tally = Counter[tuple[str, str]]  # persons by statistic and category


@dataclass(frozen=True)
class OpenPeriod:
    """A period that runs or waits for its close: its salt's id, both its days, the department's size."""

    id: str
    first: date
    last: date
    size: int


def open_periods(connection: Connection) -> list[OpenPeriod]:
    """Return the periods that are not closed, oldest first."""
    found = connection.execute(select(periods).order_by(periods.c.first))
    return [OpenPeriod(row.id, row.first, row.last, row.size) for row in found]


def open_period(connection: Connection, salts: Salts, first: date, last: date, size: int) -> Salt | None:
    """Open a period and make its salt; None when another process was faster.

    The row comes before the file, so that `sweep`, which waits for rows, takes no salt that is wanted.
    """
    id = new_salt_id()
    new = insert_new(connection, periods).values(id=id, first=first, last=last, size=size)
    made = connection.execute(new.returning(periods.c.id)).first() is not None
    return salts.make(id, first) if made else None


def add(connection: Connection, salt: Salt, officer: OfficerId, statistic: str, category: str) -> bool:
    """Count an officer once in a statistic, the first category staying; tell whether it was new."""
    pseudonym = salt.pseudonym(officer, statistic)
    plain = f"{statistic}/{category}".encode()
    sealed = salt.key.seal(plain, "usage", "sealed", pseudonym.hex())
    new = insert_new(connection, usage).values(period=salt.id, pseudonym=pseudonym, sealed=sealed)
    return connection.execute(new.returning(usage.c.period)).first() is not None


def tally(connection: Connection, salt: Salt) -> Tally:
    """Return how many persons each category has; a row that was tampered with counts for nothing."""
    counts: Tally = Counter()
    key = salt.key
    rows = select(usage.c.pseudonym, usage.c.sealed).where(usage.c.period == salt.id)
    for pseudonym, sealed in connection.execute(rows, execution_options={"yield_per": ROWS_AT_ONCE}):
        try:
            plain = key.open(sealed, "usage", "sealed", pseudonym.hex())
        except SealBroken:
            continue
        statistic, _, category = plain.decode().partition("/")
        counts[statistic, category] += 1
    return counts


def remove(connection: Connection, salts: Salts, officer: OfficerId) -> int:
    """Delete an officer's rows of every open period, so that nobody counts twice; return how many."""
    gone = 0
    for salt in filter(None, map(salts.get, sorted(salts.ids()))):
        theirs = [salt.pseudonym(officer, statistic) for statistic in STATISTICS]
        rows = delete(usage).where(usage.c.period == salt.id, usage.c.pseudonym.in_(theirs))
        gone += connection.execute(rows).rowcount
    return gone


def erase(connection: Connection, id: str, at_once: int = ROWS_AT_ONCE) -> bool:
    """Delete rows of a period, and with the last of them the period; tell whether any are left."""
    some = select(usage.c.pseudonym).where(usage.c.period == id).limit(at_once)
    gone = connection.execute(delete(usage).where(usage.c.period == id, usage.c.pseudonym.in_(some))).rowcount
    if gone == at_once:
        return True
    connection.execute(delete(periods).where(periods.c.id == id))
    return False


def sweep(connection: Connection, salts: Salts) -> tuple[int, set[str]]:
    """Delete the rows and periods that a crash or a restored backup left without their salt.

    Returns how many, and the ids of salts without a period: to be destroyed once the disk is wiped.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE report_period IN SHARE ROW EXCLUSIVE MODE"))
    salts.drop_drafts()
    there = salts.ids()
    alive = {period.id for period in open_periods(connection)} & there
    rows = connection.execute(delete(usage).where(usage.c.period.not_in(alive))).rowcount
    rows += connection.execute(delete(periods).where(periods.c.id.not_in(alive))).rowcount
    return rows, there - alive


def wipe(database: Database) -> None:
    """Make deleted rows leave the disk: SQLite's file and its log, or PostgreSQL's table.

    Raises DatabaseUnavailable when a reader stays in the way; calling again is harmless.
    """
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("VACUUM FULL usage"))
            return
        for _ in range(WIPING_TRIES):
            busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            if not busy:
                return
            sleep(WIPING_PAUSE)
    raise DatabaseUnavailable("a reader kept the log of the database from being emptied")
