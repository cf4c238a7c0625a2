"""The policy: which statistics a department of a size may be told, how often, and at what epsilon."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NewType

import tomllib

from care.usage import STATISTICS
from reports.errors import PolicyWrong

TABLE = Path(__file__).with_name("policy.toml")
DECISIONS = Path(__file__).parent.with_name("docs") / "decisions"
SMALLEST_DEPARTMENT = 100  # docs/decisions/0010: no table may go below
HIGHEST_EPSILON = Decimal(1)
MONTHS = 12

Epsilon = NewType("Epsilon", Decimal)


@dataclass(frozen=True)
class Decision:
    """Under which decision the table stands."""

    number: str
    made_on: date
    says: str


@dataclass(frozen=True)
class Tier:
    """What departments from a size on may be told; `statistics`: epsilon by name."""

    from_officers: int
    releases_a_year: int
    epsilon: Epsilon
    statistics: dict[str, Epsilon]

    @property
    def months(self) -> int:
        """How long a period is."""
        return MONTHS // self.releases_a_year


@dataclass(frozen=True)
class Policy:
    """The whole table; `digest` is its SHA-256, in hexadecimal, whatever its comments say.

    `is_decided`: the decision that it names has a page in docs/decisions/, which names this digest.
    """

    decision: Decision
    fewer_than: int
    confidence: float
    tiers: tuple[Tier, ...]
    digest: str
    is_decided: bool

    def tier(self, officers: int) -> Tier | None:
        """Return what a department of this size may be told; None: nothing."""
        return next((tier for tier in reversed(self.tiers) if officers >= tier.from_officers), None)


def load_policy(path: Path = TABLE, decisions: Path = DECISIONS) -> Policy:
    """Read the table; raises PolicyWrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        return _policy(table, decisions)
    except (KeyError, TypeError, ValueError, ArithmeticError, OSError) as error:
        raise PolicyWrong(f"the policy cannot be read: {type(error).__name__}") from None


def _policy(table: dict[str, Any], decisions: Path) -> Policy:
    decision = Decision(**table["decision"])
    shown = table["shown"]
    tiers = tuple(_tier(each) for each in table["department"])
    if [tier.from_officers for tier in tiers] != sorted({tier.from_officers for tier in tiers}):
        raise PolicyWrong("the policy's departments must stand by size, each once")
    digest = hashlib.sha256(json.dumps(table, sort_keys=True, default=str).encode()).hexdigest()
    is_decided = any(digest in page.read_text(encoding="utf-8") for page in decisions.glob(f"{decision.number}-*.md"))
    return Policy(decision, shown["fewer_than"], float(shown["confidence"]), tiers, digest, is_decided)


def _tier(table: dict[str, Any]) -> Tier:
    parts = {name: Epsilon(Decimal(part)) for name, part in table["statistics"].items()}
    tier = Tier(table["from_officers"], table["releases_a_year"], Epsilon(Decimal(table["epsilon"])), parts)
    where = f"the policy from {tier.from_officers} officers on"
    if tier.from_officers < SMALLEST_DEPARTMENT:
        raise PolicyWrong(f"{where}: no report below {SMALLEST_DEPARTMENT} officers")
    if not parts.keys() <= STATISTICS.keys() or any(part <= 0 for part in parts.values()):
        raise PolicyWrong(f"{where}: names an unknown statistic, or one without an epsilon")
    if sum(parts.values()) != tier.epsilon or tier.epsilon > HIGHEST_EPSILON:
        raise PolicyWrong(f"{where}: the parts of epsilon must add up to it, and to {HIGHEST_EPSILON} at most")
    if MONTHS % tier.releases_a_year:
        raise PolicyWrong(f"{where}: the year cannot be cut into that many releases")
    return tier
