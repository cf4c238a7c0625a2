"""Set up the project on a fresh machine: `uv`, two Pythons, two environments, the model, a demo home.

Runs on any Python 3.9 or newer with the standard library alone, installs nothing outside the project's
folder, and does nothing when nothing changed.  `python3 cli/bootstrap.py app|dev`
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Optional, Tuple  # noqa: UP035 -- any Python 3.9 runs this file

ROOT = Path(__file__).resolve().parent.parent
SETUP = ROOT / ".setup"
LOG = SETUP / "setup.log"
CURRENT = ("3.12", "3.13", "3.14")


class SetupError(Exception):
    """What is missing, in one line with its mend."""


def say(line: str) -> None:
    """Tell progress on standard error: standard output belongs to the command that follows."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def works(command: List[str]) -> Optional[str]:  # noqa: UP006,UP045
    """Return what a command prints, or None when it does not run (a shim that refuses, a broken link)."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=str(SETUP))  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def run(command: List[str], title: str, mend: str) -> None:  # noqa: UP006
    """Run a long step; its bars show on a terminal, everything else goes to the log."""
    say(title)
    with LOG.open("a") as log:
        log.write(f"\n== {title}\n")
        log.flush()
        shown = None if sys.stderr.isatty() else log
        done = subprocess.run(command, stdout=log, stderr=shown, env=environment(), cwd=str(ROOT))  # noqa: S603
    if done.returncode != 0:
        raise SetupError(f"{title} failed: {mend} (details: {LOG.relative_to(ROOT)})")


def environment() -> Dict[str, str]:  # noqa: UP006
    """Return the environment for uv: everything it keeps stays inside the project's folder."""
    kept = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    kept.setdefault("UV_CACHE_DIR", str(SETUP / "cache"))
    kept["UV_PYTHON_INSTALL_DIR"] = str(SETUP / "python")
    kept["UV_NO_CONFIG"] = kept.get("UV_NO_CONFIG", "")
    return {name: value for name, value in kept.items() if value}


def find_uv() -> str:
    """Find `uv` on the machine, or install the pinned one into `.setup/uv`."""
    own = SETUP / "uv" / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(own)):
        if candidate and (works([candidate, "--version"]) or "").startswith("uv "):
            return candidate
    folder = str(SETUP / "uv")
    mend = "install uv by hand, or this Python's venv module (Debian: apt install python3-venv)"
    run([sys.executable, "-m", "venv", "--clear", folder], "Making a place for uv", mend)
    pinned = ["-r", str(ROOT / "requirements" / "uv.txt")]
    pip = [str(SETUP / "uv" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    run([*pip, *pinned], "Fetching uv", "check the network and the package index")
    return str(own)


def candidates(version: str) -> List[str]:  # noqa: UP006
    """List where an interpreter of a version may be: on PATH, then in pyenv's versions folder."""
    pyenv = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    inside = sorted(glob.glob(os.path.join(pyenv, "versions", version + "*", "bin", "python" + version)))
    on_path = shutil.which("python" + version)
    return ([on_path] if on_path else []) + inside[::-1]


def find_python(uv: str, versions: Tuple[str, ...]) -> str:  # noqa: UP006
    """Find an interpreter that starts and can make environments, else let uv download one."""
    check = "import sys, ssl, sqlite3, ctypes, venv; print('%d.%d' % sys.version_info[:2])"
    for version in versions:
        for candidate in candidates(version):
            if works([candidate, "-c", check]) == version:
                return candidate
    wanted = versions[0]
    mend = f"install Python {wanted} and run this again"
    run([uv, "python", "install", "--no-bin", wanted], f"Fetching Python {wanted}", mend)
    found = subprocess.run(  # noqa: S603
        [uv, "python", "find", "--managed-python", wanted], capture_output=True, text=True, env=environment()
    )
    if found.returncode != 0:
        raise SetupError(f"Python {wanted} is missing: {mend}")
    return found.stdout.strip()


def install(uv: str, folder: Path, requirements: str, versions: Tuple[str, ...], compiled: bool) -> None:  # noqa: UP006
    """Make an environment hold exactly what a pinned list says; nothing when it already does."""
    pinned = ROOT / "requirements" / requirements
    stamp = folder / "installed"
    mark = hashlib.sha256(pinned.read_bytes()).hexdigest()
    if stamp.exists() and mark in stamp.read_text().split():
        return
    python = folder / "bin" / "python"
    if works([str(python), "-c", "print(1)"]) is None:
        interpreter = find_python(uv, versions)
        run(
            [uv, "venv", "--clear", "--python", interpreter, str(folder)],
            f"Making {folder.name}",
            "see the log",
        )
    command = [uv, "pip", "install", "--python", str(python), "--require-hashes", "-r", str(pinned)]
    extra = ["--compile-bytecode"] if compiled else []
    title = f"Installing {requirements} ({'about 2.5 GB, once' if compiled else 'once'})"
    run(command + extra, title, "check the network, the disk and the package index, then run this again")
    done = mark if requirements != "dev.txt" else f"{mark} {app_mark()}"
    stamp.write_text(done + "\n")


def app_mark() -> str:
    """Return the mark of app.txt, which dev.txt holds too."""
    return hashlib.sha256((ROOT / "requirements" / "app.txt").read_bytes()).hexdigest()


def link_project() -> None:
    """Put the project on its environment's path and make `.venv/bin/code4`."""
    folder = ROOT / ".venv"
    for packages in folder.glob("lib/python*/site-packages"):
        path = packages / "code4.pth"
        if not path.exists() or path.read_text() != f"{ROOT}\n":
            path.write_text(f"{ROOT}\n")
    command = folder / "bin" / "code4"
    start = f"#!/bin/sh\n'''exec' '{folder / 'bin' / 'python'}' \"$0\" \"$@\"\n' '''\n"  # any length, any spaces
    text = start + "import sys\n\nfrom cli.main import main\n\nsys.exit(main())\n"
    if not command.exists() or command.read_text() != text:
        command.write_text(text)
        command.chmod(0o755)


def prepare() -> None:
    """Train the model and make the demo home's keys, each only when it is not there."""
    for step in (["train"], ["keys", "init", "--if-missing"]):
        done = subprocess.run([str(ROOT / ".venv" / "bin" / "code4"), *step], stdout=subprocess.DEVNULL)  # noqa: S603
        if done.returncode != 0:
            raise SetupError(f"`code4 {' '.join(step)}` failed: what it printed above says why.")


def main(kind: str) -> int:
    """Set up everything for running (`app`) or for tests as well (`dev`)."""
    SETUP.mkdir(exist_ok=True)
    try:
        uv = find_uv()
        install(uv, ROOT / "engine" / ".venv", "engine.txt", ("3.10",), compiled=True)
        install(uv, ROOT / ".venv", f"{kind}.txt", CURRENT, compiled=False)
        link_project()
        prepare()
    except SetupError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "app"))
