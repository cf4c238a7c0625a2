"""Words that somebody took apart: letters that stand alone ("k i l l") and broken words ("sui cide")."""

from typing import Final

from language.patterns.disguise import DIGIT_LETTERS, Disguise

_FARTHEST: Final = 160
_LONGEST: Final = 14
_MOST_PIECES: Final = 4


def put_together(words: list[str], disguise: Disguise) -> list[str]:
    """Return the words with letters and pieces put together where they make words that matter."""
    found: list[str] = []
    index = 0
    while index < len(words):
        whole, taken = _letters(words, index, disguise) or _pieces(words, index, disguise) or ([words[index]], 1)
        found.extend(whole)
        index += taken
    return found


def _letters(words: list[str], index: int, disguise: Disguise) -> tuple[list[str], int] | None:
    """Read a run of three or more single letters, marks between them allowed."""
    if len(words[index]) != 1 or not words[index].isalnum():
        return None
    letters, end = "", index
    for position in range(index, min(len(words), index + _FARTHEST)):
        word = words[position]
        if len(word) == 1 and word.isalnum():
            letters += DIGIT_LETTERS.get(word, word)[0]
            end = position + 1
        elif word not in (",", "."):
            break
    if len(letters) < 3:
        return None
    if disguise.is_key(letters):
        return list(disguise.words(letters)), end - index
    return disguise.split(letters) or words[index:end], end - index


def _pieces(words: list[str], index: int, disguise: Disguise) -> tuple[list[str], int] | None:
    """Read two to four pieces that make a key together, one of which is no word of ours."""
    whole = words[index]
    for count in range(2, min(_MOST_PIECES, len(words) - index) + 1):
        piece = words[index + count - 1]
        whole += piece
        if not piece.isalpha() or len(whole) > _LONGEST:
            return None
        if len(whole) >= 4 and whole in disguise.keys:
            known = all(word in disguise.vocabulary for word in words[index : index + count])
            return None if known else ([whole], count)
    return None
