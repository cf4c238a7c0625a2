"""What was released so far: for the console's role `reader`, for downloads, and for `code4 report show`.

Nothing here reads a running period: only the ledger, in which every number already has its noise.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from reports.charts import chart, overview
from reports.errors import Reason
from reports.exports import to_csv, to_json
from reports.figures import Table, tables
from reports.page import to_html
from reports.periods import Period
from reports.plain import to_text
from reports.records import Release, refusals, releases
from reports.rules import Rule, rules
from reports.sentences import refusal, words
from storage.releases import database_lines, read_chain


@dataclass(frozen=True)
class Published:
    """Every release and every refusal, oldest first."""

    releases: list[Release]
    refused: list[tuple[Period, Reason]]

    @property
    def tables(self) -> list[Table]:
        """A table for each statistic, the periods side by side, each number with its range."""
        return tables(self.releases)

    @property
    def rules(self) -> list[Rule]:
        """Under which decision each release was made, and what it cost in privacy."""
        return rules(self.releases)

    @property
    def refusals(self) -> list[tuple[Period, str]]:
        """The periods without a release, each with the reason in a sentence."""
        return [(period, refusal(reason)) for period, reason in self.refused]

    @property
    def noise(self) -> str:
        """What the noise means, in plain sentences."""
        return str(words()["noise"]).strip()

    @property
    def limits(self) -> list[str]:
        """What cannot be concluded."""
        return list(words()["cannot_be_concluded"])

    def chart(self, statistic: str) -> bytes | None:
        """Return one statistic's chart as PNG, the ranges drawn; None for one that was never released."""
        found = next((each for each in self.tables if each.statistic == statistic), None)
        return chart(found) if found else None


def published(connection: Connection) -> Published:
    """Return what the ledger in the database says; raises LedgerBroken when it was changed."""
    entries = read_chain(database_lines(connection))
    return Published(releases(entries), refusals(entries))


Write = Callable[[Published, str], bytes]
FORMATS: Mapping[str, tuple[str, Write]] = {
    "text": ("text/plain; charset=utf-8", lambda shown, _: to_text(shown.releases, shown.refused).encode()),
    "csv": ("text/csv; charset=utf-8", lambda shown, _: to_csv(shown.releases).encode()),
    "json": ("application/json", lambda shown, _: to_json(shown.releases, shown.refused).encode()),
    "html": ("text/html; charset=utf-8", lambda shown, by: to_html(shown.releases, shown.refused, by).encode()),
    "png": ("image/png", lambda shown, _: overview(shown.releases)),
}


def download(shown: Published, format: str, operator: str = "") -> bytes:
    """Return everything that was released in one of FORMATS, whose first part is its media type."""
    _, write = FORMATS[format]
    return write(shown, operator)
