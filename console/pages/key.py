"""A partner's key: made at the first visit, opened by password, shared by invitation, recovered from paper."""

from sqlalchemy import Connection
from starlette.responses import Response

from care.names import OrganisationId
from console.visits import NotThere, Visit
from storage import accounts, directory, partner_keys
from storage.console_sessions import digest_of
from storage.partner_keys import KeyExists, NoPartnerKey, PartnerKeyError, PrivateKey, fingerprint_of


def key(visit: Visit) -> Response:
    """Show how the key stands."""
    return _page(visit)


def make(visit: Visit) -> Response:
    """Make the organisation's key; the printed code is shown once."""
    organisation, password = _organisation(visit), str(visit.form.get("password", ""))
    if not _is_own_password(visit, password):
        return _page(visit, "password")
    try:
        with visit.house.database.write() as connection:
            made = partner_keys.make_key(connection, organisation, visit.account.id, password)
            directory.note_change(connection)
            visit.house.audit.append(connection, visit.account.id, "key.make", organisation)
    except KeyExists:
        return _page(visit, "exists")
    visit.house.opened[digest_of(visit.token)] = made.private
    return _printed(visit, made.private, made.recovery)


def open_it(visit: Visit) -> Response:
    """Open the key: by password, or with a colleague's code, or the printed one."""
    organisation, me = _organisation(visit), visit.account.id
    password, code = str(visit.form.get("password", "")), visit.sent("code")
    if not _is_own_password(visit, password):
        return _page(visit, "password")
    try:
        with visit.house.database.write() as connection:
            opened = _open(visit, connection, password, code)
            visit.house.audit.append(connection, me, "key.recover" if code else "key.open", organisation)
    except PartnerKeyError as error:
        return _page(visit, "none" if isinstance(error, NoPartnerKey) else "wrong")
    visit.house.opened[digest_of(visit.token)] = opened
    return visit.go("key", said_="opened")


def invite(visit: Visit) -> Response:
    """Make a colleague's one-time code."""
    opened = _key(visit)
    if opened is None:
        return visit.go("key", said_="locked")
    with visit.house.database.write() as connection:
        colleague = accounts.get(connection, visit.sent("colleague"))
        if colleague is None or colleague.organisation != visit.account.organisation:
            raise NotThere
        code = partner_keys.invite(connection, opened, colleague.id)
        visit.house.audit.append(connection, visit.account.id, "key.invite", colleague.id)
    return visit.page("key_code.html", code=code, colleague=colleague, fingerprint=None)


def print_again(visit: Visit) -> Response:
    """Make a new printed code in the place of the old one."""
    opened = _key(visit)
    if opened is None:
        return visit.go("key", said_="locked")
    with visit.house.database.write() as connection:
        code = partner_keys.print_again(connection, opened)
        visit.house.audit.append(connection, visit.account.id, "key.print", opened.organisation)
    return _printed(visit, opened, code)


def _open(visit: Visit, connection: Connection, password: str, code: str) -> PrivateKey:
    organisation, me, kind = _organisation(visit), visit.account.id, visit.sent("kind")
    if kind == "accept":
        return partner_keys.accept(connection, organisation, me, code, password)
    if kind == "recover":
        return partner_keys.recover(connection, organisation, me, code, password)
    return partner_keys.open_key(connection, organisation, me, password)


def _page(visit: Visit, wrong: str | None = None) -> Response:
    organisation = _organisation(visit)
    with visit.house.database.read() as connection:
        holders = partner_keys.holders(connection, organisation)
        staff = [each for each in accounts.everybody(connection) if each.organisation == organisation]
        known = {each.id: each.public_key for each in directory.all_organisations(connection)}
    public = known.get(organisation)
    return visit.page(
        "key.html",
        422 if wrong else 200,
        wrong=wrong,
        holders=holders,
        staff=staff,
        is_open=_key(visit) is not None,
        fingerprint=fingerprint_of(public) if public else None,
    )


def _printed(visit: Visit, opened: PrivateKey, code: str) -> Response:
    return visit.page("key_code.html", code=code, colleague=None, fingerprint=fingerprint_of(opened.public))


def _is_own_password(visit: Visit, password: str) -> bool:
    """Tell whether it is the log-in password: one password for both, so that nobody has to remember two."""
    with visit.house.database.read() as connection:
        return visit.house.accounts.check_password(connection, visit.account.login, password) is not None


def _key(visit: Visit) -> PrivateKey | None:
    return visit.house.opened.get(digest_of(visit.token))


def _organisation(visit: Visit) -> OrganisationId:
    if visit.account.organisation is None:
        raise NotThere
    return visit.account.organisation
