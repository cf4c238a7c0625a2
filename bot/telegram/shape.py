"""The shape of a message on Telegram: its limits of length, and buttons with short callback data."""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import Button, Outgoing
from bot.presses import is_lasting

TEXT_UNITS, CAPTION_UNITS = 4_096, 1_024  # UTF-16 code units (Bot API)
CALLBACK_BYTES = 64


def units(text: str) -> int:
    """Return how long Telegram finds a text."""
    return len(text.encode("utf-16-le")) // 2


def pieces(text: str, limit: int = TEXT_UNITS) -> list[str]:
    """Cut a text into pieces within the limit: between paragraphs, lines or words where that can be."""
    found = []
    while units(text) > limit:
        head = text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark)) > len(head) // 2), len(head))
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text] if text else found


def fit(message: Outgoing) -> list[Outgoing]:
    """Return the message as Telegram takes it; buttons stand under the last piece."""
    has_file = message.document is not None or message.image is not None
    if units(message.text) <= (CAPTION_UNITS if has_file else TEXT_UNITS):
        return [message]
    texts = [replace(message, text=piece, buttons=(), document=None, image=None) for piece in pieces(message.text)]
    if has_file:
        return [*texts, replace(message, text="")]
    return [*texts[:-1], replace(texts[-1], buttons=message.buttons)]


def keyboard(message: Outgoing) -> InlineKeyboardMarkup | None:
    """Return the buttons, one a row; none without buttons."""
    if not message.buttons:
        return None
    rows = [
        [InlineKeyboardButton(button.title, callback_data=_callback(message, place, button))]
        for place, button in enumerate(message.buttons)
    ]
    return InlineKeyboardMarkup(rows)


def _callback(message: Outgoing, place: int, button: Button) -> str:
    """Return a lasting button's own id, else the set and the place in it: never personal data."""
    if is_lasting(button.id) or not message.offer:
        return button.id.encode()[:CALLBACK_BYTES].decode("utf-8", "ignore")
    return f"{message.offer}:{message.first + place}"
