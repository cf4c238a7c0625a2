"""What an officer may leave for a booking: a number to be called on, or a name to be greeted by."""

from typing import Literal

Kind = Literal["number", "alias"]
FEWEST_DIGITS, MOST_DIGITS = 7, 15  # ITU-T E.164 allows 15


def is_number(contact: str) -> bool:
    """Tell whether what was left can be called."""
    return FEWEST_DIGITS <= sum(each.isdigit() for each in contact) <= MOST_DIGITS


def kind_of(contact: str) -> Kind:
    """Return what was left: all that is known of it once it is sealed to the partner."""
    return "number" if is_number(contact) else "alias"
