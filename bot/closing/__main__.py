"""Close what waits: the key of the salts comes as one JSON line on standard input, and no other key is opened.

Only this process ever loads a period's salt to read rows by it, and the noise.
"""

import base64
import json
import os
import sys

import structlog

from bot.log import set_up
from care.clock import open_clock
from reports.closing import Closing
from reports.errors import PolicyWrong
from reports.records import Release
from settings import read_settings
from storage.database import open_database
from storage.errors import StorageError
from storage.salts import Salts


def main() -> int:
    """Print how many periods were released and why others were not; 1 when one was refused, 2 for a fault."""
    set_up()
    seal = json.loads(sys.stdin.readline())["seal"]
    settings = read_settings(os.environ)
    salts = Salts(settings.keys, base64.b64decode(seal))
    database = open_database(settings.database_url)
    clock = open_clock(settings.clock_file)
    try:
        results = Closing(database, salts, clock, settings.department_size, settings.timezone).close_due()
    except (StorageError, PolicyWrong) as error:
        structlog.get_logger().error("close_broke", error=type(error).__name__)
        return 2
    refused = [result[1].reason for result in results if not isinstance(result, Release)]
    sys.stdout.write(json.dumps({"closed": len(results) - len(refused), "refused": refused}) + "\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
