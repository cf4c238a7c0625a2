"""`make browser`: get Chromium where that is possible, then walk through the console; fails without a browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.house import NAMES, chromium


def main() -> int:
    """Run the walk."""
    if not any(shutil.which(name) for name in NAMES) and shutil.which("apt-get") and os.geteuid() == 0:
        for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *words], check=False, timeout=900, stdout=sys.stderr)  # noqa: S607
    try:
        chromium()
    except RuntimeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return int(pytest.main([str(Path(__file__).with_name("walk.py"))]))


if __name__ == "__main__":
    sys.exit(main())
