"""The error of each published number, measured over many releases beside what theory says."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Sheet
from numpy.typing import NDArray

from bench.made_up_year import Closed
from care.usage import STATISTICS
from reports.closing import noisy_counts, publish
from reports.figures import figures
from reports.noise import margin
from reports.records import Release
from reports.sentences import title_of


@dataclass(frozen=True)
class Accuracy:
    """What was found of one statistic in a department of a size; errors in persons, shares from 0 to 1."""

    size: int
    statistic: str
    lowest: int
    highest: int
    reach: int
    errors: NDArray[np.int64]
    inside: float
    withheld: float

    @property
    def middle(self) -> tuple[int, int]:
        """The 2.5th and the 97.5th percentile of the errors."""
        low, high = np.quantile(self.errors, (0.025, 0.975), method="closest_observation")
        return int(low), int(high)


def accuracy(size: int, closed: Sequence[Closed], again: int) -> Iterator[Accuracy]:
    """Release each period `again` times, and yield what was found of each statistic."""
    promise = closed[0].promise
    drawn = [(each, noisy_counts(each.counts, each.promise)) for each in closed for _ in range(again)]
    released = [(each, Release(each.promise, publish(noisy, each.promise))) for each, noisy in drawn]
    shown = [(each.counts[one.statistic, one.category], one) for each, release in released for one in figures(release)]
    for statistic, epsilon in promise.statistics.items():
        mine = [(true, one) for true, one in shown if one.statistic == statistic]
        errors = [
            noisy[statistic][category] - each.counts[statistic, category]
            for each, noisy in drawn
            for category in STATISTICS[statistic]
        ]
        counts = [true for true, _ in mine]
        yield Accuracy(
            size,
            statistic,
            min(counts),
            max(counts),
            margin(epsilon, promise.confidence),
            np.array(errors),
            sum(one.low <= true <= one.high for true, one in mine) / len(mine),
            sum(one.persons is None for _, one in mine) / len(mine),
        )


def rows(untold: Sequence[int], measured: Sequence[Accuracy]) -> list[list[str]]:
    """Return the lines of the table in docs/privacy.md."""
    lines = [[f"{size:,}", "no report", "", "", "", "", ""] for size in untold]
    for each in measured:
        low, high = each.middle
        true = str(each.lowest) if each.lowest == each.highest else f"{each.lowest} to {each.highest}"
        found = f"{low} to +{high}"
        lines.append(
            [
                f"{each.size:,}",
                title_of(each.statistic),
                true,
                f"± {each.reach}",
                found,
                f"{each.inside:.1%}",
                f"{each.withheld:.0%}",
            ]
        )
    return lines


def picture(measured: Sequence[Accuracy]) -> bytes:
    """Return a panel a size: where 95 of 100 errors lay, beside the range that is printed."""
    sizes = sorted({each.size for each in measured})
    sheet = Sheet(figsize=(9, 3.6), dpi=110, layout="constrained")
    FigureCanvasAgg(sheet)
    for axes, size in zip(sheet.subplots(1, len(sizes), squeeze=False)[0], sizes, strict=True):
        mine = [each for each in measured if each.size == size]
        for at, each in enumerate(mine):
            low, high = each.middle
            axes.barh([at], [high - low], left=[low], height=0.6, color="#1b4f72", alpha=0.55)
            axes.vlines([-each.reach, each.reach], at - 0.4, at + 0.4, color="black", linewidth=1.4)
        axes.set_yticks(range(len(mine)), [title_of(each.statistic) for each in mine], fontsize="small")
        axes.set_ylim(7.6, -0.6)
        axes.set_xlim(-34, 34)
        axes.set_title(f"{size:,} officers", fontsize="medium")
        axes.set_xlabel("error in persons", fontsize="small")
        axes.spines[["top", "right"]].set_visible(False)
    made = io.BytesIO()
    sheet.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()
