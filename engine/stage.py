"""What has to be so before Rasa is imported: a home of its own, no telemetry, one thread, no TensorFlow."""

import os
import sys
import warnings
from pathlib import Path

from engine.light import without_tensorflow

# What the process keeps of the environment it was given: no key, no database, no token can slip through.
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE")
OURS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",  # a training is short, and a cache on disk is one more place to look after
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "1",  # a sentence at a time: more threads only take turns
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
}
NO_TELEMETRY = 'metrics:\n  enabled: false\n  rasa_user_id: ""\n  date: 2026-01-01 00:00:00\n'


def prepare(home: Path) -> None:
    """Empty the environment, settle in `home`, and show no warnings: they quote what was said."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept | OURS | {"HOME": str(home), "RASA_CACHE_DIRECTORY": str(home / "cache")})
    _turn_telemetry_off(home)
    warnings.warn = _unsaid
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = False
    without_tensorflow()


def _unsaid(*_given: object, **_named: object) -> None:
    """Rasa's warnings carry the text that they are about."""


def _turn_telemetry_off(home: Path) -> None:
    """Rasa writes this file with `enabled: true` when it finds none, whatever the environment says."""
    file = home / ".config" / "rasa" / "global.yml"
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.write_text(NO_TELEMETRY)
