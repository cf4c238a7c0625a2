"""Logging in: a password, then a code; the first time an own password and an authenticator; logging out."""

import base64
from contextlib import suppress

import pyotp
import segno
from starlette.responses import Response

from console.security import COOKIE, give_cookie
from console.visits import Visit
from storage import accounts, console_sessions, partner_keys
from storage.accounts import LONGEST_PASSWORD, SHORTEST_PASSWORD, Account, tidy
from storage.console_sessions import Stage, digest_of
from storage.index import digest
from storage.partner_keys import PartnerKeyError


def login(visit: Visit) -> Response:
    """Ask for name and password."""
    if visit.session is not None:
        return visit.go("home")
    return visit.page("login.html", wrong=None)


def login_send(visit: Visit) -> Response:
    """Take name and password; both wrong and unknown are answered alike, and slowly after a few times."""
    house, now = visit.house, visit.house.watch.now()
    name, password = tidy(visit.sent("login")), str(visit.form.get("password", ""))
    address = visit.request.client.host if visit.request.client else ""
    with house.database.read() as connection:
        may_try = console_sessions.may_try(connection, house.keys, name, address, now)
        account = house.accounts.check_password(connection, name, password) if may_try else None
    if account is None:
        if may_try:
            with house.database.write() as connection:
                console_sessions.note_failure(connection, house.keys, name, address, now)
        return visit.page("login.html", 401 if may_try else 429, wrong="password" if may_try else "often")
    stage = Stage.START if account.is_one_time or not account.has_secret else Stage.CODE
    token = _enter(visit, account, stage)
    _open_key(visit, account, password, token)
    response = visit.go("start" if stage is Stage.START else "login_code")
    give_cookie(visit.request, response, token)
    return response


def login_code(visit: Visit) -> Response:
    """Ask for the code of the authenticator app."""
    return visit.page("login_code.html", wrong=None)


def login_code_send(visit: Visit) -> Response:
    """Take a code of the app, or a recovery code; failures count like wrong passwords."""
    house, account, now = visit.house, visit.account, visit.house.watch.now()
    name = f"code:{account.id}"
    with house.database.write() as connection:
        console_sessions.purge(connection, now)
        if not console_sessions.may_try(connection, house.keys, name, "", now):
            return visit.page("login_code.html", 429, wrong="often")
        if not house.accounts.check_code(connection, account.id, visit.sent("code")):
            console_sessions.note_failure(connection, house.keys, name, "", now)
            return visit.page("login_code.html", 401, wrong="code")
        console_sessions.forgive(connection, house.keys, name)
        console_sessions.forgive(connection, house.keys, account.login)
        house.audit.append(connection, account.id, "login")
    return _open(visit, visit.go("home"))


def start(visit: Visit) -> Response:
    """Ask for an own password and show the secret of the authenticator."""
    return _start_page(visit, None)


def start_send(visit: Visit) -> Response:
    """Take both; the recovery codes are shown once."""
    password, house = str(visit.form.get("password", "")), visit.house
    wrong = why_no_password(password, str(visit.form.get("again", "")), visit.account.login)
    if wrong:
        return _start_page(visit, wrong)
    with house.database.write() as connection:
        codes = house.accounts.keep_secret(connection, visit.account.id, _secret(visit), visit.sent("code"))
        if codes is None:
            return _start_page(visit, "code")
        house.accounts.set_password(connection, visit.account.id, password)
        accounts.prefer(connection, visit.account.id, visit.locale)
        house.audit.append(connection, visit.account.id, "account.start")
    return _open(visit, visit.page("codes.html", codes=codes, is_first=True))


def logout(visit: Visit) -> Response:
    """End the session, and forget a partner's key."""
    with visit.house.database.write() as connection:
        console_sessions.end(connection, visit.token)
    visit.house.opened.pop(digest_of(visit.token), None)
    response = visit.go("login", said_="out")
    response.delete_cookie(COOKIE, path="/")
    return response


def why_no_password(password: str, again: str, login: str) -> str | None:
    """Return why a password is not taken: `short`, `long`, `plain`, `differs`; None when it is."""
    if password != again:
        return "differs"
    if len(password) < SHORTEST_PASSWORD:
        return "short"
    if len(password) > LONGEST_PASSWORD:
        return "long"
    is_plain = len(set(password)) < 5 or (login and login in password.casefold()) or "password" in password.casefold()
    return "plain" if is_plain else None


def _start_page(visit: Visit, wrong: str | None) -> Response:
    secret = _secret(visit)
    address = pyotp.TOTP(secret).provisioning_uri(name=visit.account.login, issuer_name="Code 4")
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")
    status = 422 if wrong else 200
    return visit.page("start.html", status, wrong=wrong, secret=secret, picture=picture, shortest=SHORTEST_PASSWORD)


def _secret(visit: Visit) -> str:
    """Return the secret that this session offers: the same as long as the set-up lasts, kept nowhere."""
    drawn = digest(visit.house.keys, "console secret", digest_of(visit.token).hex())
    return base64.b32encode(drawn[:20]).decode()


def _enter(visit: Visit, account: Account, stage: Stage) -> str:
    with visit.house.database.write() as connection:
        console_sessions.end(connection, visit.token)
        return console_sessions.begin(connection, account.id, stage, visit.house.watch.now())


def _open(visit: Visit, response: Response) -> Response:
    """Begin the real session under a new token, and carry a partner's opened key over."""
    token = _enter(visit, visit.account, Stage.OPEN)
    key = visit.house.opened.pop(digest_of(visit.token), None)
    if key is not None:
        visit.house.opened[digest_of(token)] = key
    give_cookie(visit.request, response, token)
    return response


def _open_key(visit: Visit, account: Account, password: str, token: str) -> None:
    """Open a partner's key while the password is at hand; pages that need it ask when this failed."""
    if account.organisation is None:
        return
    with suppress(PartnerKeyError), visit.house.database.read() as connection:
        key = partner_keys.open_key(connection, account.organisation, account.id, password)
        visit.house.opened[digest_of(token)] = key
