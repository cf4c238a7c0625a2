"""How a check went over time, as a PNG drawn in memory: its own dark ground, so that both themes can show it."""

import io
import threading
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from care.checkins import Checkin
from care.instruments.instrument import Instrument, instrument

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE, DPI = (7.2, 5.4), 100  # inches: 720 by 540 points of a phone
GROUND, INK, FAINT = "#1d2733", "#f2efe6", "#5d6b7a"
COLOURS = ("#ffc857", "#7fd1ff", "#b8e986")  # told apart by colour-blind people too, and each has its own mark
MARKS = ("o", "s", "^")
MARKED_UP_TO = 60  # points; more are a line alone


def draw(check: str, kept: Sequence[Checkin], locale: str, timezone: str) -> bytes:
    """Return the picture of one check's results, the oldest on the left; skipped sums leave a gap."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # matplotlib takes half a second: only when asked for
    from matplotlib.dates import AutoDateLocator, DateFormatter, date2num
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    of, zone = instrument(check), ZoneInfo(timezone)
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=GROUND, layout=ConstrainedLayoutEngine(w_pad=0.2, h_pad=0.15))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor=GROUND)
    days = date2num([c.at.astimezone(zone).replace(tzinfo=None) for c in kept])  # type: ignore[no-untyped-call]
    _plot(axes, of, days, kept, locale)
    locator: Any = AutoDateLocator(minticks=2, maxticks=5)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(DateFormatter(_form(days[-1] - days[0])))  # type: ignore[no-untyped-call]
    _style(axes, of.name.say(locale))
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


@cache
def warm_up() -> None:
    """Load matplotlib in the background, once: a picture may be asked for next, and nobody shall wait for that."""
    parts = ("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.dates")
    threading.Thread(target=lambda: [import_module(part) for part in parts], daemon=True).start()


def _plot(axes: "Axes", of: Instrument, days: Any, kept: Sequence[Checkin], locale: str) -> None:
    results = [checkin.result for checkin in kept]
    if of.adds_up:
        lines = {"": [result.score for result in results]}
        low, high = of.range
        for band in of.bands[1:]:
            axes.axhline(band.lowest, color=FAINT, linestyle=(0, (4, 4)), linewidth=1.2)
    else:
        lines = {item.short.say(locale): [result.answer(item.id) for result in results] for item in of.items}
        low, high = of.items[0].range
    for (name, values), colour, mark in zip(lines.items(), COLOURS, MARKS, strict=False):
        figures = [float("nan") if value is None else float(value) for value in values]
        few = len(days) <= MARKED_UP_TO
        marker, width = (mark, 2.4) if few else (None, 1.5)
        axes.plot(days, figures, color=colour, marker=marker, markersize=9, linewidth=width, label=name)
    axes.set_ylim(low - 0.4, high + 0.4)
    axes.set_yticks(sorted({low, high, *(band.lowest for band in of.bands)} if of.bands else range(low, high + 1)))
    if len(lines) > 1:
        axes.legend(
            loc="upper center", ncols=3, fontsize=15, frameon=False, labelcolor=INK, bbox_to_anchor=(0.5, -0.08)
        )


def _form(days: float) -> str:
    """Return how days are written: as few figures as the span needs, the same in every language."""
    if days > 3 * 366:
        return "%Y"
    return "%Y-%m" if days > 120 else "%m-%d"


def _style(axes: "Axes", title: str) -> None:
    axes.set_title(title, color=INK, fontsize=19, pad=14)
    axes.tick_params(colors=INK, labelsize=15, length=0, pad=8)
    axes.grid(visible=False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(FAINT)
