"""Charts as PNG, with the ranges drawn; every number of them is in a table too."""

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reports.figures import Figure, Table, tables
from reports.records import Release
from reports.sentences import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHADES = ("#1b4f72", "#b9770e", "#1d8348", "#76448a")  # apart from one another for the colour-blind
BAR = 0.8  # of a row's height, shared by the periods
WIDTH, ROW, HEAD, DOTS = 8.0, 0.34, 0.9, 110  # inches and dots an inch
PERIODS_SHOWN = 4
COLOURS = 32  # four shades, each over white and over a line


@lru_cache(maxsize=32)
def chart(table: Table) -> bytes:
    """Return one statistic's chart; what was released never changes, so it is drawn once a process."""
    return _drawn([table])


def overview(releases: Sequence[Release]) -> bytes:
    """Return one picture with a chart for each statistic of the latest periods."""
    return _drawn(tables(releases[-PERIODS_SHOWN:]))


def _drawn(shown: Sequence[Table]) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Sheet

    heights = [HEAD + ROW * len(table.rows) * max(1, len(table.periods) / 2) for table in shown] or [HEAD]
    sheet = Sheet(figsize=(WIDTH, sum(heights)), dpi=DOTS, layout="constrained")
    FigureCanvasAgg(sheet)
    grid = sheet.subplots(max(1, len(shown)), 1, squeeze=False, height_ratios=heights)
    for axes, table in zip(grid[:, 0], shown, strict=False):
        _draw(axes, table)
    picture = io.BytesIO()
    sheet.savefig(picture, format="png", metadata={"Software": None})
    return _with_palette(picture)


def _with_palette(picture: io.BytesIO) -> bytes:
    """Return a picture of few colours in a quarter of its size, for a page holds several."""
    from PIL import Image

    small = io.BytesIO()
    Image.open(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _draw(axes: "Axes", table: Table) -> None:
    periods = table.periods[-PERIODS_SHOWN:]
    height = BAR / len(periods)
    for place, period in enumerate(periods):
        found = [figures[table.periods.index(period)] for _, figures in table.rows]
        for row, figure in enumerate(found):
            if figure is not None:
                _bar(axes, row + (place + 0.5) * height - BAR / 2, figure, height, SHADES[place])
        axes.barh([0], [0], color=SHADES[place], label=str(period))
    axes.set_yticks(range(len(table.rows)), [title for title, _ in table.rows])
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.set_title(table.title, loc="left", fontsize="medium")
    axes.set_xlabel(_note(table), fontsize="x-small", loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize="x-small", frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _note(table: Table) -> str:
    latest = next(figure for _, row in table.rows for figure in reversed(row) if figure)
    return str(words()["chart_note"]).format(count=latest.fewer_than)


def _bar(axes: "Axes", at: float, figure: Figure, height: float, shade: str) -> None:
    """Draw a number with its range; a withheld number has its range alone."""
    if figure.persons is not None:
        axes.barh([at], [figure.persons], height * 0.9, color=shade, alpha=0.55)
    else:
        width = figure.fewer_than - 1
        axes.barh([at], [width], height * 0.9, fill=False, hatch="////", edgecolor=shade, linewidth=0)
    axes.hlines([at], figure.low, figure.high, color="black", linewidth=1.2)
    axes.vlines([figure.low, figure.high], at - height / 4, at + height / 4, color="black", linewidth=1.2)
