"""What was released so far; to be read by the console's role `reader` and by `code4 report show`."""

from dataclasses import dataclass

from sqlalchemy import Connection

from reports.periods import Period
from reports.records import Release, refusals, releases
from storage.releases import database_lines, read_chain


@dataclass(frozen=True)
class Published:
    """Every release and every refusal, oldest first."""

    releases: list[Release]
    refused: list[tuple[Period, str]]


def published(connection: Connection) -> Published:
    """Return what the ledger in the database says; raises LedgerBroken when it was changed."""
    entries = read_chain(database_lines(connection))
    return Published(releases(entries), refusals(entries))
