"""`code4 setup`: questions in plain words, a token that is tried out, and a first account."""

import argparse
import io
from pathlib import Path

import httpx
import pytest

import cli.setup
from cli.failure import Failure
from settings import Settings, read_settings
from tests.console.conftest import settings_of

TOKEN = "12345:made-up-token"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "type[Asked]":
    """Return a way to answer the questions; the answers go into a folder of the test's own."""
    monkeypatch.setattr(cli.setup, "ROOT", tmp_path)
    monkeypatch.setenv("CODE4_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CODE4_KEYS", str(tmp_path / "keys"))

    def telegram(url: str, timeout: float) -> httpx.Response:
        is_known = TOKEN in url
        return httpx.Response(200, json={"ok": is_known, "result": {"username": "SampleBot"}})

    monkeypatch.setattr(httpx, "get", telegram)
    Asked.settings, Asked.folder, Asked.patch = settings_of(tmp_path), tmp_path, monkeypatch
    return Asked


class Asked:
    """Answers the questions, a line each."""

    settings: Settings
    folder: Path
    patch: pytest.MonkeyPatch

    def __init__(self, *lines: str) -> None:
        self.patch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        self.status = cli.setup.run(self.settings, argparse.Namespace())

    def kept(self) -> Settings:
        """Return what a later command reads."""
        return read_settings({}, self.folder / ".env")


def test_answers_are_kept_and_end_with_the_consoles_address(
    ask: type[Asked], capsys: pytest.CaptureFixture[str]
) -> None:
    done = ask("Port Halden Officers' Foundation", "CA", "America/Toronto", TOKEN)
    out = capsys.readouterr().out
    assert done.status == 0
    assert "http://127.0.0.1:8443/" in out
    assert "one-time password" in out
    kept = done.kept()
    assert (kept.operator, kept.country, kept.timezone) == (
        "Port Halden Officers' Foundation",
        "CA",
        "America/Toronto",
    )
    assert kept.telegram_token == TOKEN
    assert (done.folder / ".env").stat().st_mode & 0o077 == 0


def test_a_department_is_told_why_it_should_not_run_it(ask: type[Asked], capsys: pytest.CaptureFixture[str]) -> None:
    ask("Port Halden Police Department", "Officers' Union", "", "", "")
    assert "will not trust" in capsys.readouterr().err


def test_a_wrong_token_is_asked_for_again_and_said_nowhere(
    ask: type[Asked], capsys: pytest.CaptureFixture[str]
) -> None:
    done = ask("A Union", "US", "America/Chicago", "99:wrong", "")
    told = capsys.readouterr()
    assert "copy it from @BotFather" in told.err
    assert "99:wrong" not in told.err + told.out
    assert done.kept().telegram_token is None


def test_questions_that_are_not_answered_to_the_end_write_nothing(ask: type[Asked]) -> None:
    with pytest.raises(Failure):
        ask("A Union", "US")
    assert not (Asked.folder / ".env").exists()
