"""`code4 setup`: the first settings, asked in plain words; ends with the address of the console."""

import argparse
import os
import sys
import zoneinfo
from collections.abc import Callable

import httpx
from dotenv import set_key

from cli.failure import FAILED, Failure
from cli.unlocking import the_keys
from settings import COUNTRIES, ROOT, Settings, read_settings
from storage.accounts import Accounts, Role, everybody, new_password
from storage.database import open_database
from storage.keys import create_keys
from storage.migrations import migrate

PORT_BASE = 8440
CONSOLE = 3  # the console's place among the ports
BY_DEPARTMENT = ("police department", "sheriff", "city of", "police dept")


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: everything is asked."""


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Ask, write `.env`, make keys and the first account where there are none."""
    answers = {
        "CODE4_OPERATOR": _ask("Who runs this? Officers read the name first", settings.operator, _operator),
        "CODE4_COUNTRY": _ask(f"Country ({', '.join(COUNTRIES)})", settings.country, _country),
        "CODE4_TIMEZONE": _ask("Time zone, such as America/Chicago", settings.timezone, _zone),
    }
    token = _ask("Token of the Telegram bot (empty: later)", "", lambda text: _token(settings, text))
    if token:
        answers["TELEGRAM_BOT_TOKEN"] = token
    answers["CODE4_PORT_BASE"] = str(settings.port_base or PORT_BASE)
    for name, value in answers.items():
        _keep(name, value)
    _first_account(read_settings(os.environ, ROOT / ".env"))
    port = int(answers["CODE4_PORT_BASE"]) + CONSOLE
    print("Settings are in .env. Start everything with `make serve`, then open")
    print(f"http://127.0.0.1:{port}/")
    return 0


def _ask(question: str, usual: str, check: Callable[[str], str | None]) -> str:
    """Ask until the answer is good; an empty answer takes the usual one."""
    while True:
        sys.stderr.write(f"{question}{f' [{usual}]' if usual else ''}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise Failure("The questions were not answered to the end; nothing was written.", FAILED)
        answer = line.strip() or usual
        wrong = check(answer)
        if wrong is None:
            return answer
        sys.stderr.write(f"{wrong}\n")


def _operator(text: str) -> str | None:
    if not text or "(sample)" in text:
        return "Name the union, foundation or organisation that runs this."
    if any(word in text.casefold() for word in BY_DEPARTMENT):
        return "Officers will not trust their department's own bot: let a union, a foundation or an NGO run it."
    return None


def _country(text: str) -> str | None:
    return None if text.upper() in (*COUNTRIES, "GB") else f"There are helplines for {', '.join(COUNTRIES)} alone."


def _zone(text: str) -> str | None:
    return None if text in zoneinfo.available_timezones() else "That is no time zone."


def _token(settings: Settings, text: str) -> str | None:
    """Ask Telegram whose token it is; the token stands in no message."""
    if not text:
        return None
    try:
        answer = httpx.get(f"{settings.telegram_api_base}/bot{text}/getMe", timeout=10).json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return "Telegram cannot be reached: check the network, or leave it empty for now."
    if answer.get("ok") is not True:
        return "Telegram does not know this token: copy it from @BotFather once more."
    sys.stderr.write(f"That is @{answer['result'].get('username', '?')}.\n")
    return None


def _keep(name: str, value: str) -> None:
    path = ROOT / ".env"
    path.touch(mode=0o600)
    path.chmod(0o600)
    set_key(path, name, value)


def _first_account(settings: Settings) -> None:
    """Make the keys and an administrator, where there are none; the one-time password is printed."""
    if not settings.keys.exists():
        create_keys(settings.keys)
    keys = the_keys(settings)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    migrate(database)
    with database.write() as connection:
        if not everybody(connection):
            password = new_password()
            Accounts(keys).add(connection, "admin", Role.ADMINISTRATOR, password)
            print(f"First account: admin, one-time password {password}")
    database.close()
    keys.close()
