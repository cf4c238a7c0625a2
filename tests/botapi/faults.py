"""What can go wrong on the way to Telegram, before the effect of a call or after it."""

from dataclasses import dataclass, field


@dataclass
class Fault:
    """One fault for calls of `method` ("" for any), for one chat or all, `times` times.

    `status` 429 carries `retry_after`; `after` lets the effect happen first; `drop` closes the connection
    instead of answering; delays are in seconds.
    """

    method: str = ""
    chat: int | None = None
    times: int = 1
    status: int = 0
    retry_after: int = 0
    after: bool = False
    drop: bool = False
    delay_before: float = 0.0
    delay_after: float = 0.0

    @property
    def body(self) -> dict[str, object]:
        """The error as the Bot API words it."""
        words = {429: f"Too Many Requests: retry after {self.retry_after}", 502: "Bad Gateway"}
        description = words.get(self.status, "Internal Server Error")
        answer: dict[str, object] = {"ok": False, "error_code": self.status, "description": description}
        return answer | ({"parameters": {"retry_after": self.retry_after}} if self.retry_after else {})


NO_FAULT = Fault(times=0)


@dataclass
class Faults:
    """The faults that are still to come."""

    waiting: list[Fault] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        """Let faults happen to the next calls that they fit."""
        self.waiting += faults

    def take(self, method: str, chat: int | None) -> Fault:
        """Return the fault of a call."""
        for fault in self.waiting:
            if fault.method in ("", method) and fault.chat in (None, chat):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return NO_FAULT
