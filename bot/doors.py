"""What a door must do, and how it says that it could not."""

from dataclasses import dataclass, field
from typing import Protocol

from bot.messages import DoorName, Incoming, Outgoing


class DoorError(Exception):
    """A message did not go through; the kind says what to do about it."""


class Slowed(DoorError):
    """Too fast: the door asks to wait `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("slowed")
        self.seconds = seconds


class Unreachable(DoorError):
    """The other side did not answer, or failed: worth trying again, though it may have been delivered."""


class Gone(DoorError):
    """The person blocked the bot or left: nothing can be delivered."""


class Refused(DoorError):
    """The other side will never take this message as it is."""


class Away(DoorError):
    """Nobody is at the door now: to be tried when the person is there again."""


@dataclass(frozen=True)
class Letter:
    """An outgoing message with its way; `update` is what it answers, `row` its row in the outbox."""

    door: DoorName
    chat: str = field(repr=False)
    message: Outgoing
    update: str = field(default="", repr=False)
    row: str = ""


class Door(Protocol):
    """Where messages go out."""

    name: DoorName
    is_paced: bool

    def fit(self, message: Outgoing) -> list[Outgoing]:
        """Return the message in pieces that the door takes."""
        ...

    async def send(self, letter: Letter) -> None:
        """Deliver one message; raises a DoorError."""
        ...

    def finished(self, incoming: Incoming, risk: str) -> None:
        """Learn that everything that answers `incoming` at once has been sent."""
        ...


def lane_of(door: str, chat: str) -> str:
    """Return the name of a chat's lane."""
    return f"{door}:{chat}"
