"""What went by or belongs to something else: "he died on christmas eve", "every 4th of july", "a christmas party"."""

import re
from typing import Final

from language.entities.folded import run_up

_OWNED: Final = re.compile(
    r"\b(?:last|past|previous|since|every|each|all|another|other|a|an|my|his|her|our|their|those|these|\w+'s|ever|"
    r"desde|pasad[oa]s?|cada|tod[oa]s?|mi|su|un|una|calle|avenida|av)\s+(?:the\s+|las?\s+|los\s+|el\s+|dia\s+de\s+)*$"
)
_WENT: Final = re.compile(
    r"\b(?:died|killed|lost|born|happened|started|began|hate|hated|love|remember|reminds?|dread|ruined|suicide|"
    r"took\s+(?:his|her|their)\s+own|murio|murieron|mataron|nacio|perdi|odio|extrano|empezo|recuerdo)\b[^.!?;,]{0,40}$"
    r"|\b(?:birthday|anniversary|cumpleanos|aniversario)\s+(?:is|was|falls|es|fue|cae)\s+(?:on\s+|el\s+)?$"
)
_TOLD: Final = re.compile(
    r"\s*(?:was|were|has\s+been|always|is|es|fue|siempre|never)\b"
    r"(?!\s+(?:best|better|good|fine|ok|okay|great|perfect|ideal|open|possible|free|available|there|"
    r"mejor|buen[oa]?|perfecto|posible|libre))"
)


def went_by(text: str, start: int) -> bool:
    """Tell whether the words before `start` make the day one that was, or that always is, and no wish."""
    before = run_up(text, start)
    return bool(_OWNED.search(before) or _WENT.search(before))


def is_told_of(text: str, end: int) -> bool:
    """Tell whether the words after `end` say what the day was or is like: "christmas is hard"."""
    return _TOLD.match(text, end) is not None
