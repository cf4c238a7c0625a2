"""What a person does not want ("not tuesday", "anything but video") or takes back ("friday, no, monday")."""

import re
from typing import Final

from language.entities.folded import run_up, words

_LINK: Final = (
    r"(?:\s+(?:do|use|on|at|for|by|in|via|over|with|the|a|an|my|el|la|los|las|de|del|por|con|una|un|it|any))*\s*"
)
_STRONG: Final = re.compile(
    r"(?:\bnot|\bexcept(?:\s+for)?|\bbut\s+not|\bbesides|\bother\s+than|\binstead\s+of|\bscratch|\brather\s+than|better\s+than|no\s+need\s+(?:to\s+meet|for)|"
    r"\bany(?:thing|\s+day|\s+time|one|body|where)?\s+but|\bevery\s+day\s+but|\bdon'?t\s+(?:want|like|"
    r"need|do|wanna)(?:\s+to\s+(?:do|use|see|talk\s+to))?|"
    r"\bdoes\s?n[o']?t\s+have\s+to\s+be|\bhate|\bwithout|\bno\s+more|\banother|\bmenos|\bexcepto|\bsalvo|"
    r"\ben\s+vez\s+de|"
    r"\ben\s+lugar\s+de|\bque\s+no\s+sea|\bno\s+quiero|\bpero\s+no|\bno\s+(?:es\s+)?(?:por|en|con))" + _LINK + "$"
)
_ALL_BUT: Final = re.compile(r"\b(?:any\w*|every|all)\b[^.!?;,]{0,40}\bbut\s+(?:on\s+)?$")
_PLURAL: Final = re.compile(r"(?:\bno|\bningun)\s+$")
_SUITS: Final = re.compile(r"\s*(?:works|is|would|instead|mejor|esta\s+bien)\b")
_WEAK_BEFORE: Final = re.compile(
    r"(?:can'?t|cannot|cant|unable\s+to|won'?t\s+be\s+able\s+to|no\s+puedo)(?:\s+(?:do|make|make\s+it|"
    r"come|come\s+in|be\s+there|ir|el))*"
    + _LINK
    + r"$|\bno\s+(?:el|al)\s+$|\b(?:busy|off\s+the\s+table|not\s+(?:free|available|good)|i\s+work|"
    r"(?:got|have)\s+(?:court|training|class|a\s+shift)|working)" + _LINK + "$"
)
_AFTER: Final = re.compile(
    r"\s*(?:,\s*)?(?:does\s?n[o']?t\s+work|doesnt|won'?t|wont|is\s?n[o']?t|isnt|(?:(?:is|are)\s+|'s\s+)(?:no\s+good|out|bad|shot|impossible|"
    r"full|busted|broken|down|not)|tampoco|no\s+good|no(?=\s*,)|no\s+conozco|no\s+puedo|"
    r"no\s+me|no\s+sirve|no\s+funciona|i\s+can'?t|can'?t)\b"
)
_MARKERS: Final = words(
    """
    no wait actually mean meant scratch make sorry correction rather oops nope well bad hm hmm should
    should've supposed mejor digo perdon espera bueno
    """
)
_FILLERS: Final = _MARKERS | words(
    """
    i that it lets let's say do on at the maybe um uh hmm hold my bad is bien mas el la las a de by
    via over in con por o oh en not that's thats wrong meant instead better to be with can we could
    un una same time court class misma hora have been hang up just
    """
)
# "I said friday but thursday is better": what was said before no longer holds.
_SAID: Final = re.compile(
    r"\b(?:i\s+(?:said|put|wrote)|(?:lo\s+)?dije|puse|habia\s+(?:dicho|puesto))\s+(?:on\s+|el\s+|la\s+)?\S+\s*$"
)
_MOVES: Final = re.compile(
    r"\b(?:mov\w+|chang\w+|switch\w*|resched\w*|push\w*|swap\w*|bump\w*|shift\w*|cambi\w+|muev[ea]\w*|"
    r"pas[ae]\w*|reprogram\w*)\b[^.!?]*\b(?:from|de|del)\s+(?:the\s+|el\s+|las?\s+|a\s+)*$"
)
_ONWARD: Final = re.compile(r"\s*(?:to|a|al|por|for|hasta)\s+(?:the\s+|el\s+|las?\s+|an?\s+)*")


def is_refused(text: str, start: int, end: int, bare_no: bool = False) -> bool:
    """Tell whether folded text rules out what stands from `start` to `end`.

    "No mornings" does; "no friday" may be a correction, so one thing after "no" counts only with `bare_no`.
    """
    before = run_up(text, start)
    if _STRONG.search(before) or _AFTER.match(text, end):
        return True
    if _ALL_BUT.search(before) and not _SUITS.match(text, end):
        return True
    plural = text[start:end].rstrip().endswith("s")
    return bool(_PLURAL.search(before)) and (plural or (bare_no and not _SUITS.match(text, end)))


def is_doubtful(text: str, start: int, end: int) -> bool:
    """Tell whether it does not suit ("can't do tuesday"): it counts only where nothing else is said."""
    return bool(_WEAK_BEFORE.search(run_up(text, start)))


def is_moved_from(text: str, start: int, next_start: int, end: int) -> bool:
    """Tell whether it is what a change starts from: "move it from tuesday to friday"."""
    onward = _ONWARD.match(text, end)
    return bool(onward and onward.end() >= next_start and is_change_from(text, start))


def is_change_from(text: str, start: int) -> bool:
    """Tell whether a word of change and "from" stand before `start`: "push it back from ..."."""
    return bool(_MOVES.search(text[:start]))


def is_taken_back(text: str, end: int, next_start: int) -> bool:
    """Tell whether the words between two things take the first back: "tuesday, no wait, thursday"."""
    between = text[end:next_start]
    words = set(re.findall(r"[\w']+", between))
    if _SAID.search(run_up(text, end)) and not re.search(r"[!?]|\bor\b|\bo\b|\band\b", between):
        return True
    return bool(words & _MARKERS) and words <= _FILLERS and not re.search(r"[!?]", between)
