"""Opens the patterns of both languages: the reader of canonical words, and the matcher."""

from typing import Final

from language.patterns.book import Book, read_book
from language.patterns.disguise import Disguise
from language.patterns.keys import KEYS
from language.patterns.matcher import Matcher
from language.patterns.phrase import parse
from language.patterns.real_words import REAL_WORDS
from language.patterns.short_forms import pairs, short_forms, single_letters
from language.patterns.typos import typo_table
from language.patterns.words import Reader

LANGUAGES: Final = ("en", "es")


def open_patterns() -> tuple[Reader, Matcher]:
    """Compile everything; takes about a second, once. Raises BookError or PhraseError for a damaged file."""
    matcher = Matcher()
    vocabulary: set[str] = set()
    for language in LANGUAGES:
        book = read_book(language)
        matcher.add(book.families, book.groups)
        vocabulary.update(_words(book))
    return _reader(frozenset(vocabulary)), matcher


def _reader(vocabulary: frozenset[str]) -> Reader:
    """Make the reader, which knows every word that a phrase or a guard mentions."""
    forms = short_forms()
    typos = typo_table(KEYS, REAL_WORDS | vocabulary | forms.keys())
    return Reader(pairs(), single_letters(), Disguise(KEYS, vocabulary, forms, typos))


def _words(book: Book) -> frozenset[str]:
    texts = [text for family in book.families if not family.calm for text in family.phrases]
    texts += [text for family in book.families for cue in family.cues for text in cue]
    guards = {guard.name: guard for family in book.families for guard in family.guards}
    texts += [text for guard in guards.values() for place in guard.places.values() for text in place]
    return frozenset().union(*(parse(text, book.groups).words for text in texts))
