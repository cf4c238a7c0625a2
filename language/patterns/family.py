"""Families of phrases, and the guards that know when a phrase does not mean what it says. Data only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from language.reading import Kind, Risk

Effect = Literal["nothing", "concern_for_other", "possible"]
Place = Literal["before", "near_before", "inside", "after", "near_after", "anywhere"]


@dataclass(frozen=True)
class Span:
    """One match: canonical text of its sentence before it, the match, after it, and of the whole message."""

    before: str
    matched: str
    after: str
    whole: str


@dataclass(frozen=True)
class Guard:
    """A named reason to read a match as less than it seems, and as what.

    It holds where any phrase stands in its place, or where `test` says so. Places: `before` (ends right before the
    match), `near_before` (anywhere before it in the sentence), `inside`, `after` (starts right after it),
    `near_after` (anywhere after it in the sentence), `anywhere` in the message.
    """

    name: str
    effect: Effect
    places: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    test: Callable[[Span], bool] | None = None


@dataclass(frozen=True)
class Family:
    """Phrases that mean the same: `name` (language first: "en.gun"), what they are read as, and their guards."""

    name: str
    risk: Risk
    kind: Kind | None
    phrases: tuple[str, ...]
    guards: tuple[Guard, ...] = ()


def lines(text: str) -> tuple[str, ...]:
    """Return the phrases of a block, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
