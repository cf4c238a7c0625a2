"""`make bench`: measure everything, print the table and write it into docs/performance.md."""

import sys

from bench import performance, reports, sealing
from bench.machine import describe
from bench.pages import fill, table
from settings import ROOT

HEAD = ["What", "Aim", "Code 4", "Stock Rasa"]


def main() -> int:
    """Measure the whole way beside stock Rasa, the close of a period, and what sealing costs."""
    text = f"{describe()}.\n\n" + table(HEAD, [*performance.measure(), *reports.measure(), *sealing.measure()])
    fill(ROOT / "docs" / "performance.md", "figures", text)
    sys.stdout.write(text + "\n")
    return 0


sys.exit(main())
