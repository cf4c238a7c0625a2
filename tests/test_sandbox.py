"""What is taken from a process, where the kernel can; and nothing, said plainly, where it cannot."""

import json
import subprocess
import sys
from pathlib import Path

from settings import ROOT

START = "import json, sandbox\nfrom pathlib import Path\n"
LACKING = "sandbox.version = lambda: 0\nsandbox._MACHINES = {}\n"


def inside(tmp_path: Path, *lines: str) -> object:
    """Run lines in a process of their own; the last is what it tells."""
    program = f"{START}here = Path({str(tmp_path)!r})\n" + "\n".join(lines[:-1]) + f"\nprint(json.dumps({lines[-1]}))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_where_the_kernel_offers_nothing_nothing_is_held_and_all_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("read")
    held = "held = sandbox.enclose(sandbox.Sandbox(reads=()))"
    assert inside(tmp_path, LACKING, held, "[held, (here / 'file').read_text()]") == [[], "read"]


def test_a_place_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("read")
    held = "sandbox.enclose(sandbox.Sandbox(reads=(here / 'missing', here)))"
    assert inside(tmp_path, held, "(here / 'file').read_text()") == "read"


def test_an_older_kernel_gets_only_what_it_knows(tmp_path: Path) -> None:
    """Each version of Landlock refuses rights and fields that came after it."""
    (tmp_path / "file").write_text("read")
    asked = "real = sandbox.version()\nsandbox.version = lambda: min(real, 1)"
    held = "held = sandbox.enclose(sandbox.Sandbox(reads=(here,), connects=(9,)))"
    told = inside(tmp_path, asked, held, "[real, held, (here / 'file').read_text()]")
    assert isinstance(told, list)
    assert ("files" in told[1], "network" in told[1], told[2]) == (told[0] > 0, False, "read")


def test_a_place_around_data_or_keys_is_no_library(tmp_path: Path) -> None:
    places = inside(tmp_path, "places = sandbox.libraries(Path('/usr/lib/code4'), here)", "[str(p) for p in places]")
    assert isinstance(places, list)
    assert "/usr/lib" not in places
    assert "/usr/share/zoneinfo" in places
