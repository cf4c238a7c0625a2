"""The words of the reports, from words.toml; on the console's page in the reader's language."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import tomllib

from reports.errors import Reason

FILES = {"en": Path(__file__).with_name("words.toml"), "es": Path(__file__).with_name("words.es.toml")}

_language: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language's words within the block; English where there are none. What is published is in English."""
    token = _language.set(language if language in FILES else "en")
    try:
        yield
    finally:
        _language.reset(token)


def words() -> dict[str, Any]:
    """Return everything that is said, in the language of the block."""
    return _read(_language.get())


@cache
def _read(language: str) -> dict[str, Any]:
    return tomllib.loads(FILES[language].read_text(encoding="utf-8"))


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
