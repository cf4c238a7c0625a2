"""Meaning to kill oneself: said plainly, by method, and the way officers say it."""

from typing import Final

from language.patterns.en_guards import SELF
from language.patterns.family import Family, lines

FAMILIES: Final = (Family("en.killing myself", "crisis", "self", lines("{kill_self}"), SELF),)
