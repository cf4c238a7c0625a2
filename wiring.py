"""How the processes find and believe each other: addresses and secrets, handed over on standard input."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field

SKEW_SECONDS = 60


@dataclass(frozen=True)
class Wiring:
    """What a child process is told when it starts; never in its environment or its arguments.

    Secrets are 32 random bytes, new at each start of the system. `run_folder` is `CODE4_HOME/run`.
    """

    engine_port: int
    actions_port: int
    door_port: int
    channel_secret: bytes
    action_secret: bytes
    door_secret: bytes
    model_path: str
    model_sha256: str
    run_folder: str
    console_port: int = 0
    passphrase: str = field(default="", repr=False)  # of the key folder, where it was typed; never for Rasa

    @property
    def engine_url(self) -> str:
        """Where Rasa answers signed turns."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def actions_url(self) -> str:
        """Where the custom actions answer signed calls."""
        return f"http://127.0.0.1:{self.actions_port}/webhook"

    def line(self) -> str:
        """Return one JSON line for a child's standard input."""
        fields = {
            name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
            for name, value in vars(self).items()
        }
        return json.dumps(fields) + "\n"


def read_wiring(line: str) -> Wiring:
    """Read what `Wiring.line` wrote; raises ValueError or KeyError on anything else."""
    fields = json.loads(line)
    for name in ("channel_secret", "action_secret", "door_secret"):
        fields[name] = base64.b64decode(fields[name])
    return Wiring(**fields)


def signature(secret: bytes, when: int, body: bytes) -> str:
    """Return the hexadecimal HMAC-SHA-256 over the time (unix seconds) and the body."""
    return hmac.new(secret, f"{when}\n".encode() + body, hashlib.sha256).hexdigest()


def signed_headers(secret: bytes, body: bytes) -> dict[str, str]:
    """Return the two headers that a receiver checks with `is_signed`."""
    when = int(time.time())
    return {"X-Code4-Time": str(when), "X-Code4-Signature": signature(secret, when, body)}


def is_signed(secret: bytes, when: str | None, given: str | None, body: bytes) -> bool:
    """Tell whether a call is fresh (within `SKEW_SECONDS`) and was signed with our secret."""
    if not when or not given or not when.isascii() or not when.isdigit() or len(when) > 12:
        return False
    if abs(time.time() - int(when)) > SKEW_SECONDS:
        return False
    return hmac.compare_digest(signature(secret, int(when), body), given)
