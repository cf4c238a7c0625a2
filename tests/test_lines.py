import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lines import Line, Lines, LinesError, OwnLines, load_lines
from settings import COUNTRIES, ROOT

HELPLINES = ROOT / "helplines"
NIGHT = datetime(2026, 11, 16, 3, 0, tzinfo=ZoneInfo("America/New_York"))
MORNING = NIGHT.replace(hour=9)


def line(hours: str) -> Line:
    return Line("a", "207-555-0100", {"en": "A", "es": "A"}, hours, "source", "2026-11-20", True)


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_has_a_line_that_always_answers_and_an_emergency_number(country: str) -> None:
    lines = load_lines(HELPLINES, country)
    assert lines.emergency.isdigit()
    assert any(each.hours == "24/7" for each in lines.shown)


def test_what_nobody_confirmed_is_never_shown() -> None:
    lines = load_lines(HELPLINES, "US")
    shown = lines.variables("en", None, lambda _, __: "")["lines"]
    assert [each.id for each in lines.hidden] == ["safe-call-now", "badge", "samhsa"]
    assert not any(each.text["en"] in shown for each in lines.hidden)


def test_every_line_says_where_it_is_from_and_when_it_was_verified() -> None:
    for country in COUNTRIES:
        lines = load_lines(HELPLINES, country)
        for each in (*lines.shown, *lines.hidden):
            assert each.source
            assert datetime.fromisoformat(each.verified)


def test_a_line_that_sleeps_is_left_out() -> None:
    assert line("08:00-17:00").answers_at(MORNING)
    assert not line("08:00-17:00").answers_at(NIGHT)
    assert line("22:00-06:00").answers_at(NIGHT)
    assert not line("22:00-06:00").answers_at(MORNING)


def test_each_line_says_that_it_answers_now_or_when_it_opens_and_those_that_answer_come_first() -> None:
    sleeping = replace(line("08:00-17:00"), id="b", number="207-555-0101", text={"en": "B", "es": "B"})
    lines = Lines("US", "911", (sleeping, line("24/7")), ())
    said = lines.variables("en", NIGHT, lambda each, answers: "now" if answers else f"at {each.opens}")
    assert said["lines"] == "A now\nB at 08:00"
    assert said["line"] == "207-555-0100"
    assert lines.variables("en", MORNING, lambda _, answers: str(answers))["lines"] == "B True\nA True"


def test_without_a_time_only_what_always_answers_is_said_to_answer() -> None:
    assert not line("08:00-17:00").answers_at(None)
    assert line("24/7").answers_at(None)


def test_a_country_without_a_file_is_refused() -> None:
    with pytest.raises(LinesError, match=r"fr\.yml"):
        load_lines(HELPLINES, "FR")


def test_a_file_whose_lines_may_all_sleep_is_refused(tmp_path: Path) -> None:
    text = (HELPLINES / "ca.yml").read_text().replace("24/7", '"08:00-17:00"')
    (tmp_path / "ca.yml").write_text(text)
    with pytest.raises(LinesError, match="day and night"):
        load_lines(tmp_path, "CA")


OWN = {
    "id": "own",
    "number": "207-555-0109",
    "text": {"en": "The guild 207-555-0109", "es": "El gremio 207-555-0109"},
    "hours": "24/7",
    "source": "guild.example",
    "verified": "2026-11-20",
    "confirmed": True,
}


def test_lines_edited_here_stand_in_the_place_of_others_from_the_next_look_on(tmp_path: Path) -> None:
    packaged, path = load_lines(HELPLINES, "US"), tmp_path / "helplines.json"
    lines = OwnLines(packaged, path)
    assert lines.now() == packaged
    path.write_text(json.dumps([OWN, OWN | {"id": "988", "number": "989"}]))
    assert [each.number for each in lines.now().shown] == ["989", "1-800-267-5463", "741741", "207-555-0109"]
    path.unlink()
    assert lines.now() == packaged


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"id": "988"}]', "null", json.dumps([OWN | {"hours": "x"}])])
def test_a_damaged_file_takes_no_number_away(tmp_path: Path, content: str) -> None:
    packaged, path = load_lines(HELPLINES, "US"), tmp_path / "helplines.json"
    path.write_text(content)
    assert OwnLines(packaged, path).now() == packaged


def test_the_last_line_that_always_answers_cannot_be_taken_away() -> None:
    packaged = load_lines(HELPLINES, "US")
    with pytest.raises(LinesError):
        packaged.over([OWN | {"id": each.id, "confirmed": False} for each in packaged.shown])
