"""Every phrase of every page has its Spanish, with the same open places."""

import re

from console.application import FOLDER
from console.house import House
from console.words import load_tongue
from storage.accounts import Role, prefer
from tests.console.conftest import Browser

_PHRASE = re.compile(r"""_\((?:"([^"]+)"|'([^']+)')""")
_OPEN = re.compile(r"{[a-z]+}")


def phrases() -> set[str]:
    """Return what the templates say."""
    texts = (path.read_text("utf-8") for path in (FOLDER / "templates").glob("*.html"))
    return {found[1] or found[2] for text in texts for found in _PHRASE.finditer(text)}


def test_every_phrase_has_its_spanish_and_nothing_else_does() -> None:
    spanish = load_tongue().spanish
    assert set(spanish) == phrases()
    assert {each for each in spanish if set(_OPEN.findall(each)) != set(_OPEN.findall(spanish[each]))} == set()


def test_every_name_of_a_field_has_its_spanish() -> None:
    assert [key for key, said in load_tongue().named.items() if set(said) != {"en", "es"}] == []


def test_a_language_is_called_by_its_name() -> None:
    assert [load_tongue().name("es", f"language.{each}") for each in ("en", "es")] == ["inglés", "español"]


def test_a_coordinator_may_read_it_all_in_spanish(house: House, coordinator: Browser) -> None:
    assert coordinator.account is not None
    assert coordinator.account.role is Role.COORDINATOR
    with house.database.write() as connection:
        prefer(connection, coordinator.account.id, "es")
    page = coordinator.get("/directory")
    assert 'lang="es"' in page
    assert "Consejería" in page
    assert "Por verificar" in page
