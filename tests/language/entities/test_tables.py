"""What is found in some 800 sentences, and that nothing is found where nothing is."""

from pathlib import Path

import pytest

from tests.language.entities.tables import find, rows, said, said_of


@pytest.mark.parametrize(("text", "expected"), rows("datetime_en.tsv"))
def test_an_english_date_or_time_is_read_as_people_mean_it(text: str, expected: str) -> None:
    assert said_of(text, "datetime", "en") == expected


@pytest.mark.parametrize(("text", "expected"), rows("datetime_es.tsv"))
def test_a_spanish_date_or_time_is_read_as_people_mean_it(text: str, expected: str) -> None:
    assert said_of(text, "datetime", "es") == expected


@pytest.mark.parametrize(("text", "expected"), rows("heard_en.tsv"))
def test_a_day_is_read_as_an_officer_says_it(text: str, expected: str) -> None:
    assert said_of(text, "datetime", "en") == expected


@pytest.mark.parametrize(("text", "expected"), rows("heard_es.tsv"))
def test_a_day_is_read_as_an_officer_says_it_in_spanish(text: str, expected: str) -> None:
    assert said_of(text, "datetime", "es") == expected


@pytest.mark.parametrize(("text", "expected"), rows("others.tsv"))
def test_ways_to_meet_places_languages_kinds_and_wishes_get_canonical_values(text: str, expected: str) -> None:
    assert said(find(text)) == expected


@pytest.mark.parametrize("text", (Path(__file__).parent / "nothing.txt").read_text("utf-8").splitlines())
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert find(text, "en") == []
    assert find(text, "es") == []
