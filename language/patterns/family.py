"""Families of phrases, and the guards that know when a phrase does not mean what it says. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from language.reading import Kind, Risk

Level = Risk | Literal["hint"]
Calm = Literal["ordinary", "asked"]
Effect = Literal["nothing", "concern_for_other", "possible"]
Place = Literal["before", "near_before", "inside", "after", "near_after", "around", "anywhere"]

PLACES: Final[tuple[Place, ...]] = get_args(Place)
CALMS: Final[tuple[Calm, ...]] = get_args(Calm)
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)


@dataclass(frozen=True)
class Guard:
    """A named reason to read a match as less than it seems, and as what.

    It holds where one of its phrases stands in its place: `before` (ends right before the match), `near_before`
    (anywhere before it in the sentence), `inside` the match, `after` (starts right after it), `near_after` (anywhere
    after it in the sentence), `around` (anywhere in the sentence), `anywhere` in the message. `who` holds where the
    phrase is about somebody else ("near": a colleague, a relative; "on call": somebody met on duty).
    """

    name: str
    effect: Effect
    places: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    who: Literal["near", "on call"] | None = None


@dataclass(frozen=True)
class Family:
    """Phrases that mean the same: `name` (language first: "en.gun"), what they are read as, and their guards.

    A "hint" means nothing alone; hints add up. Where it is `calm`, its phrases count only if they
    make up the whole message (ordinary.py). With `cues`, one phrase of each must stand somewhere in the message.
    """

    name: str
    level: Level
    kind: Kind | None
    phrases: tuple[str, ...] = ()
    cues: tuple[tuple[str, ...], ...] = ()
    guards: tuple[Guard, ...] = ()
    calm: Calm | None = None
