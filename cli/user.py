"""`code4 user add`: the console's accounts; the first one is made here, the others in the console."""

import argparse
import sys

from care.names import OrganisationId
from cli.failure import FAILED, USAGE, Failure
from cli.home import clock_of
from cli.unlocking import the_keys
from settings import Settings
from storage import directory
from storage.accounts import AccountError, Accounts, Role, everybody, new_password
from storage.audit import Audit
from storage.database import Database, open_database
from storage.migrations import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    """Choose between adding and listing."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="make an account; prints its one-time password")
    add.add_argument("login", help="the name to log in with")
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.ADMINISTRATOR.value)
    add.add_argument("--organisation", help="name or id, for partner staff")
    actions.add_parser("list", help="list the accounts")


def run(settings: Settings, given: argparse.Namespace) -> int:
    """Add or list."""
    keys = the_keys(settings)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    try:
        migrate(database)
        if given.action == "list":
            return _list(database)
        role, login = Role(given.role), str(given.login).strip()
        if not login:
            raise Failure("Name the account.", USAGE)
        password, organisation = new_password(), _organisation(database, role, given.organisation)
        with database.write() as connection:
            made = Accounts(keys).add(connection, login, role, password, organisation)
            Audit(keys, clock_of(settings)).append(connection, "operator", "account.add", made.id)
    except AccountError as error:
        raise Failure(f"{str(error).capitalize()}.", FAILED) from None
    finally:
        database.close()
        keys.close()
    print(password)
    print(
        f"One-time password of {made.login} ({role}): shown only now. The first log-in asks for an own one, "
        "and for an authenticator app.",
        file=sys.stderr,
    )
    return 0


def _list(database: Database) -> int:
    with database.read() as connection:
        for account in everybody(connection):
            print(f"{account.login}  {account.role}  {'active' if account.is_active else 'kept out'}")
    return 0


def _organisation(database: Database, role: Role, wanted: str | None) -> OrganisationId | None:
    if role is not Role.PARTNER:
        return None
    with database.read() as connection:
        known = directory.all_organisations(connection)
    found = [each.id for each in known if wanted and wanted.casefold() in (each.id, each.name.casefold())]
    if len(found) != 1:
        names = ", ".join(each.name for each in known) or "none yet"
        raise Failure(f"Partner staff need --organisation, one of: {names}.", USAGE)
    return found[0]
