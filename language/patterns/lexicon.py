"""Everything the matcher is made of, put together once."""

from language.patterns import en_groups, en_plan, en_wish
from language.patterns.disguise import Disguise
from language.patterns.family import Family
from language.patterns.keys import KEYS
from language.patterns.matcher import Matcher
from language.patterns.phrase import words_of
from language.patterns.real_words import REAL_WORDS
from language.patterns.short_forms import pairs, short_forms, single_letters
from language.patterns.typos import typo_table
from language.patterns.words import Reader

FAMILIES: tuple[Family, ...] = (*en_wish.FAMILIES, *en_plan.FAMILIES)
GROUPS = {**en_groups.GROUPS}


def open_matcher() -> Matcher:
    """Compile all families (a fraction of a second)."""
    return Matcher(FAMILIES, GROUPS)


def open_reader() -> Reader:
    """Make the reader of canonical words, which knows every word that a phrase or a guard mentions."""
    forms = short_forms()
    typos = typo_table(KEYS, REAL_WORDS | _vocabulary() | forms.keys())
    return Reader(pairs(), single_letters(), Disguise(KEYS, _vocabulary(), forms, typos))


def _vocabulary() -> frozenset[str]:
    texts = [text for family in FAMILIES for text in family.phrases]
    guards = {guard.name: guard for family in FAMILIES for guard in family.guards}
    texts += [text for guard in guards.values() for place in guard.places.values() for text in place]
    return frozenset().union(*(words_of(text, GROUPS) for text in texts))
