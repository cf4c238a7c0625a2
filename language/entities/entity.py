"""What the rules find in a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entity:
    """A thing named in a text: what it is, its canonical value, and where it stands.

    Positions count characters, the end excluded. A datetime's value is an object with what is known of date,
    date_end, time, time_from, time_to and part_of_day; every other value is a word of the README's table.
    """

    entity: str
    value: str | dict[str, str]
    start: int
    end: int
