"""Asking how it goes after a crisis: the offer, what is agreed on, and the question itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.messages import Outgoing
from bot.session import Session
from care.clock import Clock
from care.crisis_checks import check_times
from care.officers import Preferences
from storage import crisis_checks
from storage.crisis_checks import Check
from storage.keys import Keys
from words import Words

Write = Callable[[Connection], None]
AGREED = {"crisis.check_yes": "days", "crisis.check_nights": "nights"}


@dataclass(frozen=True)
class Checks:
    """Offers to ask later, and does what the officer answers to the offer."""

    words: Words
    keys: Keys
    clock: Clock

    def offer(self, session: Session) -> Outgoing:
        """Return the offer; to a visitor, what it would take."""
        if session.officer is None:
            return _plain(self.words, "utter_crisis_check_visitor", session.locale)
        return self._timed("utter_crisis_check_offer", session, "days")

    def answer(self, act: str, session: Session) -> tuple[Outgoing, tuple[Write, ...]]:
        """Return what is said to a button of the offer, and what is written in the same transaction."""
        officer = session.officer
        if officer is None or act == "crisis.check":
            return self.offer(session), ()
        if act == "crisis.check_no":
            return _plain(self.words, "utter_crisis_check_declined", session.locale), ()
        if act == "crisis.check_stop":
            stop = partial(_stop, keys=self.keys, session=session)
            return _plain(self.words, "utter_crisis_check_stopped", session.locale), (stop,)
        agree = partial(
            crisis_checks.agree,
            keys=self.keys,
            officer=officer,
            now=self.clock.now(),
            timezone=session.timezone,
            rhythm=AGREED[act],
        )
        return self._timed("utter_crisis_check_set", session, AGREED[act]), (agree,)

    def _timed(self, name: str, session: Session, rhythm: str) -> Outgoing:
        now = self.clock.now()
        times = check_times(now, session.timezone, crisis_checks.RHYTHMS[rhythm])
        first, second = (say_day(self.words, at, now, session) for at in times)
        said = self.words.say(name, session.locale, first=first, second=second)
        return Outgoing(said.text, said.buttons)


def say_day(words: Words, at: datetime, now: datetime, session: Session) -> str:
    """Return "at 18:00" for an instant of today, else "tomorrow at 10:00" or a later day by its name."""
    zone = ZoneInfo(session.timezone)
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (local.date() - today) // timedelta(days=1)
    name = {0: "when_today", 1: "when_tomorrow"}.get(days, "when_weekday")
    weekday = words.text("word_weekdays", session.locale).split()[local.weekday()]
    return words.text(name, session.locale, time=f"{local:%H:%M}", weekday=weekday)


def say_check(words: Words, check: Check, preferences: Preferences, now: datetime) -> Outgoing:
    """Return the question of a due check, or the last words to somebody who did not answer."""
    name = "utter_crisis_check_last" if check.is_last else "utter_crisis_check_in"
    said = words.say(name, preferences.locale, now.astimezone(ZoneInfo(preferences.timezone)))
    return Outgoing(said.text, said.buttons, personal=True)


def _plain(words: Words, name: str, locale: str) -> Outgoing:
    said = words.say(name, locale)
    return Outgoing(said.text, said.buttons)


def _stop(connection: Connection, keys: Keys, session: Session) -> None:
    if session.officer is not None:
        crisis_checks.stop(connection, keys, session.officer)
