"""Words that look like a slip of a word that matters, and are words of their own (checked against word lists)."""

from typing import Final

REAL_WORDS: Final[frozenset[str]] = frozenset()
