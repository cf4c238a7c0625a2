"""Accounts of the console: a password (Argon2id), a code of an authenticator app, and recovery codes."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select, update

from care.clock import Clock, SystemClock
from care.names import OrganisationId
from storage.dialects import insert_new
from storage.errors import StorageError
from storage.index import digest
from storage.keys import Keys
from storage.tables.console import accounts, recovery_codes

SHORTEST_PASSWORD = 12  # NIST SP 800-63B-4: length counts, composition rules do not
LONGEST_PASSWORD = 200
RECOVERY_CODES = 10
PERIOD = 30  # seconds a code lives (RFC 6238); one period earlier or later is taken, for clocks that differ
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Role(StrEnum):
    """What an account is for; console/permissions.py says what each may do."""

    COORDINATOR = "coordinator"
    PARTNER = "partner"
    READER = "reader"
    ADMINISTRATOR = "administrator"


class AccountError(StorageError):
    """An account could not be made or changed as asked; the text names no one."""


@dataclass(frozen=True)
class Account:
    """Somebody who may log in; `organisation` only for partner staff."""

    id: str
    login: str
    role: Role
    organisation: OrganisationId | None
    locale: str
    is_active: bool
    is_one_time: bool
    has_secret: bool


@dataclass(frozen=True)
class Accounts:
    """The table of accounts; `clock` is the real time, which codes are made of."""

    keys: Keys = field(repr=False)
    clock: Clock = field(default_factory=SystemClock)
    hasher: PasswordHasher = field(default_factory=PasswordHasher, repr=False)

    def add(
        self, connection: Connection, login: str, role: Role, password: str, organisation: OrganisationId | None = None
    ) -> Account:
        """Make an account with a one-time password; raises AccountError when the name is taken."""
        if (role is Role.PARTNER) != (organisation is not None):
            raise AccountError("partner staff, and nobody else, belong to an organisation")
        row: dict[str, Any] = {"id": secrets.token_hex(16), "login": tidy(login), "role": role}
        row |= {"organisation": organisation, "password": self.hasher.hash(password), "is_one_time": True}
        row |= {"secret": None, "step": 0, "locale": "en", "is_active": True}
        new = insert_new(connection, accounts, once=accounts.c.login).values(**row).returning(accounts)
        added = connection.execute(new).first()
        if added is None:
            raise AccountError("there is an account of that name already")
        return _account(added)

    def check_password(self, connection: Connection, login: str, password: str) -> Account | None:
        """Return the account that name and password belong to; an unknown name takes as long as a wrong one."""
        row = connection.execute(select(accounts).where(accounts.c.login == tidy(login))).first()
        try:
            self.hasher.verify(row.password if row else _decoy(self.hasher), password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return None
        return _account(row) if row and row.is_active else None

    def set_password(self, connection: Connection, account: str, password: str, one_time: bool = False) -> None:
        """Change the password."""
        values = {"password": self.hasher.hash(password), "is_one_time": one_time}
        connection.execute(update(accounts).where(accounts.c.id == account).values(**values))

    def keep_secret(self, connection: Connection, account: str, secret: str, code: str) -> list[str] | None:
        """Keep the authenticator's secret once a code proves it; return new recovery codes, or None."""
        step = self._step_of(secret, code, 0)
        if step is None:
            return None
        sealed = self.keys.transit.seal(secret.encode(), "console_account", "secret", account)
        connection.execute(update(accounts).where(accounts.c.id == account).values(secret=sealed, step=step))
        return self.new_recovery_codes(connection, account)

    def check_code(self, connection: Connection, account: str, code: str) -> bool:
        """Take a code of the app or a recovery code; each works once."""
        row = connection.execute(select(accounts).where(accounts.c.id == account)).first()
        if row is None or row.secret is None:
            return False
        secret = self.keys.open_transit(row.secret, "console_account", "secret", account).decode()
        step = self._step_of(secret, code, row.step)
        if step is not None:
            used = update(accounts).where(accounts.c.id == account, accounts.c.step < step).values(step=step)
            return connection.execute(used).rowcount == 1
        theirs = recovery_codes.c.account == account
        spent = delete(recovery_codes).where(theirs, recovery_codes.c.digest == self._digest(account, code))
        return connection.execute(spent).rowcount == 1

    def new_recovery_codes(self, connection: Connection, account: str) -> list[str]:
        """Make ten recovery codes of 50 bits in the place of earlier ones; they are shown once."""
        connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
        codes = [_grouped("".join(secrets.choice(_ALPHABET) for _ in range(10))) for _ in range(RECOVERY_CODES)]
        rows = [{"digest": self._digest(account, code), "account": account} for code in codes]
        connection.execute(insert(recovery_codes), rows)
        return codes

    def reset(self, connection: Connection, account: str, password: str) -> None:
        """Give a one-time password and ask for a new authenticator at the next log-in."""
        self.set_password(connection, account, password, one_time=True)
        connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
        connection.execute(update(accounts).where(accounts.c.id == account).values(secret=None, step=0))

    def _step_of(self, secret: str, code: str, last: int) -> int | None:
        """Return the period whose code this is, later than the last one used."""
        given, now = code.replace(" ", ""), int(self.clock.now().timestamp()) // PERIOD
        maker = pyotp.TOTP(secret, interval=PERIOD)
        fitting = (step for step in (now - 1, now, now + 1) if secrets.compare_digest(maker.generate_otp(step), given))
        return next((step for step in fitting if step > last), None) if given.isascii() else None

    def _digest(self, account: str, code: str) -> bytes:
        plain = "".join(letter for letter in code.upper() if letter in _ALPHABET)
        return digest(self.keys, "console recovery", account, plain)


def get(connection: Connection, account: str) -> Account | None:
    """Return an account."""
    row = connection.execute(select(accounts).where(accounts.c.id == account)).first()
    return _account(row) if row else None


def find(connection: Connection, login: str) -> Account | None:
    """Return an account by its log-in name."""
    row = connection.execute(select(accounts).where(accounts.c.login == tidy(login))).first()
    return _account(row) if row else None


def everybody(connection: Connection) -> list[Account]:
    """Return all accounts by name."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.login))]


def prefer(connection: Connection, account: str, locale: str) -> None:
    """Keep the language of an account's pages (`en`, `es`)."""
    connection.execute(update(accounts).where(accounts.c.id == account).values(locale=locale))


def allow(connection: Connection, account: str, is_active: bool) -> bool:
    """Let somebody in or keep them out; the last active administrator stays (then False)."""
    row = get(connection, account)
    if row is None or (not is_active and row.role is Role.ADMINISTRATOR and _administrators(connection) < 2):
        return False
    connection.execute(update(accounts).where(accounts.c.id == account).values(is_active=is_active))
    return True


def new_password() -> str:
    """Return a one-time password of 80 random bits that can be read out."""
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(16)), 4).lower()


def tidy(login: str) -> str:
    """Return a log-in name as it is kept."""
    return login.strip().casefold()[:80]


@cache
def _decoy(hasher: PasswordHasher) -> str:
    """Return what an unknown name's password is compared with, so that it takes as long."""
    return hasher.hash(secrets.token_hex(16))


def _administrators(connection: Connection) -> int:
    active = select(func.count()).where(accounts.c.role == Role.ADMINISTRATOR, accounts.c.is_active)
    return int(connection.execute(active).scalar_one())


def _grouped(letters: str, by: int = 5) -> str:
    return "-".join(letters[at : at + by] for at in range(0, len(letters), by))


def _account(row: Any) -> Account:
    organisation = OrganisationId(row.organisation) if row.organisation else None
    flags = (row.is_active, row.is_one_time, row.secret is not None)
    return Account(row.id, row.login, Role(row.role), organisation, row.locale, *flags)
