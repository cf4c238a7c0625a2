"""What each process is told when it starts, and what Rasa is not."""

import os
from pathlib import Path

import pytest

from bot.telegram.door import open_telegram
from care.clock import SystemClock
from cli.supervisor import _ports, engine_child, python_child
from settings import read_settings
from tests.bot.house import the_words
from wiring import Wiring, read_wiring

SECRETS = {
    "TELEGRAM_BOT_TOKEN": "12:token-of-the-bot",
    "CODE4_DATABASE_URL": "postgresql://code4:password-of-the-database@host/code4",
    "CODE4_ACCESS_CODE": "code-of-the-roll-call",
    "CODE4_OPERATOR": "name-of-the-operator",
    "PGPASSWORD": "another-password",
}


def wiring(folder: Path) -> Wiring:
    secrets = (b"c" * 32, b"a" * 32, b"d" * 32)
    return Wiring(1, 2, 3, *secrets, "model", "sum", str(folder), passphrase="passphrase-of-the-keys")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    folders = {"CODE4_HOME": str(tmp_path / "home"), "CODE4_KEYS": str(tmp_path / "keys"), "HOME": str(tmp_path)}
    for name, value in (SECRETS | folders).items():
        monkeypatch.setenv(name, value)
    return dict(os.environ)


def test_rasa_gets_no_key_token_database_or_home_in_its_environment(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    """Promise 1, against a compromised Rasa."""
    child = engine_child(read_settings(environment), wiring(tmp_path))
    told = repr(dict(child.environment))
    assert not any(name.startswith(("CODE4_", "TELEGRAM_", "PG")) for name in child.environment)
    assert not any(secret in told for secret in SECRETS.values())
    assert str(tmp_path / "keys") not in told
    assert child.environment["HOME"] == str(tmp_path / "home" / "run" / "engine")


def test_rasa_is_told_neither_the_passphrase_nor_the_terminals_secret(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    told = read_wiring(engine_child(read_settings(environment), wiring(tmp_path)).wiring_line)
    assert (told.passphrase, told.door_secret) == ("", b"")
    assert told.channel_secret == b"c" * 32


def test_the_bots_token_is_the_bots_alone(tmp_path: Path, environment: dict[str, str]) -> None:
    settings = read_settings(environment, tmp_path / ".env")
    for name in ("actions", "console", "bot"):
        child = python_child(name, settings, wiring(tmp_path))
        assert (SECRETS["TELEGRAM_BOT_TOKEN"] in child.environment.values()) == (name == "bot")
        assert read_settings(child.environment, tmp_path / ".env").is_live == settings.is_live is True


def test_telegrams_calls_come_to_a_port_of_their_own(tmp_path: Path) -> None:
    given = {"CODE4_HOME": str(tmp_path), "CODE4_PORT_BASE": "8801", "TELEGRAM_BOT_TOKEN": "1:token"}
    settings = read_settings(given | {"TELEGRAM_WEBHOOK_URL": "https://bot.example.org/"}, tmp_path / ".env")
    webhook = open_telegram(settings, the_words(), SystemClock())._webhook
    assert webhook is not None
    assert webhook._port == 8805
    assert webhook._port not in _ports(settings.port_base, 4)


def test_no_secret_stands_in_a_command_line(tmp_path: Path, environment: dict[str, str]) -> None:
    settings = read_settings(environment)
    for child in (engine_child(settings, wiring(tmp_path)), python_child("bot", settings, wiring(tmp_path))):
        line = " ".join(child.command)
        assert not any(secret in line for secret in (*SECRETS.values(), "passphrase-of-the-keys"))
