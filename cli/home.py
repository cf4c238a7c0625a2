"""A home is ready when its keys open, its database is at the newest form, and its directory has something."""

from storage.migrations import migrate
from storage.samples import load_samples, top_up_slots

from settings import ROOT, Settings
from storage.database import Database, open_database
from storage.keys import open_keys


def open_home(settings: Settings) -> Database:
    """Check the keys, bring the database up to date, and fill an empty home from samples/.

    On the real Telegram nothing of samples/ is ever loaded. Raises KeysError or DatabaseUnavailable.
    """
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    open_keys(settings.keys)
    database = open_database(settings.database_url)
    migrate(database)
    if not settings.is_live:
        load_samples(database, ROOT / "samples")
    top_up_slots(database)
    return database
