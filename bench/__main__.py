"""`make bench`: measure everything, print the table and write it into docs/performance.md.

Stock Rasa's training takes longer than all the rest: `python -m bench --stock-epochs 2` shortens it, which leaves its
speed as it is, and 0 leaves stock Rasa out.
"""

import argparse
import sys

from bench import performance, rooms
from bench.machine import describe
from bench.pages import fill, table
from bench.stock_rasa.stock import DEFAULT_EPOCHS
from settings import ROOT

HEAD = ["What", "Aim", "Code 4", "Stock Rasa"]


def main() -> int:
    """Measure the whole way, beside stock Rasa, and what single rooms cost."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--stock-epochs", type=int, default=DEFAULT_EPOCHS)
    rows = [*performance.measure(parser.parse_args().stock_epochs), *rooms.measure()]
    text = f"{describe()}.\n\n" + table(HEAD, rows)
    fill(ROOT / "docs" / "performance.md", "figures", text)
    sys.stdout.write(text + "\n")
    return 0


sys.exit(main())
