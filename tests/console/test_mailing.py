"""The mail that a booking is waiting: content-free, sent once, and never lost because a mail server fails."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from care.desk import Booking
from care.names import OfficerId
from console import mailing as mailing_room
from console.house import House
from console.mailing import tell_partners
from settings import Mail
from storage import directory
from tests.cast import COUNSELLING, NGO_A
from tests.console.conftest import Browser
from tests.console.test_bookings import CONTACT, booked
from tests.databases import MovableClock

__all__ = ["booked"]  # a fixture
ADDRESS = "desk@lantern.example"


class Post(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is handed; `refuses` makes it turn every recipient away."""

    daemon_threads = True
    refuses = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.letters: list[str] = []


class _Clerk(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.letters.append("".join(each.decode() for each in iter(self.rfile.readline, b".\r\n")))
            refused = verb == b"RCPT" and self.server.refuses
            self.wfile.write(b"550 no\r\n" if refused else b"250 ok\r\n")


@pytest.fixture
def post() -> Iterator[Post]:
    """Return a mail server on loopback."""
    with Post() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def mailing(house: House, post: Post) -> House:
    """Return the house, with mail, and an organisation that has an address."""
    with house.database.write() as connection:
        directory.put(connection, [replace(NGO_A, email=ADDRESS)])
    mail = Mail("127.0.0.1", post.server_address[1], "console@foundation.example", security="none")
    return replace(house, settings=replace(house.settings, mail=mail))


def test_a_partner_is_told_once_and_the_mail_says_nothing_else(
    mailing: House, post: Post, booked: tuple[OfficerId, Booking]
) -> None:
    assert tell_partners(mailing) == 1
    assert tell_partners(mailing) == 0
    (letter,) = post.letters
    assert f"To: {ADDRESS}" in letter
    assert "A booking is waiting" in letter
    for secret in (booked[1].reference, CONTACT, COUNSELLING.name.en, NGO_A.name, "11-17", "17 Nov 2026"):
        assert secret not in letter


@pytest.mark.parametrize("fault", ["refused", "gone"])
def test_a_failing_mail_server_loses_nothing_and_no_address_is_logged(
    mailing: House,
    post: Post,
    booked: tuple[OfficerId, Booking],
    fault: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = mailing
    if fault == "gone":
        gone = Mail("127.0.0.1", 1, "console@foundation.example", security="none")
        broken = replace(mailing, settings=replace(mailing.settings, mail=gone))
    post.refuses = fault == "refused"
    monkeypatch.setattr(mailing_room, "log", structlog.wrap_logger(structlog.PrintLogger()))  # everything, unfiltered
    assert tell_partners(broken) == 0
    said = "".join(capsys.readouterr())
    assert "mail_failed" in said
    assert ADDRESS not in said
    post.refuses = False
    assert tell_partners(mailing) == 1


def test_a_booking_that_was_seen_or_has_begun_needs_no_mail(
    mailing: House, post: Post, booked: tuple[OfficerId, Booking], partner: Browser, clock: MovableClock
) -> None:
    partner.get(f"/bookings/{booked[1].id}")
    assert tell_partners(mailing) == 0
    with mailing.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM booking_mark")
    clock.move(timedelta(days=2))
    assert tell_partners(mailing) == 0


def test_without_a_server_or_an_address_nobody_is_told(
    house: House, mailing: House, booked: tuple[OfficerId, Booking]
) -> None:
    assert tell_partners(house) == 0
    with house.database.write() as connection:
        directory.put(connection, [NGO_A])
    assert tell_partners(mailing) == 0
