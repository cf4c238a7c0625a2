from datetime import UTC, datetime
from pathlib import Path

import pytest

from care.clock import FileClock, SystemClock, open_clock
from care.names import REFERENCE_LETTERS, new_officer_id, new_reference


def test_a_clock_file_is_read_at_each_use(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = open_clock(file)
    file.write_text("2026-11-21T12:00:00-06:00\n")
    assert clock.now() == datetime(2026, 11, 21, 18, tzinfo=UTC)
    file.write_text("2027-01-01T00:00:00+00:00")
    assert clock.now().year == 2027


def test_a_clock_file_without_an_offset_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("2026-11-21T12:00:00")
    with pytest.raises(ValueError, match="offset"):
        FileClock(tmp_path / "clock").now()


def test_without_a_file_the_machine_tells_the_time() -> None:
    assert open_clock(None) == SystemClock()
    assert open_clock(None).now().tzinfo is UTC


def test_references_can_be_read_out_without_confusion() -> None:
    drawn = {new_reference() for _ in range(500)}
    assert len(drawn) > 490
    assert all(len(each) == 6 and set(each) <= set(REFERENCE_LETTERS) for each in drawn)
    assert not set("IO01") & set(REFERENCE_LETTERS)


def test_officer_ids_are_random() -> None:
    assert len({new_officer_id() for _ in range(100)}) == 100
