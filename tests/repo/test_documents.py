"""The documents tell the truth about the program."""

import re
from pathlib import Path

from cli.main import COMMANDS
from settings import ROOT

SETTING = re.compile(r"\b(CODE4_[A-Z_]+|TELEGRAM_[A-Z_]+)\b")


def named_in(path: Path) -> set[str]:
    return set(SETTING.findall(path.read_text()))


def test_every_setting_is_explained_to_operators_and_no_other() -> None:
    assert named_in(ROOT / "settings.py") == named_in(ROOT / "docs" / "running.md")


def test_the_environment_is_read_in_one_file_alone() -> None:
    readers = {
        path.name
        for folder in ("bot", "actions", "storage", "care", "language", "engine")
        for path in (ROOT / folder).rglob("*.py")
        if ".venv" not in path.parts and re.search(r"os\.(environ|getenv)", path.read_text())
    }
    # stage.py reads nothing for itself: it empties the environment that Rasa sees.
    assert readers <= {"__main__.py", "stage.py"}


def test_the_readme_names_only_commands_that_exist() -> None:
    named = set(re.findall(r"`code4 ([a-z]+)", (ROOT / "README.md").read_text()))
    assert named <= set(COMMANDS)


def test_every_link_between_documents_leads_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"
