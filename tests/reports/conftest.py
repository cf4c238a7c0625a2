from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reports.department import Department, founded

Found = Callable[[int], Department]


@pytest.fixture
def found(tmp_path: Path) -> Iterator[Found]:
    """Return a function that founds a department of a size."""
    known: list[Department] = []

    def make(size: int) -> Department:
        folder = tmp_path / f"department-{len(known)}"
        folder.mkdir()
        known.append(founded(folder, size))
        return known[-1]

    yield make
    for each in known:
        each.leave()


@pytest.fixture
def city(found: Found) -> Department:
    """Return a department of 600: quarters, seven statistics."""
    return found(600)
