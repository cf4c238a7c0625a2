"""Tells whether a model was trained from what is here now."""

import hashlib
import json
from pathlib import Path

# What a model is made of: Rasa's own files in the project, and the code of our components.
DATA = ("domain.yml", "config.yml", "data")
CODE = ("engine/components", "language/encoder.py", "requirements/engine.txt")


def fingerprint(project: Path, root: Path) -> str:
    """Return a hash over names and contents of the project's data and of our own code under `root`."""
    whole = hashlib.sha256()
    for folder, inputs in ((project, DATA), (root, CODE)):
        for path in sorted(each for name in inputs for each in _files(folder / name)):
            whole.update(f"{path.relative_to(folder)}\n".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def is_trained(record: Path, project: Path, wanted: str) -> bool:
    """Tell whether the record names this fingerprint and a model file that is still the one it names."""
    try:
        told = json.loads(record.read_text())
        model = (project / told["path"]).read_bytes()
    except (OSError, ValueError, KeyError):
        return False
    return bool(told.get("fingerprint") == wanted and hashlib.sha256(model).hexdigest() == told.get("sha256"))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [each for each in path.rglob("*") if each.is_file() and each.suffix in (".yml", ".yaml", ".py")]
