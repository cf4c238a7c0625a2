from pathlib import Path

import pytest

from settings import SettingsError, read_settings

NO_FILE = Path("/nonexistent/.env")


def test_keys_never_stand_inside_the_data_folder(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CODE4_KEYS"):
        read_settings({"CODE4_HOME": str(tmp_path), "CODE4_KEYS": str(tmp_path / "keys")}, NO_FILE)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CODE4_OPERATOR=From the file\nCODE4_COUNTRY=CA\n")
    settings = read_settings({"CODE4_OPERATOR": "From outside"}, tmp_path / ".env")
    assert (settings.operator, settings.country) == ("From outside", "CA")


def test_a_made_up_clock_is_refused_on_the_real_telegram(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CODE4_CLOCK"):
        read_settings({"TELEGRAM_BOT_TOKEN": "1:a", "CODE4_CLOCK": str(tmp_path / "clock")}, NO_FILE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CODE4_TIMEZONE", "Mars/Olympus"),
        ("CODE4_TIMEZONE", "../../etc/passwd"),
        ("CODE4_COUNTRY", "ZZ"),
        ("CODE4_PORT_BASE", "80"),
        ("CODE4_PORT_BASE", "many"),
    ],
)
def test_a_wrong_setting_is_named_with_its_mend(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value}, NO_FILE)


def test_secrets_are_not_shown_when_settings_are_printed() -> None:
    settings = read_settings(
        {
            "TELEGRAM_BOT_TOKEN": "12:secret",
            "CODE4_DATABASE_URL": "postgresql://u:secret@h/d",
            "CODE4_ACCESS_CODE": "secret",
            "CODE4_SMTP_HOST": "mail.example",
            "CODE4_SMTP_FROM": "console@foundation.example",
            "CODE4_SMTP_PASSWORD": "secret",
        },
        NO_FILE,
    )
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [("CODE4_SMTP_FROM", "nobody"), ("CODE4_SMTP_PORT", "0"), ("CODE4_SMTP_SECURITY", "none")],
)
def test_mail_is_not_handed_in_just_anyhow(name: str, value: str) -> None:
    given = {"CODE4_SMTP_HOST": "mail.example", "CODE4_SMTP_FROM": "console@foundation.example"}
    assert read_settings({}, NO_FILE).mail is None
    assert read_settings(given, NO_FILE).mail is not None
    with pytest.raises(SettingsError, match=name):
        read_settings(given | {name: value}, NO_FILE)
