"""The words of the reports, from words.toml."""

from functools import cache
from pathlib import Path
from typing import Any

import tomllib

from reports.errors import Reason

WORDS = Path(__file__).with_name("words.toml")


@cache
def words() -> dict[str, Any]:
    """Return the whole file."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def title_of(statistic: str) -> str:
    """Return a statistic's name for a reader."""
    return str(words()["statistics"][statistic]["title"])


def about(statistic: str) -> str:
    """Return what is counted, in a sentence."""
    return str(words()["statistics"][statistic]["about"])


def category_title(statistic: str, category: str) -> str:
    """Return a category's name for a reader; one without a name of its own is its own name."""
    if category == "yes":
        return str(words()["yes"])
    return str(words()["categories"].get(statistic, {}).get(category, category))


def refusal(reason: Reason | str) -> str:
    """Return why a release was refused."""
    return str(words()["refusals"][reason])
