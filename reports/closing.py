"""Closing a period: the ledger first, then noise drawn once, then nothing is left of the rows and the salt.

A kill at any step leaves either no numbers or the ones that stay: what was drawn counts from the moment that
it stands in the ledger, in either of its two places, and is never drawn again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from care.clock import Clock
from care.usage import STATISTICS
from reports.counting import Counter, local_day
from reports.errors import Refused
from reports.judging import Request, judge
from reports.noise import draw
from reports.periods import Period
from reports.policy import Policy, load_policy
from reports.records import Numbers, Release, Spent, all_spent, closed, entry, refusals, releases, spent_entry
from storage import usage
from storage.database import Database
from storage.releases import Entry, Ledger
from storage.salts import Salt, Salts
from storage.usage import OpenPeriod, Tally

FINAL = ("small", "overlap", "budget", "salt")  # a period so refused is over: its rows and salt are destroyed


def _nothing(_step: str) -> None:
    """Stand for the tests' fault points."""


@dataclass(frozen=True)
class Closing:
    """Closes periods, in a process of its own; `size` is the department's."""

    database: Database
    salts: Salts
    clock: Clock
    size: int
    timezone: str
    reached: Callable[[str], None] = _nothing

    def due(self) -> list[Period]:
        """Return the periods that have ended and wait for their close."""
        with self.database.read() as connection:
            running = usage.open_periods(connection)
        return [Period(each.first, each.last) for each in running if each.last < self._today()]

    def waits(self) -> bool:
        """Tell whether close_due has something to do.

        A period has ended, or lost its salt (as in a restored backup), or left its salt behind (as a close that was
        killed, or could not wipe the disk).
        """
        with self.database.read() as connection:
            running = usage.open_periods(connection)
        return any(each.last < self._today() for each in running) or {each.id for each in running} != self.salts.ids()

    def close_due(self) -> list[Release | tuple[Period, Refused]]:
        """Close every period that has ended, clean up after a crash, and open today's."""
        results: list[Release | tuple[Period, Refused]] = []
        for period in self.due():
            try:
                results.append(self.close(Request(period)))
            except Refused as refused:
                results.append((period, refused))
        with self._ledger.alone():
            self._clean_up(self._ledger.mend())
        with self.database.write() as connection:
            Counter(self.salts, self.clock, self.size, self.timezone).open(connection)
        return results

    def close(self, request: Request) -> Release:
        """Release a period's numbers, or those that it has already; raises Refused or LedgerBroken."""
        with self._ledger.alone():
            entries = self._clean_up(self._ledger.mend())
            kept = _release_of(request, entries)
            return kept or self._release(request, entries)

    @property
    def _ledger(self) -> Ledger:
        return Ledger(self.database, self.salts.keys, self.reached)

    def _today(self) -> date:
        return local_day(self.clock.now(), self.timezone)

    def _release(self, request: Request, entries: list[Entry]) -> Release:
        with self.database.read() as connection:
            running = usage.open_periods(connection)
        try:
            promise, salt = self._promise(request, entries, running)
        except Refused as refused:
            self._end_refused(request, refused, running)
            raise
        with self.database.read() as connection:
            counts = usage.tally(connection, salt)
        self.reached("tallied")
        numbers = publish(noisy_counts(counts, promise), promise)
        self.reached("drawn")
        self._ledger.append(entry("drawn", promise.period, numbers=numbers))
        self._destroy(salt.id)
        return Release(promise, numbers)

    def _promise(self, request: Request, entries: list[Entry], running: list[OpenPeriod]) -> tuple[Spent, Salt]:
        """Put into the ledger what the release will cost, unless a killed process has done so."""
        spent = all_spent(entries)
        earlier = next((each for each in spent if each.period == request.period), None)
        others = [each for each in spent if each.period != request.period]
        policy = load_policy()
        found, tier = judge(request, self._today(), self.size, policy, others, running)
        salt = self.salts.get(found.id)
        if salt is None:
            raise Refused("salt")
        self.reached("judged")
        if earlier is not None:
            return earlier, salt
        size = min(self.size, found.size)
        promise = _new_promise(request.period, size, tier.epsilon, dict(tier.statistics), policy)
        self._ledger.append(spent_entry(promise))
        return promise, salt

    def _end_refused(self, request: Request, refused: Refused, running: list[OpenPeriod]) -> None:
        """Keep no rows that can never be released."""
        found = [each for each in running if Period(each.first, each.last) == request.period]
        if refused.reason in FINAL and found and found[0].last < self._today():
            self._ledger.append(entry("refused", request.period, reason=refused.reason))
            self._destroy(found[0].id)

    def _destroy(self, id: str) -> None:
        self._erase(id)
        self.reached("rows deleted")
        usage.wipe(self.database)
        self.reached("disk wiped")
        self.salts.destroy(id)
        self.reached("salt destroyed")

    def _erase(self, id: str) -> None:
        """Delete a period's rows in pieces, so that no officer's message waits for all of them."""
        with self.database.write() as connection:
            is_left = usage.erase(connection, id)
        while is_left:
            self.reached("some rows deleted")
            with self.database.write() as connection:
                is_left = usage.erase(connection, id)

    def _clean_up(self, entries: list[Entry]) -> list[Entry]:
        """Finish what a killed close began, and delete what a restored backup brought back; return all entries.

        The salt goes last: while it is there, the next close knows that the disk may not be wiped yet.
        """
        with self.database.read() as connection:
            running = usage.open_periods(connection)
        entries = [*entries, *self._give_up(entries, running)]
        over = closed(entries)
        for each in running:
            if Period(each.first, each.last) in over:
                self._erase(each.id)
        with self.database.write() as connection:
            rows, orphans = usage.sweep(connection, self.salts)
        if rows or orphans:
            usage.wipe(self.database)
        for id in orphans:
            self.salts.destroy(id)
        return entries

    def _give_up(self, entries: list[Entry], running: list[OpenPeriod]) -> list[Entry]:
        """Note the periods that have ended without their salt: nothing can be told of them any more."""
        over, salts = closed(entries), self.salts.ids()
        lost = [Period(each.first, each.last) for each in running if each.id not in salts and each.last < self._today()]
        refused = [entry("refused", period, reason="salt") for period in lost if period not in over]
        for each in refused:
            self._ledger.append(each)
        return refused


def noisy_counts(counts: Tally, promise: Spent) -> dict[str, dict[str, int]]:
    """Return every category of every promised statistic with its noise, whether anybody used it or not."""
    noisy = {}
    for statistic, epsilon in promise.statistics.items():
        categories = STATISTICS[statistic]
        drawn = draw([counts[statistic, category] for category in categories], epsilon)
        noisy[statistic] = dict(zip(categories, drawn, strict=True))
    return noisy


def publish(noisy: dict[str, dict[str, int]], promise: Spent) -> Numbers:
    """Return what is shown and kept of every count."""
    return {
        statistic: {category: shown(count, promise) for category, count in counts.items()}
        for statistic, counts in noisy.items()
    }


def shown(noisy: int, promise: Spent) -> int | None:
    """Return a noisy count as it is shown: no more than the department's size, withheld (None) when it is small."""
    return None if noisy < promise.fewer_than else min(noisy, promise.size)


def _release_of(request: Request, entries: Sequence[Entry]) -> Release | None:
    """Return the numbers of a period that was closed before, or refuse it again; never tell of a part of it."""
    if request.unit is not None:
        return None
    for period, reason in refusals(entries):
        if period == request.period:
            raise Refused(reason)
    return next((each for each in releases(entries) if each.spent.period == request.period), None)


def _new_promise(period: Period, size: int, epsilon: Decimal, statistics: dict[str, Decimal], policy: Policy) -> Spent:
    decision = {
        "number": policy.decision.number,
        "made_on": str(policy.decision.made_on),
        "says": policy.decision.says,
    }
    return Spent(period, size, epsilon, statistics, policy.fewer_than, policy.confidence, decision, policy.digest)
