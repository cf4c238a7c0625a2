"""What an answered message adds to the anonymous totals, in the transaction that keeps its answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.job import Job
from bot.outcome import Outcome
from care.names import OfficerId
from reports.counting import Counter

TOPICS: Mapping[str, str] = {
    "ask_counseling": "counseling",
    "ask_peer_support": "peer_support",
    "ask_substance_help": "substance",
    "ask_family_support": "family",
    "ask_financial_legal_help": "financial_legal",
    "ask_sleep_tips": "sleep",
    "ask_stress_tips": "stress",
    "ask_trauma_after_incident": "trauma",
    "ask_training_workshops": "other",
}
HUMAN = "talk_to_human"


@dataclass(frozen=True)
class Totals:
    """Counts what the gateway sees; the words of a crisis went out long before."""

    counter: Counter

    def count(self, connection: Connection, officer: OfficerId, job: Job, outcome: Outcome) -> None:
        """Count an officer's answered message; each statistic takes one of a period."""
        for statistic, category in _found(job, outcome):
            self.counter.count(connection, officer, statistic, category)


def _found(job: Job, outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield "active", "yes"
    if job.said or outcome.said_crisis:
        yield "crisis", "yes"
    if outcome.intent == HUMAN:
        yield "human", "yes"
    if outcome.intent in TOPICS:
        yield "topic", TOPICS[outcome.intent]
