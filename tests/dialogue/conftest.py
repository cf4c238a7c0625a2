from collections.abc import Iterator

import pytest

from tests.dialogue.person import Person
from tests.dialogue.running import House, running_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One engine and one process of actions for all conversations."""
    with running_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="session")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A system whose directory holds nothing yet."""
    with running_house(tmp_path_factory.mktemp("empty"), samples=None) as house:
        yield house


@pytest.fixture
def visitor(house: House) -> Iterator[Person]:
    """Somebody who has not pressed Start."""
    person = Person(house)
    yield person
    person.forget()


@pytest.fixture
def officer(house: House) -> Iterator[Person]:
    """Somebody who has pressed Start."""
    person = Person(house)
    person.start()
    yield person
    person.forget()


@pytest.fixture
def spanish_officer(house: House) -> Iterator[Person]:
    """Somebody who has pressed Start and writes in Spanish."""
    person = Person(house, locale="es")
    person.start()
    yield person
    person.forget()
