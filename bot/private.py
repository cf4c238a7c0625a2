"""Private answers: a number or an alias goes to the dialogue as a token; what was typed stays sealed."""

import json

from sqlalchemy import Connection

from bot.job import Job
from bot.session import Session
from care.clock import Clock
from care.names import OfficerId
from storage import due, private
from storage.keys import Keys

PRIVATE_SLOTS = frozenset({"contact_number", "contact_alias"})
OTHER_SUBJECTS = frozenset(
    {
        "deny",
        "cancel_booking",
        "ask_confidentiality",
        "talk_to_human",
        "help_menu",
        "goodbye",
        "delete_my_data",
    }
)
SURE = 0.8
FEWEST_DIGITS = 7  # of a number that can be called


def is_private(session: Session, text: str = "") -> bool:
    """Tell whether a text answers a private question of an officer, or gives a number before it is asked."""
    if session.officer is None:
        return False
    is_number = sum(each.isdigit() for each in text) >= FEWEST_DIGITS
    return session.asked in PRIVATE_SLOTS or (session.asked == "contact" and is_number)


def changes_subject(intent: str, confidence: float) -> bool:
    """Tell whether the text is no answer to the private question."""
    return intent in OTHER_SUBJECTS and confidence >= SURE


def payload_of(job: Job) -> str:
    """Return what the dialogue gets in the text's place."""
    return "/private_answer" + json.dumps({"token": private.token_of(job.id)})


def keep(connection: Connection, keys: Keys, clock: Clock, officer: OfficerId, job: Job, text: str) -> None:
    """Seal the text under the officer's key for an hour; once, however often the message is repeated."""
    token = private.token_of(job.id)
    if private.keep(connection, keys, officer, token, text):
        due.add(connection, keys, "private_expiry", clock.now() + private.LIFE, about=token)
