"""Counting who attended: two days after an appointment, when a partner has had time to mark a missed one."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from reports.counting import Counter, local_day
from storage.attendance import attended
from storage.keys import Keys
from storage.usage import open_periods

GRACE = timedelta(days=2)


def count_attended(connection: Connection, keys: Keys, counter: Counter) -> None:
    """Count in the running period whose appointment ended two days ago or earlier in it; again is harmless."""
    now = counter.clock.now()
    today = local_day(now, counter.timezone)
    for period in open_periods(connection):
        if period.first <= today <= period.last:
            start = datetime.combine(period.first, time(), ZoneInfo(counter.timezone))
            for officer in attended(connection, keys, start - GRACE, now - GRACE):
                counter.count(connection, officer, "attended")
