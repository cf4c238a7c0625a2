"""Where Chromium is. `python -m tests.browser.chromium` gets it where this machine allows that, and fails where not."""

import os
import shutil
import subprocess
import sys

# Debian builds a Chromium without windows from the same source; it opens pages in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NEEDED = "CODE4_NEEDS_BROWSER"  # set by .ci/run: without Chromium the run fails
MEND = "get Chromium (Debian: sudo apt-get install chromium) and run this again"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str | None:
    """Return the path of a Chromium that starts; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name)) and _starts(path)), None)


def get() -> None:
    """Install Debian's package, as root or with a sudo that asks nothing; does nothing where that cannot be."""
    if shutil.which("apt-get") is None:
        return
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    install = ["install", "-y", "-q", "--no-install-recommends"]
    for words in (["update", "-q"], [*install, NAMES[0]], [*install, NAMES[1]]):
        command = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
        try:
            done = subprocess.run(command, check=False, timeout=900, stdout=sys.stderr)
        except (OSError, subprocess.TimeoutExpired):
            return
        if "install" in words and done.returncode == 0:
            return


def main() -> int:
    """Get Chromium unless it is here; 1 when it is still missing."""
    if find() is None:
        get()
    if find() is None:
        sys.stderr.write(f"No Chromium is here, and it could not be installed: {MEND}.\n")
        return 1
    return 0


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
