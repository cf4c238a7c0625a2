"""`make simulate`: how wrong the anonymous totals are, and what a reader can gain; rewrites docs/privacy.md.

Departments of four sizes, a year of made-up use, each period released many times by the functions that release it
once; a reader who knows everybody but one; and the neighbour test with two million releases of either department.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from random import Random

import numpy as np

from bench.accuracy import Accuracy, accuracy, picture, rows
from bench.guessing import BEFORE, evidence, released, suspicion
from bench.made_up_year import Closed, year_of
from bench.neighbours import Outcomes, of_each_outcome, of_joint_events
from bench.neighbours import released as outcomes
from bench.pages import fill, table
from care.usage import STATISTICS
from reports.records import Spent
from settings import ROOT
from storage.usage import Tally

PAGE = ROOT / "docs" / "privacy.md"
SIZES = (50, 200, 1_000, 5_000)
AGAIN = 500  # times that each period is released
TIMES = 2_000_000  # releases of either neighbour
PIECE = 100_000
SEED = 4
THEIRS = {name: categories[0] for name, categories in STATISTICS.items()}  # what the reader's one officer does


def attack(closed: list[Closed], years: int) -> tuple[float, float, float]:
    """Return the share of right guesses after one release and after all of a year, and the surest guess of all."""
    chance = Random(SEED)  # noqa: S311 -- a coin of the simulation
    right_once = right = 0
    highest = 0.0
    for _ in range(years):
        does = chance.random() < BEFORE
        found = [_evidence(each, does) for each in closed]
        right_once += (found[0] > 0) == does
        right += (sum(found) > 0) == does
        highest = max(highest, *(suspicion(abs(sum(found))),))
    return right_once / years, right / years, highest


def _evidence(closed: Closed, does: bool) -> float:
    theirs = Tally({(name, THEIRS[name]): 1 for name in closed.promise.statistics})
    counts = closed.counts + theirs if does else closed.counts
    return evidence(released(counts, closed.promise), closed.counts, THEIRS, closed.promise)


def neighbours(closed: Closed, times: int) -> list[list[str]]:
    """Return, by statistic and for all together, the largest log-ratio found beside its epsilon."""
    promise = closed.promise
    found: list[tuple[Outcomes, Outcomes, int]] = []
    lines = []
    for name, epsilon in promise.statistics.items():
        count = closed.counts[name, THEIRS[name]]
        one, other = (_many(each, name, promise, times) for each in (count + 1, count))
        found.append((one, other, count))
        ratios = of_each_outcome(one, other, at_least=times // 1000)
        worst = max(ratios, key=lambda each: abs(each.log) - float(epsilon))
        beyond = sum(each.exceeds(float(epsilon)) for each in ratios)
        lines.append([name, str(epsilon), f"{abs(worst.log):.4f} ± {worst.error:.4f}", str(len(ratios)), str(beyond)])
    ones, others, lower = zip(*found, strict=True)
    joint = of_joint_events(ones, others, lower)
    worst = max(joint, key=lambda each: abs(each.log))
    beyond = sum(each.exceeds(float(promise.epsilon)) for each in joint)
    total = f"{abs(worst.log):.4f} ± {worst.error:.4f}"
    return [*lines, ["all together", str(promise.epsilon), total, str(len(joint)), str(beyond)]]


def _many(count: int, statistic: str, promise: Spent, times: int) -> Outcomes:
    pieces = [min(PIECE, times - done) for done in range(0, times, PIECE)]
    with ProcessPoolExecutor(2) as pool:
        drawn = pool.map(_piece, [(count, statistic, promise, piece) for piece in pieces])
        return np.concatenate(list(drawn))


def _piece(asked: tuple[int, str, Spent, int]) -> Outcomes:
    return outcomes(*asked)


def main() -> int:
    """Simulate, print the tables, and write them and the picture into docs/."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=TIMES, help="releases of either neighbour")
    parser.add_argument("--again", type=int, default=AGAIN, help="times that each period is released")
    given = parser.parse_args()
    years = {size: year_of(size, SEED + size) for size in SIZES}
    told = {size: closed for size, closed in years.items() if closed}
    measured: list[Accuracy] = [each for size, closed in told.items() for each in accuracy(size, closed, given.again)]
    _write("accuracy", ACCURACY_HEAD, rows([size for size in SIZES if size not in told], measured))
    (ROOT / "docs" / "privacy-accuracy.png").write_bytes(picture(measured))
    _write("attack", ATTACK_HEAD, [_attack_row(size, closed, given.again) for size, closed in told.items()])
    smallest = told[min(told)][0]
    _write("neighbours", NEIGHBOURS_HEAD, neighbours(smallest, given.times))
    return 0


ACCURACY_HEAD = ["Officers", "Statistic", "True counts", "Range", "95 % of errors", "In the range", "Withheld"]
ATTACK_HEAD = ["Officers", "Right after one release", "Right after the year", "Surest it ever was", "Bound"]
NEIGHBOURS_HEAD = ["Statistic", "Epsilon", "Largest log-ratio", "Outcomes", "Beyond epsilon"]


def _attack_row(size: int, closed: list[Closed], times: int) -> list[str]:
    once, year, highest = attack(closed, times)
    bound = suspicion(sum(float(each.promise.epsilon) for each in closed))
    return [f"{size:,}", f"{once:.0%}", f"{year:.0%} ({len(closed)} releases)", f"{highest:.0%}", f"{bound:.0%}"]


def _write(name: str, head: list[str], lines: list[list[str]]) -> None:
    text = table(head, lines)
    fill(PAGE, name, text)
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
