"""A year of a made-up department: counted, tallied and closed by the code that an operator runs."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bench.invented import Invented, Use
from care.clock import FileClock
from reports.closing import Closing
from reports.counting import Counter
from reports.records import Release, Spent
from storage import usage
from storage.database import Database, open_database
from storage.salts import Salts
from storage.tables import load_tables
from storage.usage import Tally

YEAR = 2026
ZONE = "America/Chicago"


@dataclass(frozen=True)
class Closed:
    """A period's true counts, which only a simulation ever sees, beside its promise."""

    counts: Tally
    promise: Spent


def year_of(size: int, seed: int) -> list[Closed]:
    """Return a year's closed periods; none for a department that is told nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "keys").mkdir(mode=0o700)
        clock = FileClock(folder / "clock")
        database = open_database(f"sqlite:///{folder / 'code4.db'}")
        with database.write() as connection:
            load_tables().create_all(connection)
        closing = Closing(database, Salts(folder / "keys", bytes(32)), clock, size, ZONE)
        quarters = Invented(size, Random(seed)).year()  # noqa: S311 -- made-up people need no secret chance
        closed = [each for number, uses in enumerate(quarters) for each in _quarter(closing, clock, number, uses)]
        database.close()
    return closed


def _quarter(closing: Closing, clock: FileClock, number: int, uses: list[Use]) -> Iterator[Closed]:
    """Count a quarter's use, and close what has ended on the day after it."""
    _set(clock, datetime(YEAR, 3 * number + 2, 10, 18, tzinfo=UTC))
    counter = Counter(closing.salts, clock, closing.size, ZONE)
    with closing.database.write() as connection:
        counter.open(connection)
        for officer, statistic, category in uses:
            counter.count(connection, officer, statistic, category)
    _set(clock, datetime(YEAR + (number == 3), (3 * number + 3) % 12 + 1, 1, 18, tzinfo=UTC))
    truth = {str(period): counts for period, counts in _true_counts(closing)}
    for result in closing.close_due():
        if isinstance(result, Release):
            yield Closed(truth[str(result.spent.period)], result.spent)


def _true_counts(closing: Closing) -> Iterator[tuple[str, Tally]]:
    database: Database = closing.database
    with database.read() as connection:
        for each in usage.open_periods(connection):
            if salt := closing.salts.get(each.id):
                yield f"{each.first} to {each.last}", usage.tally(connection, salt)


def _set(clock: FileClock, instant: datetime) -> None:
    clock.path.write_text(instant.isoformat())
