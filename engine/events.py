"""What the engine says of itself: a short list of events with numbers and names of code, never a text.

Rasa and its libraries log what was said, at ERROR too and in exceptions. So their logs are switched off, both
standard streams lead nowhere, and only `Voice` still holds the real ones.
"""

import json
import logging
import os
import sys
import threading
import time
import traceback
from typing import Final

# Each event with the fields it may carry.
ALLOWED: Final = {
    "enclosed": ("kind",),
    "ready": ("seconds",),
    "stopping": (),
    "start_failed": ("error", "where"),
    "turn_failed": ("who", "error", "where"),
    "request_failed": ("error", "where"),
    "snapshot_unreadable": ("error",),
    "purged": ("count",),
    "uncaught": ("error", "where"),
}


class Voice:
    """The process's own output: events to the log, one line of readiness to the parent."""

    def __init__(self, log: int, parent: int) -> None:
        self._log, self._parent = log, parent

    def note(self, event: str, **fields: object) -> None:
        """Write one allowed event; fields that the list does not name are dropped."""
        allowed = {name: fields[name] for name in ALLOWED[event] if name in fields}
        line = {"at": round(time.time()), "event": event, **allowed}
        os.write(self._log, (json.dumps(line) + "\n").encode())

    def tell_parent(self, **fields: object) -> None:
        """Write one line of JSON to whoever started us."""
        os.write(self._parent, (json.dumps(fields) + "\n").encode())


def claim_output() -> Voice:
    """Keep both standard streams for ourselves and give everything else an empty one."""
    voice = Voice(log=os.dup(2), parent=os.dup(1))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.excepthook = lambda _kind, error, _trace: voice.note("uncaught", **fault(error))
    sys.unraisablehook = lambda given: voice.note("uncaught", **fault(given.exc_value))
    threading.excepthook = lambda given: voice.note("uncaught", **fault(given.exc_value))
    return voice


def silence_libraries() -> None:
    """Switch off `logging` and `structlog` at every level, before or after the libraries configure them."""
    import structlog

    logging.disable(sys.maxsize)
    logging.raiseExceptions = False
    structlog.configure(
        processors=[_drop],
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        logger_factory=structlog.ReturnLoggerFactory(),
    )


def _drop(_logger: object, _method: str, _event: object) -> str:
    import structlog

    raise structlog.DropEvent


def fault(error: BaseException | None) -> dict[str, str]:
    """Name an exception's class and the lines of code it passed through, without its message."""
    frames = traceback.extract_tb(error.__traceback__)[-4:] if error else []
    where = " ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "where": where}
