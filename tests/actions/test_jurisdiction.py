from datetime import date
from pathlib import Path

import pytest

from actions.jurisdiction import load_jurisdiction
from settings import ROOT

FOLDER = ROOT / "confidentiality"


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("could this trigger a fitness for duty exam", "fitness"),
        ("what does the counselor have to report", "reporting"),
        ("can a judge subpoena this", "court"),
        ("will my insurance find out", "insurance"),
        ("will i lose my gun", "firearms"),
        ("¿me quitan el arma?", "firearms"),
        ("is there privilege", "privilege"),
    ],
)
def test_the_words_of_a_question_find_its_topic(asked: str, topic: str) -> None:
    found = load_jurisdiction(FOLDER, "us").topic(None, asked)
    assert found is not None
    assert found.id == topic


def test_a_general_question_has_no_topic() -> None:
    assert load_jurisdiction(FOLDER, "us").topic(None, "who can see this") is None


def test_a_button_names_its_topic_and_an_unknown_one_none() -> None:
    known = load_jurisdiction(FOLDER, "us")
    court = known.topic("court", "")
    assert court is not None
    assert court.id == "court"
    assert known.topic("weather", "") is None


def test_what_is_not_known_here_has_no_text() -> None:
    firearms = load_jurisdiction(FOLDER, "uk").topic("firearms", "")
    assert firearms is not None
    assert firearms.text is None


def test_nobody_has_signed_until_a_name_stands_there(tmp_path: Path) -> None:
    assert load_jurisdiction(FOLDER, "us").reviewer is None
    signed = (FOLDER / "us.yml").read_text().replace("reviewer: none", "reviewer: J. Okafor, attorney")
    (tmp_path / "us.yml").write_text(signed)
    known = load_jurisdiction(tmp_path, "us")
    assert known.reviewer == "J. Okafor, attorney"
    assert known.date == date(2026, 11, 21)
