"""The entries of the ledger, as things with names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reports.errors import Reason
from reports.periods import Period
from storage.releases import Entry

Numbers = dict[str, dict[str, int | None]]  # by statistic and category; None: fewer than 11

CLOSING = ("drawn", "refused")  # after one of these a period is over


@dataclass(frozen=True)
class Spent:
    """The ledger's promise before a draw: what it costs, and under which policy."""

    period: Period
    size: int
    epsilon: Decimal
    statistics: dict[str, Decimal]
    fewer_than: int
    confidence: float
    decision: dict[str, str]
    policy: str


@dataclass(frozen=True)
class Release:
    """A release that was drawn, with what was promised for it."""

    spent: Spent
    numbers: Numbers


def period_of_entry(entry: Entry) -> Period:
    """Return the period that an entry is about."""
    return Period(date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"]))


def entry(kind: str, period: Period, **more: Any) -> Entry:
    """Return an entry for the ledger."""
    return {"kind": kind, "first": str(period.first), "last": str(period.last), **more}


def spent_entry(spent: Spent) -> Entry:
    """Return the entry of a promise."""
    parts = {name: str(part) for name, part in spent.statistics.items()}
    return entry("spent", spent.period, size=spent.size, epsilon=str(spent.epsilon), statistics=parts) | {
        "fewer_than": spent.fewer_than,
        "confidence": spent.confidence,
        "decision": spent.decision,
        "policy": spent.policy,
    }


def all_spent(entries: Iterable[Entry]) -> list[Spent]:
    """Return the promises, oldest first."""
    return [_spent(each) for each in entries if each["kind"] == "spent"]


def releases(entries: Iterable[Entry]) -> list[Release]:
    """Return what was drawn, oldest first."""
    entries = list(entries)
    promised = {spent.period: spent for spent in all_spent(entries)}
    return [Release(promised[period_of_entry(each)], each["numbers"]) for each in entries if each["kind"] == "drawn"]


def refusals(entries: Iterable[Entry]) -> list[tuple[Period, Reason]]:
    """Return the periods that ended without a release, with the reason."""
    return [(period_of_entry(each), each["reason"]) for each in entries if each["kind"] == "refused"]


def closed(entries: Iterable[Entry]) -> list[Period]:
    """Return the periods that are over."""
    return [period_of_entry(each) for each in entries if each["kind"] in CLOSING]


def closed_until(entries: Iterable[Entry]) -> date | None:
    """Return the last day for which anything was spent or refused: no later period may begin before."""
    return max((period_of_entry(each).last for each in entries), default=None)


def _spent(entry: Entry) -> Spent:
    return Spent(
        period_of_entry(entry),
        entry["size"],
        Decimal(entry["epsilon"]),
        {name: Decimal(part) for name, part in entry["statistics"].items()},
        entry["fewer_than"],
        entry["confidence"],
        entry["decision"],
        entry["policy"],
    )
