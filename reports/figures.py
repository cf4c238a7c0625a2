"""What a reader is shown of each release: every number with its range, and the periods side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from care.usage import STATISTICS
from reports.noise import margin
from reports.periods import Period
from reports.records import Release
from reports.sentences import category_title, title_of, words


@dataclass(frozen=True)
class Figure:
    """One published number; `persons` None: fewer than `fewer_than`. The true count is in low..high."""

    period: Period
    statistic: str
    category: str
    persons: int | None
    low: int
    high: int
    fewer_than: int

    @property
    def shown(self) -> str:
        """The number as a reader sees it."""
        if self.persons is None:
            return str(words()["fewer_than"]).format(count=self.fewer_than)
        return str(self.persons)

    @property
    def range_shown(self) -> str:
        """The range as a reader sees it."""
        return str(words()["between"]).format(low=self.low, high=self.high)


@dataclass(frozen=True)
class Table:
    """A statistic over periods: `rows` are (category's title, one figure a period or None)."""

    statistic: str
    title: str
    periods: tuple[Period, ...]
    rows: tuple[tuple[str, tuple[Figure | None, ...]], ...]


def figures(release: Release) -> list[Figure]:
    """Return a release's numbers in the order of the policy and the categories."""
    return [
        _figure(release, statistic, category, persons)
        for statistic in STATISTICS
        if statistic in release.numbers
        for category, persons in _in_order(statistic, release)
    ]


def tables(releases: Sequence[Release]) -> list[Table]:
    """Return a table for each statistic that any of the releases has, its periods side by side."""
    known = [figure for release in releases for figure in figures(release)]
    return [
        _table(statistic, known) for statistic in STATISTICS if any(figure.statistic == statistic for figure in known)
    ]


def _table(statistic: str, known: Sequence[Figure]) -> Table:
    mine = {(figure.category, figure.period): figure for figure in known if figure.statistic == statistic}
    periods = tuple(sorted({period for _, period in mine}))
    rows = tuple(
        (category_title(statistic, category), tuple(mine.get((category, period)) for period in periods))
        for category in STATISTICS[statistic]
    )
    return Table(statistic, title_of(statistic), periods, rows)


def _in_order(statistic: str, release: Release) -> list[tuple[str, int | None]]:
    return [(category, release.numbers[statistic][category]) for category in STATISTICS[statistic]]


def _figure(release: Release, statistic: str, category: str, persons: int | None) -> Figure:
    """Give a number its range; a withheld one has the range of every number that would be withheld."""
    spent = release.spent
    reach = margin(spent.statistics[statistic], spent.confidence)
    low = 0 if persons is None else max(0, persons - reach)
    high = (spent.fewer_than - 1 if persons is None else persons) + reach
    return Figure(spent.period, statistic, category, persons, low, min(high, spent.size), spent.fewer_than)
