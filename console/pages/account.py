"""One's own account: password, recovery codes, language."""

from contextlib import suppress

from starlette.responses import Response

from console.pages.door import why_no_password
from console.visits import Visit
from storage import accounts, console_sessions, partner_keys
from storage.console_sessions import digest_of
from storage.partner_keys import NoPartnerKey
from words import LOCALES


def account(visit: Visit) -> Response:
    """Show what can be changed."""
    return visit.page("account.html", wrong=None)


def account_password(visit: Visit) -> Response:
    """Change the password, and with it what a partner's key is wrapped under; other sessions end."""
    house, me = visit.house, visit.account
    old, new = str(visit.form.get("old", "")), str(visit.form.get("password", ""))
    with house.database.read() as connection:
        is_known = house.accounts.check_password(connection, me.login, old) is not None
    wrong = why_no_password(new, str(visit.form.get("again", "")), me.login) if is_known else "old"
    if wrong:
        return visit.page("account.html", 422, wrong=wrong)
    with house.database.write() as connection:
        house.accounts.set_password(connection, me.id, new)
        console_sessions.end_all(connection, me.id, but=digest_of(visit.token))
        house.audit.append(connection, me.id, "account.password")
        if me.organisation is not None:
            with suppress(NoPartnerKey):
                partner_keys.change_password(connection, me.organisation, me.id, old, new)
    return visit.go("account", said_="password")


def account_codes(visit: Visit) -> Response:
    """Make new recovery codes and show them once."""
    with visit.house.database.write() as connection:
        codes = visit.house.accounts.new_recovery_codes(connection, visit.account.id)
        visit.house.audit.append(connection, visit.account.id, "account.codes")
    return visit.page("codes.html", codes=codes, is_first=False)


def account_language(visit: Visit) -> Response:
    """Keep the language of the pages."""
    if visit.sent("locale") in LOCALES:
        with visit.house.database.write() as connection:
            accounts.prefer(connection, visit.account.id, visit.sent("locale"))
    return visit.go("account", said_="language")
