"""Staying after the words of a crisis: nothing that is said closes the path, and everything else goes on."""

from dataclasses import dataclass, replace

from bot.crisis.checks import Checks
from bot.job import Job
from bot.messages import Button, Outgoing
from bot.outcome import Outcome
from bot.session import Session
from words import Words

# Words about somebody else, or that only give numbers: they open no path of one's own.
NOT_OWN = frozenset(
    {
        "utter_crisis_help",
        "utter_crisis_help_again",
        "utter_crisis_lines",
        "utter_crisis_lines_again",
        "utter_crisis_concern",
        "utter_crisis_concern_again",
        "utter_crisis_concern_more",
    }
)
LISTENING = frozenset({"utter_crisis_talk", "utter_crisis_talk_again", "utter_crisis_heard"})
# After these, asking later is offered.
CHECK_AFTER = frozenset(
    {
        "utter_crisis_stay",
        "utter_crisis_stay_again",
        "utter_crisis_rather_not",
        "utter_crisis_not_today",
        "utter_crisis_rang",
        "utter_crisis_ground_done",
    }
)
NUMBERS = "crisis.lines"


@dataclass(frozen=True)
class Staying:
    """Keeps the path open: the numbers one tap away, an ear, and the offer to ask later."""

    words: Words
    checks: Checks

    def opened(self, session: Session, name: str) -> Session:
        """Return the session after words of a crisis."""
        return replace(session, in_crisis=session.in_crisis or name not in NOT_OWN, last_words=name)

    def after_words(self, outcome: Outcome) -> Outcome:
        """Offer to ask later, once, after words that end a round."""
        session = outcome.session
        if session.last_words not in CHECK_AFTER or session.check_offered:
            return outcome
        return _offered(outcome, self.checks.offer(session))

    def goes_on(self, job: Job, before: Session, outcome: Outcome) -> Outcome:
        """Go on with what the officer wants, the numbers beside it; a change of subject closes nothing."""
        if outcome.said_crisis:
            return self.after_words(outcome)
        outcome = replace(outcome, session=replace(outcome.session, last_words=""))
        if not before.in_crisis:
            return outcome
        if before.last_words in LISTENING and job.incoming.kind == "text":
            outcome = self._heard(outcome)
        outcome = replace(outcome, messages=self._with_numbers(outcome))
        offered = outcome.session.check_offered or before.last_words in LISTENING
        if offered or outcome.session.asked is not None:
            return outcome
        return _offered(outcome, self.checks.offer(outcome.session))

    def act(self, name: str, session: Session) -> Outcome:
        """Do what a button of the path asks for."""
        session = replace(session, check_offered=True)
        if name == "crisis.pin":
            said = self.words.say("utter_crisis_pin", session.locale)
            return Outcome((Outgoing(said.text, said.buttons, pinned=True),), session)
        message, writes = self.checks.answer(name, session)
        return Outcome((message,), session, writes)

    def _heard(self, outcome: Outcome) -> Outcome:
        said = self.words.say("utter_crisis_heard", outcome.session.locale)
        heard = Outgoing(said.text, () if outcome.messages else said.buttons)
        session = outcome.session if outcome.messages else replace(outcome.session, last_words="utter_crisis_heard")
        return replace(outcome, messages=(heard, *outcome.messages), session=session)

    def _with_numbers(self, outcome: Outcome) -> tuple[Outgoing, ...]:
        """Return the messages with a button for the numbers under the last one, unless one is there."""
        *before, last = outcome.messages or (None,)
        if last is None or any(button.id == NUMBERS for message in outcome.messages for button in message.buttons):
            return outcome.messages
        title = self.words.text("button_numbers", outcome.session.locale)
        numbers = Button(NUMBERS, title, f"gateway:{NUMBERS}")
        return (*(each for each in before if each), replace(last, buttons=(*last.buttons, numbers)))


def _offered(outcome: Outcome, offer: Outgoing) -> Outcome:
    session = replace(outcome.session, check_offered=True)
    return replace(outcome, messages=(*outcome.messages, offer), session=session)
