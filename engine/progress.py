"""Lines of JSON that tell whoever waits for a training how far it is."""

import json
from typing import TextIO

_out: list[TextIO] = []


def tell_to(stream: TextIO | None) -> None:
    """Say where `tell` writes; nowhere at first."""
    _out[:] = [stream] if stream else []


def tell(step: str, done: float) -> None:
    """Write one line, `{"step": ..., "done": 0..1}`."""
    for stream in _out:
        stream.write(json.dumps({"step": step, "done": round(done, 3)}) + "\n")
        stream.flush()
