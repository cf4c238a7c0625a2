"""From a password to a key: Argon2id (RFC 9106), slow on purpose."""

import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True)
class Cost:
    """What one guess costs: passes, lanes, memory in KiB."""

    iterations: int
    lanes: int
    memory: int

    def encoded(self) -> str:
        """Return the cost as one word, to be kept beside what it protects."""
        return f"argon2id-{self.iterations}-{self.lanes}-{self.memory}"


SLOW = Cost(3, 4, 65_536)  # RFC 9106, section 4: the second recommended option, 64 MiB
QUICK = Cost(1, 1, 8)  # for codes of 128 random bits, which nobody guesses


def read_cost(word: str) -> Cost:
    """Return the cost that `Cost.encoded` wrote; raises ValueError."""
    name, *numbers = word.split("-")
    if name != "argon2id" or len(numbers) != 3:
        raise ValueError("unknown way of stretching a password")
    return Cost(*map(int, numbers))


def stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    """Return the 32-byte key of a password; letters typed on different keyboards are one (NFKC)."""
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory)
    return kdf.derive(unicodedata.normalize("NFKC", password).encode())
