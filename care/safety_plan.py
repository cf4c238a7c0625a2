"""A safety plan: the six steps of Stanley and Brown (2012), in the officer's own words, for their eyes alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Warning signs; what I can do by myself; people and places that distract; whom I can ask for help;
# professionals and lines; making the place safe.
STEPS = ("signs", "alone", "places", "people", "lines", "safe")
LONGEST = 1_000  # characters of one step


@dataclass(frozen=True)
class SafetyPlan:
    """What was written to each step, by its name in `STEPS`; a step that was left out is not there."""

    steps: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        if set(self.steps) - set(STEPS):
            raise ValueError("a safety plan has six steps")
        if any(not text.strip() or len(text) > LONGEST for text in self.steps.values()):
            raise ValueError("a step is empty or too long")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written at all."""
        return not self.steps
