"""Logging in: password, code, lock-out, the form's token, and the headers."""

import re
from datetime import timedelta

import pyotp

from console.house import House
from console.security import COOKIE
from storage.accounts import Role
from tests.console.conftest import PASSWORD, Browser

OWN = "four unrelated words here"


def _new_account(house: House) -> None:
    with house.database.write() as connection:
        house.accounts.add(connection, "Maria", Role.COORDINATOR, PASSWORD)


def _set_up(house: House, anybody: Browser) -> tuple[str, list[str]]:
    _new_account(house)
    _, page = anybody.send("/login", login="maria", password=PASSWORD)
    secret = re.findall(r'class="secret">([A-Z2-7]{32})<', page)[0]
    status, page = anybody.send("/login/start", password=OWN, again=OWN, code=pyotp.TOTP(secret).now())
    assert status == 200
    return secret, re.findall(r"<code>([A-Z2-9]{5}-[A-Z2-9]{5})</code>", page)


def test_the_first_log_in_sets_up_password_authenticator_and_recovery_codes(house: House, anybody: Browser) -> None:
    _, codes = _set_up(house, anybody)
    assert len(codes) == 10
    assert anybody.client.get("/account").status_code == 200


def test_without_the_code_of_the_app_nobody_is_in(house: House, anybody: Browser) -> None:
    _set_up(house, anybody)
    anybody.send("/logout")
    _, page = anybody.send("/login", login="maria", password=OWN)
    assert "/login/code" in page
    assert "login/code" in str(anybody.client.get("/account").url)


def test_a_code_works_once_and_a_recovery_code_too(house: House, anybody: Browser) -> None:
    secret, codes = _set_up(house, anybody)
    anybody.send("/logout")
    anybody.send("/login", login="maria", password=OWN)
    assert anybody.send("/login/code", code=pyotp.TOTP(secret).now())[0] == 401  # it served at the set-up
    assert anybody.send("/login/code", code=codes[0])[0] == 200
    anybody.send("/logout")
    anybody.send("/login", login="maria", password=OWN)
    assert anybody.send("/login/code", code=codes[0])[0] == 401


def test_after_five_wrong_passwords_even_the_right_one_waits(house: House, anybody: Browser) -> None:
    _new_account(house)
    for _ in range(5):
        assert anybody.send("/login", login="maria", password="wrong")[0] == 401
    assert anybody.send("/login", login="maria", password=PASSWORD)[0] == 429


def test_an_unknown_name_is_answered_like_a_wrong_password(house: House, anybody: Browser) -> None:
    _new_account(house)
    known = anybody.send("/login", login="maria", password="wrong")
    unknown = anybody.send("/login", login="nobody", password="wrong")
    assert known == unknown


def test_a_session_ends_after_half_an_idle_hour(house: House, coordinator: Browser) -> None:
    assert coordinator.client.get("/account").url.path == "/account"
    _grow_old(house, timedelta(minutes=31))
    assert coordinator.client.get("/account").url.path == "/login"


def test_a_form_without_its_token_changes_nothing(coordinator: Browser) -> None:
    assert coordinator.client.post("/account/codes").status_code == 403
    assert coordinator.send("/account/codes")[0] == 200


def test_a_form_from_another_site_changes_nothing(coordinator: Browser) -> None:
    coordinator.client.headers["origin"] = "https://elsewhere.example"
    assert coordinator.send("/account/codes")[0] == 403


def test_a_page_runs_no_script_of_others_and_is_kept_nowhere(coordinator: Browser) -> None:
    response = coordinator.client.get("/account")
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?![^>]* src=)|style=|\son[a-z]+=", response.text)


def test_over_tls_the_cookie_is_secure_and_never_for_script(house: House, anybody: Browser) -> None:
    anybody.client.base_url = "https://console.example"
    cookie = anybody.client.get("/login").headers["set-cookie"].lower()
    assert all(part in cookie for part in ("secure", "httponly", "samesite=strict"))


def test_the_token_changes_when_somebody_gets_in(house: House, anybody: Browser) -> None:
    before = anybody.client.cookies.get(COOKIE)
    _set_up(house, anybody)
    assert anybody.client.cookies.get(COOKIE) != before


def _grow_old(house: House, by: timedelta) -> None:
    from sqlalchemy import update

    from storage.tables.console import sessions

    with house.database.write() as connection:
        connection.execute(update(sessions).values(seen=house.watch.now() - by))
