"""What the screen says about one message."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Risk = Literal["none", "concern_for_other", "possible", "crisis"]
Kind = Literal["self", "attempt_now", "harm_other", "withdrawal"]

RISKS: Final[tuple[Risk, ...]] = get_args(Risk)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# Where two readings are equally strong, the kind that cannot wait goes first.
_URGENCY: Final[dict[Kind | None, int]] = {
    None: 0,
    "withdrawal": 1,
    "self": 2,
    "harm_other": 3,
    "attempt_now": 4,
}


@dataclass(frozen=True)
class Reading:
    """A message's risk and kind, a score from 0 to 1, and which layer and pattern family said so.

    `because` never holds any of the message.
    """

    risk: Risk
    kind: Kind | None
    score: float
    because: str

    @property
    def weight(self) -> tuple[int, int, float]:
        """What readings are compared by: the risk, then the kind's urgency, then the score."""
        return RISKS.index(self.risk), _URGENCY[self.kind], self.score


def strongest(readings: list[Reading]) -> Reading:
    """Return the reading that outweighs all others; the list must not be empty."""
    return max(readings, key=lambda reading: reading.weight)
