"""An instrument as its file describes it: items, answers, subscales, bands, source and licence."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomllib

from care.directory import Text

FOLDER = Path(__file__).parent
NAMES = ("quick", "phq4", "pcptsd5", "auditc", "burnout")  # in the order in which they are offered


class InstrumentError(ValueError):
    """A file contradicts itself; names the instrument."""


@dataclass(frozen=True)
class Option:
    """One answer: its score, how it is said, other words for it by language, and a count it stands for."""

    score: int
    label: Text
    words: Mapping[str, tuple[str, ...]]
    count: tuple[int, int] | None = None


@dataclass(frozen=True)
class Item:
    """One question. Answered with `ends_at`, it is the last; one that does not count adds nothing.

    After an `unscored` end there is no result. `bare` is asked without the instrument's lead; the answers of a
    `listed` item are too long for buttons.
    """

    id: str
    text: Text
    short: Text
    options: tuple[Option, ...]
    counts: bool = True
    ends_at: int | None = None
    unscored: bool = False
    bare: bool = False
    listed: bool = False

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest score."""
        scores = [option.score for option in self.options]
        return min(scores), max(scores)


@dataclass(frozen=True)
class Subscale:
    """Items that also have a sum of their own, positive from a score on."""

    id: str
    name: Text
    items: tuple[str, ...]
    positive: int


@dataclass(frozen=True)
class Band:
    """A range of scores, both ends included, in the source's own words."""

    id: str
    lowest: int
    highest: int
    name: Text


@dataclass(frozen=True)
class Instrument:
    """A whole check; without `adds_up` each item stands for itself. `note` allows one free line at the end."""

    id: str
    title: Text
    name: Text
    lead: Text
    source: str
    licence: str
    adds_up: bool
    note: bool
    items: tuple[Item, ...]
    subscales: tuple[Subscale, ...]
    bands: tuple[Band, ...]

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest sum."""
        counted = [item.range for item in self.items if item.counts]
        return sum(low for low, _ in counted), sum(high for _, high in counted)

    def item(self, id: str) -> Item:
        """Return an item by its id; raises KeyError."""
        found = next((item for item in self.items if item.id == id), None)
        if found is None:
            raise KeyError(id)
        return found


@cache
def instrument(name: str) -> Instrument:
    """Return an instrument by its id; raises KeyError for another name, InstrumentError for a broken file."""
    if name not in NAMES:
        raise KeyError(name)
    return read(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))


def instruments() -> tuple[Instrument, ...]:
    """Return every instrument, in the order in which they are offered."""
    return tuple(instrument(name) for name in NAMES)


def read(given: Mapping[str, Any]) -> Instrument:
    """Return the instrument of a parsed file; raises InstrumentError unless its bands cover every score once."""
    scales = {name: tuple(map(_option, options)) for name, options in given["scales"].items()}
    made = Instrument(
        id=given["id"],
        title=Text(**given["title"]),
        name=Text(**given["name"]),
        lead=Text(**given["lead"]),
        source=given["source"],
        licence=given["licence"],
        adds_up=given["adds_up"],
        note=given["note"],
        items=tuple(_item(item, scales) for item in given["items"]),
        subscales=tuple(_subscale(each) for each in given.get("subscales", ())),
        bands=tuple(_band(each) for each in given.get("bands", ())),
    )
    low, high = made.range
    covered = [score for band in made.bands for score in range(band.lowest, band.highest + 1)]
    if made.adds_up and covered != list(range(low, high + 1)):
        raise InstrumentError(f"{made.id}: the bands do not cover {low} to {high} once each")
    return made


def _option(given: Mapping[str, Any]) -> Option:
    count = given.get("count")
    words = {"en": tuple(given.get("en", ())), "es": tuple(given.get("es", ()))}
    return Option(given["score"], Text(**given["label"]), words, (count[0], count[1]) if count else None)


def _item(given: Mapping[str, Any], scales: Mapping[str, tuple[Option, ...]]) -> Item:
    fields = {name: given[name] for name in ("counts", "ends_at", "unscored", "bare", "listed") if name in given}
    return Item(given["id"], Text(**given["text"]), Text(**given["short"]), scales[given["scale"]], **fields)


def _subscale(given: Mapping[str, Any]) -> Subscale:
    return Subscale(given["id"], Text(**given["name"]), tuple(given["items"]), given["positive"])


def _band(given: Mapping[str, Any]) -> Band:
    lowest, highest = given["id"].split("-")
    return Band(given["id"], int(lowest), int(highest), Text(**given["name"]))
