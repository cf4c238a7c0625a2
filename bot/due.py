"""What is due: each row is taken and done in one transaction, so that nothing is lost or done twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.codec import pack_letter, pack_outgoing
from bot.crisis.checks import say_check
from bot.doors import Letter
from bot.mass import Mass
from bot.messages import Outgoing
from bot.notices import notice
from bot.reminding import KINDS as AGREED
from bot.reminding import Reminding
from bot.when import say_when
from care.clock import Clock, open_clock
from care.crisis_checks import awake_from
from care.desk import BookingState
from care.names import BookingReference, OfficerId
from settings import ROOT, Settings
from storage import bookings, crisis_checks, directory, due, inbox, outbox, private, slots
from storage.database import Database
from storage.due import Due
from storage.errors import StorageError
from storage.keys import Keys
from storage.officer_keys import NoKey
from storage.officers import NoOfficer, Officers
from storage.preferences import REMINDER, decided
from storage.sealing import SealBroken
from storage.upkeep import keep_up
from words import Words, load_words

AT_ONCE = 100
PURGE_EVERY = timedelta(hours=1)

log = structlog.get_logger()


@dataclass(frozen=True)
class DueRunner:
    """Runs what is due, in any process: what comes of it stands in the outbox."""

    database: Database
    keys: Keys
    words: Words
    clock: Clock

    def run(self, at_most: int | None = None) -> int:
        """Run what is due now, everything or about so many rows; returns how many rows were done."""
        ran = 0
        while (at_most is None or ran < at_most) and (rows := self._ready()):
            done = self._run_together(rows)
            ran += done
            if not done:
                break
        return ran

    def _ready(self) -> list[Due]:
        with self.database.read() as connection:
            now = self.clock.now()
            return due.ready(connection, self.keys, now, tuple(_KINDS), AT_ONCE)

    def _run_together(self, rows: list[Due]) -> int:
        """Do rows in one transaction; when one of them breaks, each by itself. Returns how many were done."""
        try:
            with self.database.write() as connection:
                reminders = [row for row in rows if row.kind == REMINDER]
                done = Mass(self.keys, self.words, self.clock).remind(connection, reminders) if reminders else 0
                taken = [row for row in rows if row.kind != REMINDER and due.take(connection, row.id)]
                for row in taken:
                    _KINDS[row.kind](self, connection, row)
                return done + len(taken)
        except Exception:
            return sum(self._run(row) for row in rows)

    def _run(self, row: Due) -> bool:
        """Do one row; one that breaks stays, and does not keep the others waiting."""
        try:
            with self.database.write() as connection:
                if not due.take(connection, row.id):
                    return False
                _KINDS[row.kind](self, connection, row)
                return True
        except Exception as error:
            log.error("due_broke", kind=row.kind, error=type(error).__name__)
            return False

    def ensure_purge(self) -> None:
        """Note the hourly purge when it is not noted."""
        with self.database.write() as connection:
            if not due.is_noted(connection, "seen_purge"):
                due.add(connection, self.keys, "seen_purge", self.clock.now())

    def _hold_expiry(self, connection: Connection, _row: Due) -> None:
        slots.release_expired(connection, self.clock.now())

    def _private_expiry(self, connection: Connection, row: Due) -> None:
        private.discard(connection, row.about)

    def _seen_purge(self, connection: Connection, _row: Due) -> None:
        now = self.clock.now()
        inbox.forget_seen(connection, now)
        keep_up(connection, self.keys, self.clock)
        due.add(connection, self.keys, "seen_purge", now + PURGE_EVERY)

    def _booking_reminder(self, connection: Connection, row: Due) -> None:
        """Put the reminder behind "New message"; a booking that was moved or cancelled has none."""
        if row.officer is None or not outbox.is_reachable(connection, row.officer):
            return
        try:
            reminder = self._reminder(connection, row.officer, row.content)
            if reminder is not None and not decided(connection, self.keys, row.officer).silent:
                self._put_unprompted(connection, row.officer, reminder)
        except StorageError as error:
            log.warning("reminder_dropped", error=type(error).__name__)

    def _partner_notice(self, connection: Connection, row: Due) -> None:
        """Tell an officer what a partner had to change."""
        told = notice(connection, self.keys, self.words, row.content, self.clock.now())
        if told is not None and outbox.is_reachable(connection, told.officer):
            self._put_unprompted(connection, told.officer, told.message, reminds=False)

    def _reminder(self, connection: Connection, officer: OfficerId, content: Mapping[str, Any]) -> Outgoing | None:
        reference = BookingReference(str(content.get("reference", "")))
        booking = bookings.find(connection, self.keys, officer, reference)
        if booking is None or booking.state is not BookingState.BOOKED:
            return None
        if booking.slot.start <= self.clock.now():
            return None
        preferences = Officers(self.keys).preferences_of(connection, officer)
        locale = preferences.locale
        service = directory.service(connection, booking.slot.service)
        said = self.words.say(
            "utter_due_reminder",
            locale,
            when=say_when(self.words, booking.slot.start, preferences.timezone, locale),
            organisation=service.organisation.name if service else "",
            modality=self.words.text(f"word_{booking.slot.modality}", locale),
            reference=reference,
        )
        return Outgoing(said.text, said.buttons, personal=True)

    def _crisis_check(self, connection: Connection, row: Due) -> None:
        """Ask how it goes after a crisis, as was agreed; late at night it waits until the officer is awake."""
        if row.officer is None or not row.content or not outbox.is_reachable(connection, row.officer):
            return
        check, now = crisis_checks.read(row.content), self.clock.now()
        preferences = Officers(self.keys).preferences_of(connection, row.officer)
        awake = awake_from(now, preferences.timezone, crisis_checks.RHYTHMS[check.rhythm])
        if awake > now:
            crisis_checks.postpone(connection, self.keys, row.officer, check, awake)
            return
        said = say_check(self.words, check, preferences, now)
        self._put_unprompted(connection, row.officer, said)
        crisis_checks.sent(connection, self.keys, row.officer, check, now, preferences.timezone)

    def _agreed(self, connection: Connection, row: Due) -> None:
        """Say a reminder, a step of the path after an incident, or ask for feedback."""
        try:
            said = Reminding(self.keys, self.words, self.clock).say(connection, row)
            if said is not None and row.officer is not None:
                self._put_unprompted(connection, row.officer, said)
        except (NoKey, NoOfficer, SealBroken) as error:  # for good: with any other fault the row stays
            log.warning("unprompted_dropped", kind=row.kind, error=type(error).__name__)

    def _put_unprompted(
        self, connection: Connection, officer: OfficerId, content: Outgoing, reminds: bool = True
    ) -> None:
        """Say "New message" and no more; the content follows the tap."""
        outbox.put_waiting(connection, self.keys, officer, pack_outgoing(content))
        locale = Officers(self.keys).preferences_of(connection, officer).locale
        address = Officers(self.keys).address_of(connection, officer)
        said = self.words.say("utter_new_message", locale)
        notice = Outgoing(said.text, said.buttons, unprompted=True, reminds=reminds)
        letter = Letter("telegram" if address.door == "telegram" else "terminal", address.chat, notice)
        outbox.put(connection, self.keys, officer, pack_letter(letter), outbox.new_row())


_KINDS: Mapping[str, Callable[[DueRunner, Connection, Due], None]] = {
    "hold_expiry": DueRunner._hold_expiry,
    "private_expiry": DueRunner._private_expiry,
    "seen_purge": DueRunner._seen_purge,
    "booking_reminder": DueRunner._booking_reminder,
    **dict.fromkeys(AGREED, DueRunner._agreed),
    "crisis_check": DueRunner._crisis_check,
    "partner_notice": DueRunner._partner_notice,
}


def run_due(database: Database, keys: Keys, settings: Settings) -> int:
    """Run what is due by the settings' clock, for `code4 tick`; returns how many rows were done."""
    words = load_words(ROOT / "domain.yml", settings.country, settings.operator, settings.own_lines)
    return DueRunner(database, keys, words, open_clock(settings.clock_file)).run()
