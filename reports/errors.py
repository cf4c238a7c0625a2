"""The few errors of the reports."""

from typing import Literal

Reason = Literal["unit", "small", "early", "overlap", "unknown", "budget", "salt", "policy"]


class Refused(Exception):
    """A release that will not be made; the sentence for `reason` is in reports/words.toml."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"refused: {reason}")
        self.reason = reason


class PolicyWrong(Exception):
    """The table of the policy cannot be read, or contradicts itself; says where."""
