"""The totals as plain text, for a terminal."""

from collections.abc import Sequence
from textwrap import fill

from reports.figures import Table, tables
from reports.periods import Period
from reports.records import Release
from reports.rules import rules
from reports.sentences import refusal, words

WIDTH = 100
FIRST_COLUMN = 28
COLUMN = 28


def to_text(releases: Sequence[Release], refused: Sequence[tuple[Period, str]] = ()) -> str:
    """Return every table, what the noise means, what cannot be concluded, and the decisions."""
    said = words()
    parts = [_table(table) for table in tables(releases)] or [said["no_release"]]
    parts += [f"{period}: {refusal(reason)}" for period, reason in refused]
    parts.append(fill(said["noise"].strip(), WIDTH))
    parts += [fill(f"- {line}", WIDTH, subsequent_indent="  ") for line in said["cannot_be_concluded"]]
    parts += [fill(f"{rule.period}, epsilon {rule.epsilon}. {rule.decision}", WIDTH) for rule in rules(releases)]
    return "\n".join(parts) + "\n"


def _table(table: Table) -> str:
    head = table.title.ljust(FIRST_COLUMN) + "".join(str(each).ljust(COLUMN) for each in table.periods)
    lines = [head.rstrip()]
    for title, row in table.rows:
        cells = (f"{each.shown} ({each.range_shown})" if each else "-" for each in row)
        lines.append(("  " + title).ljust(FIRST_COLUMN) + "".join(cell.ljust(COLUMN) for cell in cells).rstrip())
    return "\n".join(lines) + "\n"
