"""Private answers (a number, an alias, a free line, a step of a safety plan) go to the dialogue as tokens, sealed."""

import json

from sqlalchemy import Connection

from bot.job import Job
from bot.session import Session
from care.clock import Clock
from care.names import OfficerId
from care.safety_plan import STEPS
from language.short import is_unsure, meaning_of
from storage import due, private
from storage.keys import Keys

CONTACT_SLOTS = frozenset({"contact_number", "contact_alias"})
PLAN_SLOTS = frozenset(f"plan_{step}" for step in STEPS)
NOTE_SLOTS = frozenset({"check_note", "feedback_note"})  # the free lines of check-ins and feedback
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
IN_A_PLAN = frozenset({"ask_confidentiality", "delete_my_data"})  # all else there may be an answer
IN_A_NOTE = frozenset({"deny", "ask_confidentiality", "talk_to_human", "delete_my_data"})  # a line may be of anything
SURE_OF_OTHERS = 0.9
AWAY = frozenset({"back", "stop", "nothing"})
FEWEST_DIGITS = 7  # of a number that can be called


def is_private(session: Session, text: str = "") -> bool:
    """Tell whether a text answers a private question of an officer, or gives a number before it is asked."""
    if session.officer is None:
        return False
    if session.asked in CONTACT_SLOTS:
        return is_number(text) or not _turns_away(text)
    if session.asked in NOTE_SLOTS:
        return meaning_of(text) not in AWAY
    return session.asked in PLAN_SLOTS or (session.asked == "contact" and is_number(text))


def _turns_away(text: str) -> bool:
    """Tell whether a text is a question, a short word such as "back", or unsure, and no name."""
    return text.rstrip().endswith("?") or meaning_of(text) in AWAY or is_unsure(text)


def is_plain(session: Session, text: str) -> bool:
    """Tell whether a text can only be meant as the answer: a number to call, or a step of the safety plan."""
    return session.asked in PLAN_SLOTS or is_number(text)


def is_number(text: str) -> bool:
    """Tell whether a text holds a number that can be called."""
    return sum(each.isdigit() for each in text) >= FEWEST_DIGITS


def changes_subject(session: Session, intent: str, confidence: float) -> bool:
    """Tell whether the text is no answer to the private question."""
    if session.asked in PLAN_SLOTS:
        return intent in IN_A_PLAN and confidence >= SURE_OF_OTHERS
    if session.asked in NOTE_SLOTS:
        return intent in IN_A_NOTE and confidence >= SURE_OF_OTHERS
    return intent in OTHER_SUBJECTS and confidence >= SURE


def payload_of(job: Job) -> str:
    """Return what the dialogue gets in the text's place."""
    return "/private_answer" + json.dumps({"token": private.token_of(job.id)})


def keep(connection: Connection, keys: Keys, clock: Clock, officer: OfficerId, job: Job, text: str) -> None:
    """Seal the text under the officer's key for an hour; once, however often the message is repeated."""
    token = private.token_of(job.id)
    if private.keep(connection, keys, officer, token, text):
        due.add(connection, keys, "private_expiry", clock.now() + private.LIFE, about=token)
