"""What reads officers' words tells nobody that it runs: not even the makers of its libraries."""

import re
import subprocess
import sys
from pathlib import Path

from settings import ROOT

_READS = """
from pathlib import Path
from language.screen import Screen
screen = Screen.open(Path("language/weights"))
assert "classifier" in screen.layers
assert screen.read("a long day and no sleep").risk == "none"
"""


def test_the_screen_leaves_no_trace_of_its_libraries_and_opens_no_connection(tmp_path: Path) -> None:
    """Promise 1: ONNX Runtime would keep a lasting id of the machine, and call its maker."""
    told = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    program = (
        f"{_READS}\nimport os\nprint(*(os.readlink(f.path) for f in os.scandir('/proc/self/fd') if f.is_symlink()))"
    )
    if sys.platform != "linux":
        program = _READS
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=told, capture_output=True, text=True)
    assert (done.returncode, "socket:" in done.stdout, "elemetry" in done.stderr) == (0, False, False)
    assert list(tmp_path.rglob("*")) == []


def test_nobody_loads_onnx_runtime_past_its_silence() -> None:
    loads = re.compile(r"^\s*(import|from) onnxruntime\b", re.M)
    rooms = ("actions", "bot", "care", "cli", "console", "engine", "language", "reports", "storage")
    files = [
        path
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if ".venv" not in path.parts and "training" not in path.parts
    ]
    assert [path.name for path in files if loads.search(path.read_text())] == ["silence.py"]
