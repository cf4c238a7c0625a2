"""A message on its way through the gateway."""

import time
from dataclasses import dataclass, field

from bot.codec import unpack_incoming
from bot.crisis.words import locale_of
from bot.messages import Incoming, Outgoing
from bot.sessions import Chat
from care.names import InboxId, OfficerId
from storage.inbox import Accepted


@dataclass(eq=False)
class Job:
    """An accepted message, how the screen read it, and what was already said to it.

    `officer` is whose it was when it was accepted; `names` are those of the words of a crisis that answer it, and
    `said` the same words once they are on their way; `is_kept` says that a row of the inbox holds it, and
    `is_closed` that the person has an answer.
    """

    id: InboxId
    officer: OfficerId | None
    incoming: Incoming
    risk: str = "none"
    risk_kind: str | None = None
    names: tuple[str, ...] = ()
    said: tuple[Outgoing, ...] = ()
    is_kept: bool = True
    is_closed: bool = False
    received: float = field(default_factory=time.monotonic)

    @property
    def chat(self) -> Chat:
        """Where the person wrote."""
        return Chat(self.incoming.door, self.incoming.chat, locale_of(self.incoming, None))


def recovered(accepted: Accepted) -> Job:
    """Return the job of a message that an earlier gateway accepted and did not answer."""
    incoming, risk, kind = unpack_incoming(accepted.plain)
    return Job(accepted.id, accepted.officer, incoming, risk, kind)
