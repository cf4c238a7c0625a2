"""One small model is trained and one engine started for all of these tests."""

import json
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import ROOT
from tests.engine.actions import FakeActions, fake_actions
from tests.engine.running import PYTHON, Engine, Person, new_wiring, running

TINY = Path(__file__).parent / "tiny"


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Rasa project with the real config.yml, and its trained model in models/."""
    project = tmp_path_factory.mktemp("tiny") / "project"
    shutil.copytree(TINY, project)
    shutil.copyfile(ROOT / "config.yml", project / "config.yml")
    train(project)
    return project


def train(project: Path) -> list[dict[str, object]]:
    """Run the trainer and return its progress lines."""
    command = [str(PYTHON), "-m", "engine.train", "--project", str(project), "--log", str(project / "log")]
    done = subprocess.run(
        [*command, "--out", str(project / "models" / "code4.tar.gz")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def model(tiny_project: Path) -> tuple[Path, str]:
    """The trained model and its SHA-256."""
    record = json.loads((tiny_project / "models" / "code4.json").read_text())
    return tiny_project / record["path"], record["sha256"]


@pytest.fixture(scope="session")
def shared_actions() -> Iterator[FakeActions]:
    """A stand-in for the custom actions."""
    with fake_actions(secrets.token_bytes(32)) as actions:
        yield actions


@pytest.fixture(scope="session")
def engine(
    model: tuple[Path, str], shared_actions: FakeActions, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine that many tests talk to, each in sessions of its own."""
    folder = tmp_path_factory.mktemp("engine")
    with running(new_wiring(folder, *model, shared_actions), folder / "log") as engine:
        yield engine


@pytest.fixture
def actions(shared_actions: FakeActions) -> FakeActions:
    """The stand-in, behaving as usual."""
    shared_actions.behave()
    return shared_actions


@pytest.fixture
def officer(engine: Engine, actions: FakeActions) -> Person:
    """An officer who has pressed Start."""
    return Person(engine)


@pytest.fixture
def visitor(engine: Engine, actions: FakeActions) -> Person:
    """Somebody who looks around first."""
    return Person(engine, durable=False)
