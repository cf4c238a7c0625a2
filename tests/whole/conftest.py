from collections.abc import Iterator

import pytest

from tests.whole.system import Chat, System, running


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """One running system for the tests that do not break it."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "temporary").mkdir()
    with running(folder, TMPDIR=str(folder / "temporary")) as started:
        yield started


@pytest.fixture(scope="session")
def chat(system: System) -> Iterator[Chat]:
    """One terminal at which everybody talks."""
    opened = Chat.open(system.environment)
    yield opened
    opened.close()


@pytest.fixture
def officer(request: pytest.FixtureRequest, chat: Chat) -> str:
    """Somebody new who has pressed Start."""
    name = f"officer of {request.node.name}"
    chat.say(name, "hi")
    chat.press(name, "consent.yes")
    return name
