"""The conversations of the `test_*_stories.yml` files, on the trained model."""

import json
import subprocess
from pathlib import Path

from cli.model import ENGINE_PYTHON, trained_model
from settings import ROOT

FILES = sorted(Path(__file__).parent.glob("test_*_stories.yml"))


def test_every_conversation_is_understood_and_goes_as_written() -> None:
    model, _ = trained_model()
    command = [str(ENGINE_PYTHON), "-m", "tests.dialogue.run_stories", model, *map(str, FILES)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    result = json.loads(ran.stdout)
    assert result["faults"] == {}
    assert result["stories"] >= 80
