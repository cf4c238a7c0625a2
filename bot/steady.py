"""A clock that goes on when its file is being written."""

from datetime import UTC, datetime

from care.clock import Clock


class SteadyClock:
    """The given clock; when that cannot be read, its last instant."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = datetime.now(UTC)

    def now(self) -> datetime:
        """Return an aware instant in UTC."""
        try:
            self._last = self._clock.now()
        except (OSError, ValueError):
            return self._last
        return self._last
