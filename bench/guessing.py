"""The attack of a reader who knows everybody but one: how sure can the reports make them?

The reader knows what every other officer did, and that this one either did nothing or a certain thing in every
statistic that is released. From what is shown they work out by Bayes how likely it is, exactly: nobody can
gain more from the same numbers.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from reports.closing import noisy_counts, publish
from reports.records import Numbers, Spent
from storage.usage import Tally

BEFORE = 0.5  # the reader's suspicion


def likelihood(seen: int | None, count: int, epsilon: Decimal, promise: Spent) -> float:
    """Return how likely a number is to be shown when the true count is `count`."""
    if seen is None:
        return _below(promise.fewer_than - count, epsilon)
    if seen == promise.size:
        return _below(1 + count - promise.size, epsilon)  # the noise is as often above as below
    return _exactly(seen - count, epsilon)


def evidence(numbers: Numbers, without: Tally, theirs: Mapping[str, str], promise: Spent) -> float:
    """Return the log of how much likelier the numbers are when the officer did everything than when nothing."""
    found = 0.0
    for statistic, epsilon in promise.statistics.items():
        category = theirs[statistic]
        seen, count = numbers[statistic][category], without[statistic, category]
        found += math.log(likelihood(seen, count + 1, epsilon, promise) / likelihood(seen, count, epsilon, promise))
    return found


def suspicion(log_odds: float) -> float:
    """Return the reader's suspicion after the evidence, who was undecided before."""
    return 1 / (1 + math.exp(-log_odds))


def released(counts: Tally, promise: Spent) -> Numbers:
    """Return what a release shows: the functions that every close calls."""
    return publish(noisy_counts(counts, promise), promise)


@cache
def _exactly(k: int, epsilon: Decimal) -> float:
    """P(noise = k), discrete Laplace."""
    p = math.exp(-float(epsilon))
    return (1 - p) / (1 + p) * p ** abs(k)


@cache
def _below(k: int, epsilon: Decimal) -> float:
    """P(noise < k)."""
    p = math.exp(-float(epsilon))
    return p ** (1 - k) / (1 + p) if k <= 0 else 1 - p**k / (1 + p)
