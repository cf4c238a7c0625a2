"""How long a period of the anonymous totals takes to close, and how much memory: `make bench`.

Every officer used Code 4, and what else they did is made up as in `make simulate`: about three rows an officer.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from sqlalchemy import insert

from bench.invented import AFTER
from care.names import OfficerId
from care.usage import STATISTICS
from settings import ROOT
from storage import usage
from storage.database import open_database
from storage.salts import Salt, Salts
from storage.tables import load_tables
from storage.tables.reports import usage as rows

Row = list[str]
AIMS = {5_000: "under 5 s and 300 MB", 100_000: "under 20 s"}
SEAL = bytes(32)  # the key that the salts lie under
AFTER_IT = datetime(2027, 1, 2, 18, tzinfo=UTC)


def measure() -> list[Row]:
    """Close a period of each size in a process of its own; returns what, aim, ours, stock."""
    found = []
    for officers, aim in AIMS.items():
        with tempfile.TemporaryDirectory() as folder:
            seconds, memory, counted = _close(Path(folder), officers)
        what = f"closing a period of {officers:,} officers ({counted:,} rows)"
        found.append([what, aim, f"{seconds:.1f} s, {memory:.0f} MB", "no such thing"])
    return found


def _close(folder: Path, officers: int) -> tuple[float, float, int]:
    """Return seconds, the most memory (MB) and the rows."""
    url, clock = f"sqlite:///{folder / 'code4.db'}", folder / "clock"
    clock.write_text(AFTER_IT.isoformat())
    with ProcessPoolExecutor(1) as apart:  # a child's peak memory counts from what its parent holds
        counted = apart.submit(_fill, folder, url, officers).result()
    told = {"HOME": folder / "home", "KEYS": folder / "keys", "CLOCK": clock, "DATABASE_URL": url}
    environment = dict(os.environ) | {f"CODE4_{name}": str(value) for name, value in told.items()}
    environment["CODE4_DEPARTMENT_SIZE"] = str(officers)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.closing"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    if process.stdin is None or process.stdout is None:
        raise OSError("the close has no pipes")
    process.stdin.write(json.dumps({"seal": base64.b64encode(SEAL).decode()}).encode() + b"\n")
    process.stdin.close()
    answer = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if status or b'"closed": 1' not in answer:
        raise OSError("the period was not closed")
    return seconds, used.ru_maxrss / 1e3, counted


def _fill(folder: Path, url: str, officers: int) -> int:
    """Write the rows that so many officers leave, past the counter: it is not what is measured here."""
    (folder / "keys").mkdir(mode=0o700)
    chance = Random(1)  # noqa: S311 -- made-up use needs no secret chance
    database = open_database(url)
    with database.write() as connection:
        load_tables().create_all(connection)
        salt = usage.open_period(
            connection, Salts(folder / "keys", SEAL), date(2026, 10, 1), date(2026, 12, 31), officers
        )
        if salt is None:
            raise OSError("the period is open already")
        found = [row for number in range(officers) for row in _rows_of(OfficerId(f"{number:032x}"), salt, chance)]
        connection.execute(insert(rows), found)
    database.close()
    return len(found)


def _rows_of(officer: OfficerId, salt: Salt, chance: Random) -> list[dict[str, object]]:
    used = ["active", *(name for name, share in AFTER.items() if chance.random() < share)]
    made: list[dict[str, object]] = []
    for statistic in used:
        pseudonym, plain = salt.pseudonym(officer, statistic), f"{statistic}/{chance.choice(STATISTICS[statistic])}"
        sealed = salt.key.seal(plain.encode(), "usage", "sealed", pseudonym.hex())
        made.append({"period": salt.id, "pseudonym": pseudonym, "sealed": sealed})
    return made
