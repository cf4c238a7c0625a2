"""Downloads: CSV and JSON of everything that was released."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from reports.figures import Figure, figures
from reports.periods import Period
from reports.records import Release
from reports.sentences import refusal, words

COLUMNS = ("first", "last", "statistic", "category", "persons", "fewer_than", "low", "high", "decision")


def to_csv(releases: Sequence[Release]) -> str:
    """Return a line a number (RFC 4180), with the number of its decision; a withheld one has no `persons`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for release in releases:
        decision = {"decision": release.spent.decision["number"]}
        writer.writerows(_row(figure) | decision for figure in figures(release))
    return text.getvalue()


def to_json(releases: Sequence[Release], refused: Sequence[tuple[Period, str]] = ()) -> str:
    """Return releases and refusals with everything that is needed to judge them."""
    content = {
        "noise": words()["noise"].strip(),
        "cannot_be_concluded": words()["cannot_be_concluded"],
        "releases": [_release(release) for release in releases],
        "refused": [
            {"first": str(period.first), "last": str(period.last), "reason": reason, "says": refusal(reason)}
            for period, reason in refused
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _release(release: Release) -> dict[str, Any]:
    spent = release.spent
    return {
        "first": str(spent.period.first),
        "last": str(spent.period.last),
        "officers": spent.size,
        "epsilon": float(spent.epsilon),
        "epsilon_by_statistic": {name: float(part) for name, part in spent.statistics.items()},
        "confidence": spent.confidence,
        "decision": spent.decision,
        "policy_sha256": spent.policy,
        "figures": [_row(figure) for figure in figures(release)],
    }


def _row(figure: Figure) -> dict[str, Any]:
    return {
        "first": str(figure.period.first),
        "last": str(figure.period.last),
        "statistic": figure.statistic,
        "category": figure.category,
        "persons": figure.persons,
        "fewer_than": figure.fewer_than if figure.persons is None else None,
        "low": figure.low,
        "high": figure.high,
    }
