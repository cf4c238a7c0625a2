"""Made-up but plausible use of Code 4 by a department, for `make simulate`; nobody measured it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from care.names import OfficerId
from care.usage import STATISTICS

ACTIVE = 0.14  # of the officers in a quarter
AFTER = {  # of those who used it: what else they did
    "topic": 0.8,
    "booked": 0.3,
    "human": 0.12,
    "attended": 0.22,
    "phq4": 0.4,
    "feedback": 0.15,
    "crisis": 0.06,
}
SHARES: dict[str, tuple[float, ...]] = {
    "topic": (0.2, 0.16, 0.07, 0.14, 0.06, 0.14, 0.15, 0.05, 0.03),
    "phq4": (0.34, 0.33, 0.21, 0.12),
    "feedback": (0.04, 0.06, 0.16, 0.34, 0.4),
}
Use = tuple[OfficerId, str, str]


@dataclass(frozen=True)
class Invented:
    """A department whose officers differ: who wrote once writes again more often than others do."""

    size: int
    chance: Random

    def year(self, quarters: int = 4) -> list[list[Use]]:
        """Return what was used in each quarter of a year, in the order in which it happened."""
        lean = {number: self.chance.betavariate(0.7, 0.7 * (1 / ACTIVE - 1)) for number in range(self.size)}
        return [[use for number in lean for use in self._of(number, lean[number])] for _ in range(quarters)]

    def _of(self, number: int, lean: float) -> Iterator[Use]:
        officer = OfficerId(f"{number:032x}")
        if self.chance.random() >= lean:
            return
        yield officer, "active", "yes"
        for statistic, share in AFTER.items():
            if self.chance.random() < share:
                categories = STATISTICS[statistic]
                weights = SHARES.get(statistic, (1.0,))
                yield officer, statistic, self.chance.choices(categories, weights)[0]
