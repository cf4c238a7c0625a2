"""One server and one browser for the tests of this folder; the closing summary names those that found no Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.house import House
from storage import stretching
from tests.browser import chromium
from tests.browser.house import Home, copied, model_home
from tests.browser.stage import Console, Stage, opened, staged

NOT_RUN = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take these tests out where no Chromium is, or stop when the run must have one."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    if not here or chromium.find() is not None:
        return
    if os.environ.get(chromium.NEEDED):
        raise pytest.UsageError(f"no Chromium is here, and this run needs it: {chromium.MEND}")
    config.stash[NOT_RUN] = [item.name for item in here]
    config.hook.pytest_deselected(items=here)
    items[:] = [item for item in items if item not in here]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests were not run, and how to get what they need."""
    names = config.stash.get(NOT_RUN, [])
    if names:
        terminalreporter.section(f"not run: {len(names)} tests of the console in a real browser", sep="=")
        terminalreporter.write_line(f"No Chromium is here: {chromium.MEND}.")
        for name in names:
            terminalreporter.write_line(f"  {name}")


@pytest.fixture(scope="package")
def stage() -> Iterator[Stage]:
    """Return the server and the browser."""
    with staged() as ready:
        yield ready


@pytest.fixture(scope="package")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Return the sample city."""
    with model_home(tmp_path_factory.mktemp("city")) as ready:
        yield ready


@pytest.fixture
def house(model: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Return a house of the test's own."""
    monkeypatch.setattr("storage.partner_keys.SLOW", stretching.QUICK)
    with copied(model, tmp_path) as ready:
        yield ready


@pytest.fixture
def console(stage: Stage, house: House) -> Iterator[Console]:
    """Return the test's console; when it is over no page may have broken a rule that holds for all."""
    with opened(stage, house) as ready:
        yield ready
    assert ready.faults + stage.faults == []
