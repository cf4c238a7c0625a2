"""Every route as every role, on own and others' objects, and without log-in."""

from itertools import product

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from console.application import ROUTES, create_app
from console.house import House
from console.permissions import PERMISSIONS
from console.security import COOKIE, form_token
from storage import directory, slots
from storage.accounts import Role
from storage.console_sessions import Stage
from tests.cast import COUNSELLING, NGO_A, NGO_B, a_slot
from tests.console.conftest import HOST, enter
from tests.databases import NOON

OWN = {
    "service": COUNSELLING.id,
    "slot": "slot-a",
    "booking": "none",
    "kind": "service",
    "entry": COUNSELLING.id,
    "person": "0",
    "number": "0",
    "line": "x",
    "name": "x",
    "pattern": "0",
    "format": "csv",
}
OTHERS = OWN | {"service": "peer", "slot": "slot-b", "booking": "other", "entry": "peer"}
NAMED = {"service", "slot", "booking", "entry"}


@pytest.fixture(autouse=True)
def _slots(house: House) -> None:
    with house.database.write() as connection:
        slots.add_slots(connection, [a_slot("slot-a", NOON), a_slot("slot-b", NOON, "peer")])


def call(client: TestClient, method: str, path: str, things: dict[str, str]) -> int:
    """Return the status of a call with a right token."""
    for name, value in things.items():
        path = path.replace("{" + name + "}", value)
    data = {"token": form_token(client.cookies.get(COOKIE) or "")} if method == "POST" else None
    return client.request(method, path, data=data, follow_redirects=False).status_code


def test_every_route_has_a_permission_and_every_permission_a_route(house: House) -> None:
    served = {route.name for route in create_app(house).routes if isinstance(route, Route)}
    assert served == {name for name, *_ in ROUTES}
    assert served <= set(PERMISSIONS)


def test_without_log_in_every_route_leads_to_the_door(house: House) -> None:
    with TestClient(create_app(house), base_url=HOST) as client:
        client.get("/login")
        for name, method, path, _page in ROUTES:
            if PERMISSIONS[name].stage is not None:
                assert call(client, method, path, OWN) == 303, name


@pytest.mark.parametrize("role", Role)
def test_each_role_does_what_its_permissions_say_and_nothing_else(house: House, role: Role) -> None:
    with TestClient(create_app(house), base_url=HOST) as client:
        who = enter(house, client, role, NGO_A.id if role is Role.PARTNER else None)
        for (name, method, path, _page), things in product(ROUTES, (OWN, OTHERS)):
            permission = PERMISSIONS[name]
            if permission.stage is not Stage.OPEN or name == "logout":
                continue
            status = call(client, method, path, things)
            assert status < 500, name
            if not permission.allows(role):
                assert status == 403, (role, name)
            elif role is Role.PARTNER and things is OTHERS and NAMED & set(path.replace("}", "{").split("{")):
                assert status == 404, (role, name)
        assert who.account is not None


def test_a_partner_sees_only_what_is_theirs_in_lists(house: House) -> None:
    with TestClient(create_app(house), base_url=HOST) as client:
        browser = enter(house, client, Role.PARTNER, NGO_B.id)
        for path in ("/directory", "/directory?kind=organisation", f"/directory?organisation={NGO_A.id}"):
            assert NGO_A.name not in browser.get(path)
        assert browser.client.get("/directory?kind=article").status_code == 404


def test_a_partner_cannot_give_a_service_to_another_organisation(house: House) -> None:
    from tests.console.test_directory import FIELDS, keep

    with TestClient(create_app(house), base_url=HOST) as client:
        browser = enter(house, client, Role.PARTNER, NGO_A.id)
        assert keep(browser, organisation=NGO_B.id)[0] == 422
        assert FIELDS["organisation"] == NGO_A.id
        assert browser.send(f"/directory/service/{COUNSELLING.id}/publish")[0] == 403
    with house.database.read() as connection:
        kept = directory.service(connection, COUNSELLING.id)
    assert kept is not None
    assert kept.organisation.id == NGO_A.id
