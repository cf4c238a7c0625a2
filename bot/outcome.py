"""What a message comes to: what is said, how the session stands, and what is written with it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.messages import Outgoing
from bot.session import Session

Write = Callable[[Connection], None]


@dataclass(frozen=True)
class Outcome:
    """What is to be said, how the session stands after it, and what else the same transaction writes.

    `intent` is what was understood for sure, and `said_crisis` whether words of a crisis are said: both are
    counted.
    """

    messages: tuple[Outgoing, ...]
    session: Session
    writes: tuple[Write, ...] = ()
    intent: str = ""
    said_crisis: bool = False
