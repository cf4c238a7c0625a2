"""What is said unasked: a check when it was agreed, the path after an incident, feedback after a session.

Each due row says one thing and, where more follows, puts the next row in the same transaction: so none is lost
or doubled when the program stops or the clock is set. Silence, a blocked chat and a forgotten officer end it.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.messages import Outgoing
from bot.when import say_when
from care.clock import Clock
from care.desk import BookingState
from care.follow_ups import STEPS
from care.names import BookingReference, OfficerId
from care.officers import Preferences
from care.reminders import allowed_from, next_reminder, postponed
from care.unprompted import Unprompted
from storage import bookings, due, outbox
from storage.due import Due
from storage.keys import Keys
from storage.officers import Officers
from storage.preferences import FOLLOW_UP, REMINDER, about, decided, remind
from storage.tables.officers import officers
from words import Words

KINDS = frozenset({"checkin_reminder", "follow_up", "feedback_request"})


@dataclass(frozen=True)
class Reminding:
    """Says what is due to officers who have not asked just now."""

    keys: Keys
    words: Words
    clock: Clock

    def say(self, connection: Connection, row: Due) -> Outgoing | None:
        """Return what a due row says, if it says anything; put what follows. Raises StorageError."""
        officer = row.officer
        if officer is None or not row.content or not _is_there(connection, officer):
            return None
        chosen, now = decided(connection, self.keys, officer), self.clock.now()
        if chosen.silent:
            return None
        if row.kind == REMINDER:
            return self._checkin(connection, officer, chosen, int(row.content["number"]), now)
        if row.kind == FOLLOW_UP:
            return self._follow_up(connection, officer, chosen, row, now)
        return self._feedback(connection, officer, chosen, row, now)

    def _checkin(
        self, connection: Connection, officer: OfficerId, chosen: Unprompted, number: int, now: datetime
    ) -> Outgoing | None:
        if chosen.plan is None:
            return None
        if until := postponed(chosen.plan, now):
            remind(connection, self.keys, officer, number, until)
            return None
        remind(connection, self.keys, officer, *next_reminder(chosen.plan, number, now))
        return self._outgoing(connection, officer, "utter_due_checkin")

    def _follow_up(
        self, connection: Connection, officer: OfficerId, chosen: Unprompted, row: Due, now: datetime
    ) -> Outgoing | None:
        step = int(row.content["step"])
        if chosen.incident is None or not 0 <= step < len(STEPS):
            return None
        if self._waits(connection, officer, chosen, row, now):
            return None
        return self._outgoing(connection, officer, f"utter_due_follow_up_{STEPS[step].name}")

    def _feedback(
        self, connection: Connection, officer: OfficerId, chosen: Unprompted, row: Due, now: datetime
    ) -> Outgoing | None:
        reference = BookingReference(str(row.content.get("reference", "")))
        booking = bookings.find(connection, self.keys, officer, reference)
        if booking is None or booking.state not in (BookingState.BOOKED, BookingState.FULFILLED):
            return None
        if booking.slot.end > now or self._waits(connection, officer, chosen, row, now):
            return None
        preferences = self._preferences(connection, officer)
        when = say_when(self.words, booking.slot.start, preferences.timezone, preferences.locale)
        return self._outgoing(connection, officer, "utter_due_feedback", when=when, reference=reference)

    def _waits(self, connection: Connection, officer: OfficerId, chosen: Unprompted, row: Due, now: datetime) -> bool:
        """Put a row off to the end of the quiet hours; tell whether that was needed."""
        zone = chosen.plan.timezone if chosen.plan else self._preferences(connection, officer).timezone
        allowed = allowed_from(now, chosen.quiet, ZoneInfo(zone))
        if allowed <= now:
            return False
        kind = FOLLOW_UP if row.kind == FOLLOW_UP else "feedback_request"
        found = row.about or about(self.keys, kind, officer)
        due.add(connection, self.keys, kind, allowed, officer, found, row.content)
        return True

    def _outgoing(self, connection: Connection, officer: OfficerId, name: str, **values: object) -> Outgoing | None:
        """Return the words in the officer's language; none for who blocked the bot."""
        if not outbox.is_reachable(connection, officer):
            return None
        said = self.words.say(name, self._preferences(connection, officer).locale, **values)
        return Outgoing(said.text, said.buttons)

    def _preferences(self, connection: Connection, officer: OfficerId) -> Preferences:
        return Officers(self.keys).preferences_of(connection, officer)


def _is_there(connection: Connection, officer: OfficerId) -> bool:
    """Tell whether the officer is there, their row locked: what they decide meanwhile comes after."""
    row = select(officers.c.id).where(officers.c.id == officer).with_for_update()
    return connection.execute(row).first() is not None
