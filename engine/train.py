"""`engine/.venv/bin/python -m engine.train`: make the model, unless one of exactly these inputs is there.

Writes lines of `{"step", "done"}` on standard output; everything that Rasa says goes to the log.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

from engine.fingerprint import fingerprint, is_trained
from engine.progress import tell, tell_to
from engine.stage import prepare

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Train if needed; returns 1 when it failed (the log says why)."""
    given = _arguments()
    os.chdir(given.project)
    out = given.out.resolve()
    record = out.with_name(out.name.removesuffix(".tar.gz") + ".json")
    tell_to(os.fdopen(os.dup(1), "w"))
    wanted = fingerprint(given.project, ROOT)
    if not given.force and is_trained(record, given.project, wanted):
        tell("Nothing has changed", 1.0)
        return 0
    _send_noise_to(given.log)
    prepare(out.parent / "home")
    tell("Loading Rasa", 0.05)
    _train(out)
    sha256 = hashlib.sha256(out.read_bytes()).hexdigest()
    path = os.path.relpath(out, given.project)
    record.write_text(json.dumps({"fingerprint": wanted, "sha256": sha256, "path": path}) + "\n")
    tell("Trained", 1.0)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="engine.train", description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT, help="folder of domain.yml, config.yml and data/")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "code4.tar.gz")
    parser.add_argument("--log", type=Path, help="file for what Rasa says (default: standard error)")
    parser.add_argument("--force", action="store_true", help="train even when nothing has changed")
    given = parser.parse_args()
    given.project = given.project.resolve()
    return given


def _send_noise_to(log: Path | None) -> None:
    """Rasa prints and warns as it pleases: both streams go to the log."""
    if log is not None:
        file = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        os.dup2(file, 2)
    os.dup2(2, 1)


def _train(out: Path) -> None:
    from rasa.model_training import train

    tell("Reading data", 0.25)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(f"fresh-{os.getpid()}-{out.name}")
    result = train(
        domain="domain.yml",
        config="config.yml",
        training_files="data",
        output=str(out.parent),
        fixed_model_name=fresh.name,
        core_additional_arguments={"augmentation_factor": 0},
    )
    if result.code != 0:
        raise SystemExit(result.code)
    os.replace(fresh, out)


if __name__ == "__main__":
    sys.exit(main())
