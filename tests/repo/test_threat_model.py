"""The threat model names tests, and each of them is there."""

import re

import pytest

from settings import ROOT

PAGE = (ROOT / "docs" / "threat-model.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
NAMED = sorted(set(re.findall(r"`(test_\w+)`", PAGE)))
WRITTEN = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.M)
}


@pytest.mark.parametrize("name", NAMED)
def test_each_test_that_the_threat_model_names_is_there(name: str) -> None:
    assert name in WRITTEN


def test_each_adversary_has_a_test() -> None:
    assert len(ROWS) >= 12
    assert all(row.count("|") == 6 and "`test_" in row for row in ROWS)


ADVERSARIES = ("database", "write", "coordinator", "partner", "phone", "telegram")
MORE = ("backup", "network", "user", "rasa", "court", "reports")


@pytest.mark.parametrize("adversary", [*ADVERSARIES, *MORE])
def test_nobody_whom_the_design_names_is_left_out(adversary: str) -> None:
    assert any(adversary in row.split("|")[1].lower() for row in ROWS)
