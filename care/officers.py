"""What is known of an officer: as little as a conversation needs."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Address:
    """Where an officer's messages go: a door (`telegram`, `terminal`) and the chat's id behind it."""

    door: str
    chat: str = field(repr=False)


@dataclass(frozen=True)
class Preferences:
    """How to talk with an officer: `locale` is `en` or `es`, `timezone` an IANA name."""

    locale: str
    timezone: str
