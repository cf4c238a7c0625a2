"""Finds dates, times, ways to meet, places, languages, kinds of provider and wishes in a text, by rules."""

from language.entities.entity import Entity
from language.entities.extract import extract

__all__ = ["Entity", "extract"]
