"""The neighbour test: two departments that differ by one officer's whole history, released many times each.

The release path is the real one: counted through the counter, tallied by the storage, noise by the very
measurement that `reports.noise.draw` uses (an OpenDP measurement takes a vector, here one count repeated, and
draws each element by itself), shown by the rule that every release goes through.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.closing import shown
from reports.noise import draw
from reports.records import Spent
from storage.usage import Tally

Outcomes = NDArray[np.int64]  # what is shown in each release; WITHHELD for "fewer than 11"
WITHHELD = -1
SURE = 5.0  # standard errors: one false alarm in a million outcomes


@dataclass(frozen=True)
class Ratio:
    """How much likelier an outcome is in one department than in the other: a log, with its standard error."""

    log: float
    error: float

    def exceeds(self, epsilon: float) -> bool:
        """Whether the log-ratio is beyond epsilon by more than sampling explains."""
        return abs(self.log) > epsilon + SURE * self.error


def released(count: int, statistic: str, promise: Spent, times: int) -> Outcomes:
    """Return what is shown of a count in `times` releases."""
    noisy, places = np.unique(np.array(draw([count] * times, promise.statistics[statistic])), return_inverse=True)
    said = [WITHHELD if (number := shown(int(each), promise)) is None else number for each in noisy]
    return np.array(said)[places]


def ratio(one: int, other: int, times: int) -> Ratio:
    """Return the log-ratio of two counts of an outcome in `times` releases each (error by the delta method)."""
    error = math.sqrt(1 / one + 1 / other - 2 / times)
    return Ratio(math.log(one / other), error)


def of_each_outcome(one: Outcomes, other: Outcomes, at_least: int = 100) -> list[Ratio]:
    """Return the ratio of each outcome that was seen often enough on both sides."""
    seen = np.union1d(one, other)
    pairs = [(int((one == each).sum()), int((other == each).sum())) for each in seen]
    return [ratio(a, b, len(one)) for a, b in pairs if min(a, b) >= at_least]


def of_joint_events(one: Sequence[Outcomes], other: Sequence[Outcomes], tops: Sequence[int]) -> list[Ratio]:
    """Return the ratios of "all statistics at most their true count + k": together they cost the whole epsilon."""
    found = []
    for k in range(-6, 7):
        a, b = (
            int(np.all([o <= top + k for o, top in zip(side, tops, strict=True)], axis=0).sum())
            for side in (one, other)
        )
        if min(a, b) >= 100:
            found.append(ratio(a, b, len(one[0])))
    return found


def theirs(with_them: Tally, without: Tally) -> Mapping[str, str]:
    """Return the category that an officer adds to, by statistic; raises ValueError when it is not exactly one."""
    moved = with_them - without
    if any(count != 1 for count in moved.values()) or without - with_them:
        raise ValueError("the departments are no neighbours")
    return dict(moved.keys())
