"""A mail to a partner, "A booking is waiting": it names nobody, no service and no time, and goes by the quarter hour.

It is sent first and noted afterwards: a failure loses nothing and is tried again; at worst a partner is told twice.
"""

import smtplib
import ssl
import threading
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import structlog

from console.house import House
from settings import Mail
from storage import waiting
from storage.errors import StorageError
from storage.waiting import Untold

EVERY = 15 * 60  # seconds; so rounded, the time of a mail says little of the time of a booking
PATIENCE = 20  # seconds for the mail server

log = structlog.get_logger()


def tell_partners(house: House) -> int:
    """Mail every partner that has a booking it does not know of; return how many were told."""
    if house.settings.mail is None:
        return 0
    with house.database.read() as connection:
        found = waiting.untold(connection, house.clock.now())
    return sum(_tell(house, house.settings.mail, each) for each in found)


def begin(house: House) -> threading.Event:
    """Tell partners at each quarter hour, in a thread of its own, until the event that is returned is set."""
    stop = threading.Event()
    if house.settings.mail is not None:
        threading.Thread(target=_keep_on, args=(house, stop), daemon=True).start()
    return stop


def _keep_on(house: House, stop: threading.Event) -> None:
    while not stop.wait(EVERY - house.watch.now().timestamp() % EVERY):
        try:
            tell_partners(house)
        except StorageError as error:
            log.warning("mail_not_looked_for", error=type(error).__name__)


def _tell(house: House, mail: Mail, untold: Untold) -> bool:
    try:
        _send(mail, _message(house, mail, untold.email))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.warning("mail_failed", error=type(error).__name__)
        return False
    with house.database.write() as connection:
        waiting.note_told(connection, untold.bookings)
    return True


def _message(house: House, mail: Mail, to: str) -> EmailMessage:
    subject, _, text = house.templates.get_template("mail.txt").render().partition("\n")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, to, subject
    message["Date"] = format_datetime(house.watch.now())
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2].strip(">") or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.strip() + "\n")
    return message


def _send(mail: Mail, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password)
        server.send_message(message)
