"""`make browser`: get Chromium where that is possible, look at every page in every way, make the guide's pictures."""

import os
import sys
from pathlib import Path

import pytest

from tests.browser import chromium, pictures
from tests.browser.test_every_page import EVERY_LOOK


def main() -> int:
    """Return 0 when no test failed; fails without a browser."""
    if chromium.main():
        return 1
    os.environ.update({chromium.NEEDED: "1", EVERY_LOOK: "1"})
    return int(pytest.main([str(Path(__file__).parent)])) or pictures.main()


if __name__ == "__main__":
    sys.exit(main())
