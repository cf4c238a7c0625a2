"""`code4 doctor` sees what weakens the threat model on this machine."""

import os
import socket
from datetime import date
from pathlib import Path

import pytest

from cli import defences
from cli.main import main
from settings import Settings, read_settings
from storage.database import open_database
from storage.keys import open_keys
from storage.migrations import migrate
from storage.salts import salts_of
from storage.usage import open_period


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    environment = {"CODE4_HOME": str(tmp_path / "home"), "CODE4_KEYS": str(tmp_path / "keys")}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["keys", "init"])
    found = read_settings(environment, tmp_path / ".env")
    found.run_folder.mkdir(parents=True)
    found.home.chmod(0o700)
    database = open_database(found.database_url)
    migrate(database)
    database.close()
    return found


def said(settings: Settings, state: str) -> str:
    return "\n".join(f"{who}: {what}" for who, found, what in defences.answers(settings) if found == state)


def test_a_sound_system_has_nothing_bad(settings: Settings) -> None:
    assert said(settings, "bad") == ""
    assert "the system does not run" in said(settings, "look")


def test_a_database_that_others_may_read_is_bad(settings: Settings) -> None:
    (settings.home / "code4.db").chmod(0o644)
    assert "open to others" in said(settings, "bad")


def test_an_earlier_key_that_nothing_needs_is_told(settings: Settings) -> None:
    main(["keys", "rotate"])
    assert "is unused" in said(settings, "look")


def test_a_running_period_that_lost_its_salt_is_told(settings: Settings) -> None:
    keys, database = open_keys(settings.keys), open_database(settings.database_url)
    with database.write() as connection:
        salt = open_period(connection, salts_of(keys), date(2026, 10, 1), date(2026, 12, 31), 600)
    assert "every running period has its salt" in said(settings, "good")
    assert salt is not None
    salts_of(keys).destroy(salt.id)
    assert "period from 2026-10-01 is gone" in said(settings, "look")
    database.close()


def test_a_log_line_of_another_form_is_told(settings: Settings) -> None:
    (settings.run_folder / "bot.log").write_text('{"event": "ready", "level": "info", "at": "now"}\nsomething else\n')
    assert "1 lines are not of the log's form" in said(settings, "look")


def test_rasa_with_our_environment_is_bad(settings: Settings) -> None:
    """This very process stands for Rasa's: it was started with nothing of ours, the test's shell too."""
    (settings.run_folder / "engine.pid").write_text(str(os.getpid()))
    told = Path(f"/proc/{os.getpid()}/environ").read_bytes()
    assert ("CODE4_" in said(settings, "bad")) == (b"CODE4_" in told)
    assert "shares our user account" in said(settings, "look")


def test_a_process_that_listens_to_the_world_is_bad(settings: Settings) -> None:
    (settings.run_folder / "engine.pid").write_text(str(os.getpid()))
    with socket.create_server(("127.0.0.1", 0)):
        assert "engine can be reached" not in said(settings, "bad")
    with socket.create_server(("0.0.0.0", 0)):  # noqa: S104 -- what must be noticed
        assert "engine can be reached from outside" in said(settings, "bad")
