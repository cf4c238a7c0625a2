"""`make bench`: measure everything, print the table and write it into docs/performance.md.

`python -m bench --ours` leaves stock Rasa out, whose training alone takes longer than all the rest.
"""

import sys

from bench import performance, rooms
from bench.machine import describe
from bench.pages import fill, table
from settings import ROOT

HEAD = ["What", "Aim", "Code 4", "Stock Rasa"]


def main() -> int:
    """Measure the whole way, beside stock Rasa, and what single rooms cost."""
    rows = [*performance.measure(with_stock="--ours" not in sys.argv[1:]), *rooms.measure()]
    text = f"{describe()}.\n\n" + table(HEAD, rows)
    fill(ROOT / "docs" / "performance.md", "figures", text)
    sys.stdout.write(text + "\n")
    return 0


sys.exit(main())
