"""What an officer typed, made safe to hand to Rasa: a text, never a command."""

from language.clean import clean

LONGEST = 2000


def spoken(text: str | None) -> str:
    """Return the cleaned text without leading slashes, cut at 2,000 characters."""
    return clean((text or "")[: 2 * LONGEST]).lstrip("/ \t\r\n")[:LONGEST]
