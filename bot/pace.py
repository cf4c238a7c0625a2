"""How fast Telegram lets a bot talk: about one message a second to a person, thirty a second to all."""

import time
from collections.abc import Callable

PERSON_RATE, PERSON_BURST = 1.0, 5
OVERALL_RATE, OVERALL_BURST = 30.0, 30
_REMEMBERED = 5_000


class Pace:
    """The generic cell rate algorithm (ITU-T I.371) for each chat and for all together."""

    def __init__(self, now: Callable[[], float] = time.monotonic, person_burst: int = PERSON_BURST) -> None:
        self._now, self._burst = now, person_burst
        self._overall = 0.0
        self._chats: dict[str, float] = {}

    def take(self, chat: str) -> float:
        """Take the next place for a message; returns how many seconds to wait for it."""
        now = self._now()
        self._chats[chat] = due = _next(self._chats.get(chat, 0.0), now, PERSON_RATE)
        self._overall = _next(self._overall, now, OVERALL_RATE)
        if len(self._chats) > _REMEMBERED:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        person = due - self._burst / PERSON_RATE
        overall = self._overall - OVERALL_BURST / OVERALL_RATE
        return max(0.0, person - now, overall - now)


def _next(at: float, now: float, rate: float) -> float:
    return max(at, now) + 1 / rate
