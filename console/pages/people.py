"""Accounts, for administrators: who may log in, as what."""

from starlette.responses import Response

from care.names import OrganisationId
from console.forms.shapes import MANY
from console.visits import NotThere, Visit
from storage import accounts, console_sessions, directory, partner_keys
from storage.accounts import Account, AccountError, Role, new_password


def people(visit: Visit) -> Response:
    """List every account."""
    return _page(visit)


def person_add(visit: Visit) -> Response:
    """Make an account; its one-time password is shown once."""
    house, login, role = visit.house, visit.sent("login"), visit.sent("role")
    organisation = _organisation(visit) if role == Role.PARTNER else None
    if not login or role not in set(Role) or (role == Role.PARTNER and organisation is None):
        return _page(visit, "missing")
    password = new_password()
    try:
        with house.database.write() as connection:
            made = house.accounts.add(connection, login, Role(role), password, organisation)
            house.audit.append(connection, visit.account.id, "account.add", made.id)
    except AccountError:
        return _page(visit, "taken")
    return visit.page("one_time.html", person=made, password=password)


def person_reset(visit: Visit) -> Response:
    """Give a one-time password to somebody who lost theirs; their sessions end."""
    house, person = visit.house, _person(visit)
    password = new_password()
    with house.database.write() as connection:
        house.accounts.reset(connection, person.id, password)
        _shut_out(visit, person)
        console_sessions.end_all(connection, person.id)
        if person.organisation is not None:
            partner_keys.remove(connection, person.organisation, person.id)
        house.audit.append(connection, visit.account.id, "account.reset", person.id)
    return visit.page("one_time.html", person=person, password=password)


def person_allow(visit: Visit) -> Response:
    """Keep somebody out, or let them in again; the last administrator stays."""
    person, is_active = _person(visit), visit.sent("active") == "yes"
    with visit.house.database.write() as connection:
        if not accounts.allow(connection, person.id, is_active):
            return _page(visit, "last")
        if not is_active:
            _shut_out(visit, person)
            console_sessions.end_all(connection, person.id)
            if person.organisation is not None:
                partner_keys.remove(connection, person.organisation, person.id)
        visit.house.audit.append(
            connection, visit.account.id, "account.allow" if is_active else "account.stop", person.id
        )
    return visit.go("people", said_="saved")


def audit(visit: Visit) -> Response:
    """Show the newest entries of the audit, once both copies agree."""
    entries = visit.house.audit.verify(visit.house.database)
    with visit.house.database.read() as connection:
        names = {person.id: person.login for person in accounts.everybody(connection)}
    return visit.page("audit.html", entries=entries[::-1][:200], names=names, count=len(entries))


def _page(visit: Visit, wrong: str | None = None) -> Response:
    with visit.house.database.read() as connection:
        everybody = accounts.everybody(connection)
    names = _names(visit)
    values = {"people": everybody, "names": names, "many": len(names) > MANY, "roles": Role, "wrong": wrong}
    return visit.page("people.html", 422 if wrong else 200, **values)


def _organisation(visit: Visit) -> OrganisationId | None:
    """Return the organisation that was chosen, or named."""
    wanted = visit.sent("organisation")
    found = [id_ for id_, name in _names(visit).items() if wanted in (id_, name)]
    return found[0] if len(found) == 1 else None


def _names(visit: Visit) -> dict[OrganisationId, str]:
    with visit.house.database.read() as connection:
        return {each.id: each.name for each in directory.all_organisations(connection, visit.house.samples)}


def _person(visit: Visit) -> Account:
    with visit.house.database.read() as connection:
        person = accounts.get(connection, visit.param("person"))
    if person is None:
        raise NotThere
    return person


def _shut_out(visit: Visit, person: Account) -> None:
    """Drop an opened key of the organisation: whoever still works there opens it again by password."""
    for digest, key in list(visit.house.opened.items()):
        if key.organisation == person.organisation:
            visit.house.opened.pop(digest, None)
