"""The entities of the sentences kept aside stay as good as docs/understanding.md says."""

import pytest

from bench import entities

WANTED_DATES = 0.92
WANTED_F1 = 0.92


@pytest.mark.parametrize("name", ["dates", "fresh_dates", "first_strangers_dates", "strangers_dates"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_dates_are_read_as_well_as_promised(name: str, language: str) -> None:
    assert entities.right(entities.dates(name, language)).value >= WANTED_DATES


@pytest.mark.parametrize("name", ["others", "fresh_others", "first_strangers_others", "strangers_others"])
def test_other_entities_are_found_as_well_as_promised(name: str) -> None:
    assert entities.f1(entities.others(name))[0] >= WANTED_F1
