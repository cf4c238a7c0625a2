"""What comes in through a door and what goes out: the same for Telegram and the terminal."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from words import Button, Said

__all__ = ["KINDS", "Button", "Document", "DoorName", "Incoming", "Kind", "Outgoing", "Risk", "Said"]

DoorName = Literal["telegram", "terminal"]
Kind = Literal["text", "press", "sticker", "voice", "photo", "location", "contact", "edited", "other", "group"]
Risk = Literal["none", "possible", "concern_for_other", "crisis"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Incoming:
    """One update as it came through a door; a press carries its callback data, button id or number in `text`.

    `at` is when it was received, by the system's clock; `language` what the door knows of it ("es" or "").
    """

    door: DoorName
    chat: str = field(repr=False)
    update: str = field(repr=False)
    kind: Kind
    text: str = field(repr=False)
    at: datetime
    language: str = ""


@dataclass(frozen=True)
class Document:
    """A file for an officer: an appointment or an export."""

    name: str
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Outgoing:
    """One message to a person, before a door gives it its shape.

    `personal` asks the door to forbid forwarding and saving; `unprompted` marks what answers no message, and
    `reminds` what silence ends even when it is already to be sent;
    `pinned` asks the door to keep it in sight; `image` is a PNG. `offer` is the session's set that the buttons
    stand in, from place `first` on; without one a press names the button's id.
    """

    text: str = field(repr=False)
    buttons: tuple[Button, ...] = ()
    image: bytes | None = field(default=None, repr=False)
    document: Document | None = None
    personal: bool = False
    unprompted: bool = False
    reminds: bool = False
    pinned: bool = False
    offer: str = ""
    first: int = 0
