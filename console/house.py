"""What every page of the console is handed."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from jinja2 import Environment

from care.clock import Clock, SystemClock
from console.jobs import Jobs
from console.words import Tongue
from settings import Settings
from storage.accounts import Accounts
from storage.audit import Audit
from storage.database import Database
from storage.keys import Keys
from storage.partner_keys import PrivateKey
from words import Words


@dataclass(frozen=True)
class House:
    """The open things of one console process; safe to share between threads.

    `clock` is the time of the business, `watch` the real time of sessions. `opened` holds a partner's key by
    the digest of the session that opened it, in memory alone.
    """

    settings: Settings
    database: Database
    keys: Keys = field(repr=False)
    clock: Clock
    words: Words = field(repr=False)
    accounts: Accounts
    templates: Environment = field(repr=False)
    tongue: Tongue = field(repr=False)
    watch: Clock = field(default_factory=SystemClock)
    opened: MutableMapping[bytes, PrivateKey] = field(default_factory=dict, repr=False)
    jobs: Jobs = field(default_factory=Jobs, repr=False)

    @property
    def audit(self) -> Audit:
        """Who did what, chained."""
        return Audit(self.keys, self.clock)

    @property
    def samples(self) -> bool:
        """Whether sample entries may be shown: never on a live system."""
        return not self.settings.is_live
