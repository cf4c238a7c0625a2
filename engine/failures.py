"""The one way a turn fails."""

from typing import Literal

from engine.events import fault

Culprit = Literal["engine", "actions"]


class TurnFailed(BaseException):
    """Ends a turn without effect on the conversation; no Exception, because Rasa swallows those."""

    def __init__(self, who: Culprit, cause: BaseException | None = None, error: str = "") -> None:
        super().__init__()
        self.who: Culprit = who
        self.fault = fault(cause) if cause else {"error": error, "where": ""}
