"""The console's numbers: a list page of 20 among 5,000 services, and a search through them."""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from care.names import ServiceId
from console.application import create_app
from storage import directory
from storage.accounts import Role
from tests.cast import COUNSELLING, NGO_A, ROOMS
from tests.console.conftest import HOST, clock_house, enter

SERVICES, ROUNDS = 5_000, 30
TARGETS_MS = {"list_page": 30.0, "search": 50.0}


def measure() -> dict[str, float]:
    """Return medians in milliseconds of server time, over the whole way of a page but the network."""
    with tempfile.TemporaryDirectory() as folder, clock_house(Path(folder)) as house:
        many = [replace(COUNSELLING, id=ServiceId(f"s{number:05}")) for number in range(SERVICES)]
        with house.database.write() as connection:
            directory.put(connection, [NGO_A, ROOMS, *many])
        with TestClient(create_app(house), base_url=HOST) as client:
            browser = enter(house, client, Role.COORDINATOR)
            return {
                "services": SERVICES,
                "list_page": _median(lambda: browser.get("/directory?page=100")),
                "search": _median(lambda: browser.get("/directory?q=counsel+lantern")),
            }


def _median(act: Callable[[], object]) -> float:
    act()
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        took.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(took), 1)
