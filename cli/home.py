"""A home is ready when its keys open, its database is at the newest form, and its directory has something."""

from contextlib import suppress

from care.clock import Clock, FileClock, SystemClock
from cli.unlocking import the_keys
from settings import ROOT, Settings
from storage.audit import Audit
from storage.chains import ChainBroken
from storage.database import Database, open_database
from storage.forgetting import finish_forgetting
from storage.migrations import migrate
from storage.samples import load_samples, top_up_slots


def open_home(settings: Settings) -> Database:
    """Check the keys, bring the database up to date, and fill an empty home from samples/.

    On the real Telegram nothing of samples/ is ever loaded. Raises KeysError or DatabaseUnavailable.
    """
    keys = the_keys(settings)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    migrate(database)
    now = clock_of(settings).now()
    if not settings.is_live:
        load_samples(database, ROOT / "samples", now)
    top_up_slots(database, now)
    with suppress(ChainBroken):  # the doctor says it; officers are answered all the same
        Audit(keys, clock_of(settings)).verify(database)
    finish_forgetting(database, keys, now)
    keys.close()
    return database


def clock_of(settings: Settings) -> Clock:
    """Return the clock that every process of this system goes by."""
    return FileClock(settings.clock_file) if settings.clock_file else SystemClock()
