"""Telephone numbers, by the plans of the countries (libphonenumber)."""

import phonenumbers

_REGIONS = {"UK": "GB"}


def can_be_dialled(number: str, country: str) -> bool:
    """Tell whether a number could be dialled in a country; short codes are numbers too."""
    try:
        parsed = phonenumbers.parse(number, _REGIONS.get(country, country))
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed) or number.strip().isdigit()
