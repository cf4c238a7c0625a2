"""The trained dialogue model: where it stands, whether it is the right one, and how it is made."""

import json
import subprocess
import sys
from pathlib import Path

from rich.progress import Progress

from cli.failure import ENGINE, Failure
from settings import ROOT

ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
RECORD = ROOT / "models" / "code4.json"


def trained_model() -> tuple[str, str]:
    """Return path and SHA-256 of the trained model; raises Failure when there is none."""
    try:
        record = json.loads(RECORD.read_text())
        path = (ROOT / record["path"]).resolve()
        sha256 = str(record["sha256"])
    except (OSError, ValueError, KeyError):
        raise Failure("No trained model here: run `code4 train` (or `make setup`).", ENGINE) from None
    if not path.exists():
        raise Failure("The trained model is gone: run `code4 train`.", ENGINE)
    return str(path), sha256


def train(log: Path) -> None:
    """Train what is not trained yet, with a bar; the engine's noise goes to the log."""
    if not ENGINE_PYTHON.exists():
        raise Failure("Rasa's environment is missing: run `make setup`.", ENGINE)
    command = [str(ENGINE_PYTHON), "-m", "engine.train", "--log", str(log)]
    with subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        _show(process)
    if process.returncode != 0:
        raise Failure(f"Training failed: {log} says why.", ENGINE)


def _show(process: "subprocess.Popen[str]") -> None:
    """Follow lines like {"step": "intents", "done": 0.4} with a bar on standard error."""
    from rich.console import Console

    if process.stdout is None:
        return
    with Progress(console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("Training", total=1.0)
        for line in process.stdout:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            progress.update(task, completed=told.get("done", 0.0), description=told.get("step", "Training"))
