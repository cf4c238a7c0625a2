"""Counting, in the transaction of what is counted; no counter can be read while a period runs."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from care.clock import Clock
from care.names import OfficerId
from care.usage import check_category
from reports.errors import PolicyWrong
from reports.periods import Period, period_of
from reports.policy import Policy, Tier, load_policy
from reports.records import closed_until
from storage import usage
from storage.keyfiles import KeysError
from storage.releases import FILE, LedgerBroken, database_lines, file_lines, read_chain
from storage.salts import Salt, Salts

log = structlog.get_logger()


@dataclass(frozen=True)
class Counter:
    """Counts officers for the anonymous totals; `size` is the department's, `timezone` an IANA name.

    It holds no salt: once a file of a salt is destroyed, no process has a copy.
    """

    salts: Salts
    clock: Clock
    size: int
    timezone: str

    def count(self, connection: Connection, officer: OfficerId, statistic: str, category: str = "yes") -> bool:
        """Count an officer once in this period and statistic; the first category stays.

        Tells whether anything was kept: nothing is for a department too small to be told the statistic.
        A fault of the policy, the salts or the ledger costs a count, never the effect. Raises ValueError for what
        is no category. To be called in the transaction of what is counted.
        """
        check_category(statistic, category)
        try:
            tier = self._policy.tier(self.size)
            if tier is None or statistic not in tier.statistics:
                return False
            salt = self._salt_of_today(connection, tier)
        except (KeysError, LedgerBroken, PolicyWrong, OSError) as error:
            log.error("usage_not_counted", error=type(error).__name__)
            return False
        return salt is not None and usage.add(connection, salt, officer, statistic, category)

    def open(self, connection: Connection) -> None:
        """Open today's period, at a start and on its first day: then no file tells when it was first used."""
        tier = self._policy.tier(self.size)
        if tier is not None:
            self._salt_of_today(connection, tier)

    @cached_property
    def _policy(self) -> Policy:
        return load_policy()

    def _salt_of_today(self, connection: Connection, tier: Tier) -> Salt | None:
        today = local_day(self.clock.now(), self.timezone)
        running = self._running(connection, today)
        if running is None and (period := self._next(connection, today, tier)) is not None:
            made = usage.open_period(connection, self.salts, period.first, period.last, self.size)
            if made is not None:
                return made
            running = self._running(connection, today)  # another process was faster
        return self.salts.get(running) if running is not None else None

    def _running(self, connection: Connection, today: date) -> str | None:
        running = usage.open_periods(connection)
        return next((each.id for each in running if each.first <= today <= each.last), None)

    def _next(self, connection: Connection, today: date, tier: Tier) -> Period | None:
        """Return today's period, cut so that it overlaps none that is open or closed."""
        copies = database_lines(connection), file_lines(self.salts.keys / FILE)
        entries = [entry for lines in copies for entry in read_chain(lines)]
        known = [closed_until(entries), *(each.last for each in usage.open_periods(connection))]
        return period_of(today, tier.months, max((day for day in known if day is not None), default=None))


def local_day(now: datetime, timezone: str) -> date:
    """Return the department's calendar day of an instant."""
    return now.astimezone(ZoneInfo(timezone)).date()
