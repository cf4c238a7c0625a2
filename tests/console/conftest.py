"""A console over a fresh SQLite database, and people of every role who are logged in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from care.clock import Clock, FileClock, SystemClock
from care.names import OrganisationId
from console.application import create_app, open_house
from console.house import House
from console.security import COOKIE, form_token
from lines import OwnLines
from settings import Settings
from storage import console_sessions, directory, stretching
from storage.accounts import Account, Accounts, Role
from storage.console_sessions import Stage
from storage.database import Database, open_database
from storage.keys import Keys, create_keys, open_keys
from storage.tables import load_tables
from tests.cast import COUNSELLING, NGO_A, NGO_B, ROOMS, a_service
from tests.databases import NOON, MovableClock
from words import Words

PASSWORD = "correct horse battery"
HOST = "http://127.0.0.1"


@dataclass
class Browser:
    """Somebody at a browser without script: follows forms with their token."""

    client: TestClient
    account: Account | None = None

    def get(self, path: str) -> str:
        """Return the text of a page that must be there."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.text

    def send(self, path: str, **fields: str | list[str]) -> tuple[int, str]:
        """Send a form; return the status and the text of where it leads."""
        token = form_token(self.client.cookies.get(COOKIE) or "")
        response = self.client.post(path, data={"token": token, **fields})
        return response.status_code, response.text


def settings_of(home: Path) -> Settings:
    """Return settings of a home in a temporary folder."""
    return Settings(
        home=home,
        keys=home / "keys",
        database_url="",
        telegram_token=None,
        telegram_api_base="",
        timezone="America/Chicago",
        country="US",
        operator="the Port Halden Officers' Foundation",
        access_code=None,
        port_base=0,
        clock_file=None,
    )


def quick_house(settings: Settings, database: Database, keys: Keys, clock: Clock) -> House:
    """Return a house whose passwords cost little."""
    return replace(open_house(settings, database, keys), clock=clock, accounts=_quick(keys))


def _quick(keys: Keys) -> Accounts:
    return Accounts(keys, SystemClock(), PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@contextmanager
def clock_house(folder: Path) -> Iterator[House]:
    """Open a house of its own at `NOON`, for tests that share one."""
    create_keys(folder / "keys")
    keys, database = open_keys(folder / "keys"), open_database(f"sqlite:///{folder / 'code4.db'}")
    with database.write() as connection:
        load_tables().create_all(connection)
    yield quick_house(settings_of(folder), database, keys, clock_at_noon(folder))
    database.close()
    keys.close()


def clock_at_noon(folder: Path) -> MovableClock:
    """Return a clock that stands at `NOON`."""
    clock = MovableClock(FileClock(folder / "clock"))
    clock.set(NOON)
    return clock


@pytest.fixture(scope="session")
def model_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, House]]:
    """Make keys, tables and the cast's directory once; each test works on a copy."""
    folder = tmp_path_factory.mktemp("console")
    with clock_house(folder) as house:
        with house.database.write() as connection:
            peer = a_service("peer", organisation=NGO_B)
            directory.put(connection, [NGO_A, NGO_B, ROOMS, COUNSELLING, peer])
        house.database.close()
        yield folder, house


@pytest.fixture
def house(
    tmp_path: Path, model_home: tuple[Path, House], clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """Return a console's house with the cast's directory."""
    monkeypatch.setattr("storage.partner_keys.SLOW", stretching.QUICK)
    folder, model = model_home
    shutil.copytree(folder / "keys", tmp_path / "keys")
    shutil.copy(folder / "code4.db", tmp_path / "code4.db")
    keys, database = open_keys(tmp_path / "keys"), open_database(f"sqlite:///{tmp_path / 'code4.db'}")
    settings = settings_of(tmp_path)
    words = Words(model.words.responses, OwnLines(model.words.packaged, settings.own_lines), settings.operator)
    own = {"settings": settings, "database": database, "keys": keys, "accounts": _quick(keys), "words": words}
    yield replace(model, clock=clock, opened={}, **own)  # type: ignore[arg-type]
    database.close()
    keys.close()


@pytest.fixture
def anybody(house: House) -> Iterator[Browser]:
    """Return somebody who has not logged in."""
    with TestClient(create_app(house), base_url=HOST) as client:
        client.get("/login")
        yield Browser(client)


def enter(house: House, client: TestClient, role: Role, organisation: OrganisationId | None = None) -> Browser:
    """Return somebody of a role who is logged in."""
    with house.database.write() as connection:
        account = house.accounts.add(connection, f"{role}-{organisation or ''}", role, PASSWORD, organisation)
        house.accounts.keep_secret(connection, account.id, secret := pyotp.random_base32(), pyotp.TOTP(secret).now())
        house.accounts.set_password(connection, account.id, PASSWORD)
        token = console_sessions.begin(connection, account.id, Stage.OPEN, house.watch.now())
    client.cookies.clear()
    client.cookies.set(COOKIE, token, domain="127.0.0.1", path="/")
    return Browser(client, account)


def _somebody(house: House, role: Role, organisation: OrganisationId | None = None) -> Iterator[Browser]:
    with TestClient(create_app(house), base_url=HOST) as client:
        yield enter(house, client, role, organisation)


@pytest.fixture
def coordinator(house: House) -> Iterator[Browser]:
    """Return a coordinator who is logged in."""
    yield from _somebody(house, Role.COORDINATOR)


@pytest.fixture
def partner(house: House) -> Iterator[Browser]:
    """Return staff of NGO A who is logged in."""
    yield from _somebody(house, Role.PARTNER, NGO_A.id)


@pytest.fixture
def other_partner(house: House) -> Iterator[Browser]:
    """Return staff of NGO B, who must see nothing of A."""
    yield from _somebody(house, Role.PARTNER, NGO_B.id)


@pytest.fixture
def administrator(house: House) -> Iterator[Browser]:
    """Return an administrator who is logged in."""
    yield from _somebody(house, Role.ADMINISTRATOR)


@pytest.fixture
def reader(house: House) -> Iterator[Browser]:
    """Return a reader who is logged in."""
    yield from _somebody(house, Role.READER)
