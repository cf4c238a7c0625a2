"""The log of all our processes: names of events, counts and durations; nothing that a person wrote, is, or may do.

What is not on the list of allowed keys, or does not look like a plain word, is left out of a line; an
exception is its type and the places it passed, never its text.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO

import structlog

WORDS = frozenset({"door", "error", "file", "kind", "method", "reason", "risk"})
NUMBERS = frozenset({"attempt", "count", "line", "ms", "port", "seconds", "status"})
_WORD = re.compile(r"[A-Za-z][A-Za-z_.]{0,39}")
_QUIET = ("rasa_sdk", "sanic", "httpx", "httpcore", "telegram", "asyncio", "sqlalchemy", "urllib3", "hpack")


def allow(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the event with its allowed values alone."""
    kept: dict[str, Any] = {"event": _plain(event.get("event")), "level": _plain(event.get("level"))}
    for key, value in event.items():
        if key in WORDS:
            kept[key] = _plain(value)
        elif key in NUMBERS and isinstance(value, int | float) and abs(value) < 10_000_000:
            kept[key] = round(value, 3)
    return kept


def set_up(stream: TextIO | None = None) -> None:
    """Send all logs, the libraries' too, as JSON lines to standard error."""
    out = stream or sys.stderr
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, allow, _add_time, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Bare())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    sys.excepthook = say_where


def places(error: BaseException) -> list[str]:
    """Return where an exception passed, innermost last, as FILE:LINE."""
    return [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)
    ]


def _plain(value: Any) -> str:
    return value if isinstance(value, str) and _WORD.fullmatch(value) else "left_out"


def _add_time(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event["at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return event


class _Bare(logging.Formatter):
    """A library's record without its message: who spoke, how loud, and the kind of exception."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        line: dict[str, Any] = {"event": "library", "level": record.levelname.lower(), "logger": record.name}
        if error is not None:
            line |= {"error": type(error).__name__, "places": places(error)[-6:]}
        return json.dumps(line)


def say_where(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """Stand for the interpreter's last words: the kind of an exception and its places, never its text."""
    line = {"event": "stopped", "level": "error", "error": kind.__name__, "places": places(error)}
    sys.stderr.write(json.dumps(line) + "\n")
