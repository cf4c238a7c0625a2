"""Where chats stand on the path of a crisis, in memory alone: it holds when everything else is down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.messages import Button

REMEMBERED = 10_000
KEPT = 3600.0  # seconds; a session is no longer


@dataclass(frozen=True)
class Last:
    """The words of a crisis that a chat was sent last; `is_open` until something else is said."""

    name: str
    buttons: tuple[Button, ...] = field(repr=False)
    at: float
    is_open: bool = True


@dataclass
class Paths:
    """The last words of each chat that was sent any."""

    now: Callable[[], float] = time.monotonic
    _last: dict[str, Last] = field(default_factory=dict)

    def of(self, lane: str) -> Last | None:
        """Return the last words of a chat; none when there were none lately."""
        last = self._last.get(lane)
        if last is not None and self.now() - last.at > KEPT:
            del self._last[lane]
            return None
        return last

    def said(self, lane: str, name: str, buttons: tuple[Button, ...]) -> None:
        """Note what was just said."""
        self._last.pop(lane, None)
        self._last[lane] = Last(name, buttons, self.now())
        if len(self._last) > REMEMBERED:
            del self._last[next(iter(self._last))]

    def moved_on(self, lane: str, since: float) -> None:
        """Note that something else answers a message that came at `since`: a yes is no longer to these words."""
        last = self._last.get(lane)
        if last is not None and last.at <= since:
            self._last[lane] = replace(last, is_open=False)
