"""Every setting of the program, read once into one frozen object."""

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent
COUNTRIES = ("US", "UK", "CA", "AU")
ALIASES = {"GB": "UK"}
OFFICIAL_TELEGRAM = "https://api.telegram.org"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(Exception):
    """A setting is missing or wrong; the message names the setting and its mend, never a secret."""


@dataclass(frozen=True)
class Mail:
    """Where the console hands in the mail that a booking is waiting; `security` is starttls, tls or none."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"


@dataclass(frozen=True)
class Settings:
    """What the operator decided; docs/running.md explains each setting."""

    home: Path
    keys: Path
    database_url: str = field(repr=False)
    telegram_token: str | None = field(repr=False)
    telegram_api_base: str
    timezone: str
    country: str
    operator: str
    access_code: str | None = field(repr=False)
    port_base: int
    clock_file: Path | None
    telegram_webhook_url: str | None = None
    department_size: int = 0
    mail: Mail | None = None

    @property
    def run_folder(self) -> Path:
        """Where process ids, logs and the door's address stand while the system runs."""
        return self.home / "run"

    @property
    def own_lines(self) -> Path:
        """The helplines that coordinators edited; a crisis needs no database."""
        return self.home / "helplines.json"

    @property
    def jurisdiction(self) -> str:
        """The file of confidentiality/ that holds here, such as `us`."""
        return self.country.lower()

    @property
    def is_live(self) -> bool:
        """Whether officers reach this system through the real Telegram."""
        return self.telegram_token is not None and self.telegram_api_base == OFFICIAL_TELEGRAM


def read_settings(environ: Mapping[str, str], dotenv: Path = ROOT / ".env") -> Settings:
    """Read the environment, then `.env` for what is not in it; raises SettingsError."""
    given: dict[str, str] = {name: value for name, value in {**dotenv_values(dotenv), **environ}.items() if value}
    home = Path(given.get("CODE4_HOME", ROOT / ".code4" / "home")).expanduser().resolve()
    clock = given.get("CODE4_CLOCK")
    settings = Settings(
        home=home,
        keys=_key_folder(given, home),
        database_url=given.get("CODE4_DATABASE_URL", f"sqlite:///{home / 'code4.db'}"),
        telegram_token=given.get("TELEGRAM_BOT_TOKEN"),
        telegram_api_base=given.get("TELEGRAM_API_BASE", OFFICIAL_TELEGRAM).rstrip("/"),
        timezone=_timezone(given.get("CODE4_TIMEZONE", "America/New_York")),
        country=_country(given.get("CODE4_COUNTRY", "US")),
        operator=given.get("CODE4_OPERATOR", "the Port Halden Officers' Foundation (sample)"),
        access_code=given.get("CODE4_ACCESS_CODE"),
        port_base=_port(given.get("CODE4_PORT_BASE", "0")),
        clock_file=Path(clock).resolve() if clock else None,
        telegram_webhook_url=given.get("TELEGRAM_WEBHOOK_URL"),
        department_size=_officers(given.get("CODE4_DEPARTMENT_SIZE", "0")),
        mail=_mail(given),
    )
    if settings.is_live and settings.clock_file:
        raise SettingsError("CODE4_CLOCK is for tests: remove it to run on the real Telegram.")
    return settings


def _key_folder(given: Mapping[str, str], home: Path) -> Path:
    """Return the key folder, which may not stand inside the data folder: a backup would take both."""
    keys = Path(given.get("CODE4_KEYS", home.parent / f"{home.name}-keys")).expanduser().resolve()
    if keys == home or home in keys.parents:
        raise SettingsError("CODE4_KEYS stands inside CODE4_HOME: choose a folder apart from the data.")
    return keys


def _timezone(name: str) -> str:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError("CODE4_TIMEZONE is no time zone: use a name like America/Chicago.") from None
    return name


def _country(code: str) -> str:
    country = ALIASES.get(code.upper(), code.upper())
    if country not in COUNTRIES:
        raise SettingsError(f"CODE4_COUNTRY has no helplines here: use one of {', '.join(COUNTRIES)}.")
    return country


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not (text == "0" or 1024 <= int(text) <= 65_000):
        raise SettingsError("CODE4_PORT_BASE is no port: use 0 (free ports) or 1024 to 65000.")
    return int(text)


def _officers(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 1_000_000:
        raise SettingsError("CODE4_DEPARTMENT_SIZE is no number of officers: use a whole number, or 0.")
    return int(text)


def _mail(given: Mapping[str, str]) -> Mail | None:
    """Return where mail is handed in; None when no server is named. Without TLS only to this machine itself."""
    host, sender = given.get("CODE4_SMTP_HOST", ""), given.get("CODE4_SMTP_FROM", "")
    if not host:
        return None
    port, security = given.get("CODE4_SMTP_PORT", "587"), given.get("CODE4_SMTP_SECURITY", "starttls")
    if "@" not in sender:
        raise SettingsError("CODE4_SMTP_FROM is no e-mail address: name the sender of the console's mail.")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise SettingsError("CODE4_SMTP_PORT is no port: use 587 (starttls) or 465 (tls).")
    if security not in ("starttls", "tls", "none") or (security == "none" and host not in LOOPBACK):
        raise SettingsError("CODE4_SMTP_SECURITY must be starttls or tls; none only for a server on this machine.")
    user, password = given.get("CODE4_SMTP_USER", ""), given.get("CODE4_SMTP_PASSWORD", "")
    return Mail(host, int(port), sender, user, password, security)
