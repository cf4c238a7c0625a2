"""Languages people ask to be served in, as ISO 639 codes: "someone who speaks spanish", "en inglés"."""

import re
from typing import Final

from language.entities import tables
from language.entities.entity import Entity
from language.entities.tables import Row, row

_NAMES: Final = {
    "en": "english|ingles",
    "es": "spanish|spansh|spanis|espanol|castellano",
    "zh": "chinese|mandarin|cantonese|chino|mandarin chinese",
    "vi": "vietnamese|vietnamita",
    "tl": "tagalog|filipino|tagalo",
    "ar": "arabic|arabe",
    "fr": "french|frances",
    "ht": "haitian creole|haitian|creole|kreyol|criollo haitiano|creol",
    "pt": "portuguese|portugues|brazilian",
    "ru": "russian|ruso",
    "pl": "polish|polaco",
    "ko": "korean|coreano",
    "ja": "japanese|japones",
    "de": "german|aleman",
    "it": "italian|italiano",
    "hi": "hindi",
    "ur": "urdu",
    "pa": "punjabi|panyabi",
    "fa": "farsi|persian|persa",
    "hy": "armenian|armenio",
    "uk": "ukrainian|ucraniano",
    "el": "greek|griego",
    "he": "hebrew|hebreo",
    "so": "somali",
    "am": "amharic",
    "hmn": "hmong",
    "nv": "navajo|dine",
    "sm": "samoan",
    "haw": "hawaiian",
    "bn": "bengali|bangla",
    "gu": "gujarati",
    "ro": "romanian|rumano",
    "sq": "albanian",
    "qu": "quechua",
    "gn": "guarani",
    "nah": "nahuatl",
    "ta": "tamil",
    "te": "telugu",
    "ne": "nepali",
    "ps": "pashto",
    "sw": "swahili",
    "th": "thai",
    "km": "khmer",
    "lo": "lao",
    "nl": "dutch",
    "cs": "czech",
    "hu": "hungarian",
    "sr": "serbian",
    "bs": "bosnian",
    "cy": "welsh",
    "ca": "catalan",
    "eu": "basque|euskera",
    "gl": "galician|gallego",
    "tr": "turkish|turco",
    "ase": "asl|sign language|american sign language|lenguaje de senas|lengua de senas",
}
_BEFORE: Final = (
    r"(?:does|do|speak|speaks|speaking|spoken|talk|talks|in|fluent in|native|to|use|using|know|knows|"
    r"understands?|prefer|language|switch to|back to|"
    r"habl(?:e|a|an|o|ar|en|amos|emos|as)|en|al?|el|prefiero|idioma|sepa|entienda)"
)
_NOT_AFTER: Final = (
    r"(?! (?:food|class|teacher|homework|fries|restaurant|shepherds?|gang|mafia|guy|kid|war|roulette|"
    r"immersion|wife|girlfriend|family|heritage|"
    r"descent|neighborhood|community|mob|cop|male|female|suspect|victim|driver|embassy|exam|test|paper|"
    r"essay)s?\b)"
)
# "French or English, both ok", "psychologist, English, telephone".
_ALONE: Final = r"(?:(?<![^\n])|(?<=, )|(?<=\. )|(?<=\belse )|(?<=, or )|(?<=, o ))"


def _rows() -> tuple[Row, ...]:
    rows = []
    for code, names in _NAMES.items():
        named = f"(?:{names})"
        rows.append(
            row(
                code,
                rf"(?<=\b){_BEFORE} (?:a little |good |fluent |el |"
                rf"del )?{named}{_NOT_AFTER}",
            )
        )
        rows.append(
            Row(
                code,
                re.compile(
                    rf"{_ALONE}{named}(?=\s*(?:$|[,.!?;]|(?:or|and|o|y|e|if|si|would|works|is\s+(?:fine|ok|okay|best|better|good))\b))"
                ),
            )
        )
        rows.append(
            row(
                code,
                rf"{named}[ -](?:speaking|speakers?|please|pls|only|language|version|"
                rf"if (?:you|they|possible)|por favor|parlante|hablante)",
            )
        )
    rows.append(row("es", r"hispanohablantes?|^[ ]*(?:spanish|espanol|espaniol)[ .!?]*$"))
    rows.append(row("ase", r"asl|(?:american )?sign language|len\w+ de senas"))
    rows.append(row("en", r"^[ ]*(?:english|ingles)[ .!?]*$"))
    return tuple(rows)


_ROWS: Final = _rows()
# "My english isn't great", "i don't speak spanish": said of oneself, not wished for.
_NEVER: Final = re.compile(
    r"\b(?:don'?t|doesn'?t|didn'?t|can'?t|cannot|not|barely|hardly|never) (?:really |even |"
    r"actually )?(?:speak|know|understand|talk|write)(?:ing)?(?: (?:much|any|good|great|a lot of|"
    r"a word of|in))? [a-z]+|"
    r"\b(?:no|ni) (?:hablo|entiendo|se|habla|escribo)(?: (?:bien|mucho|nada de|muy bien))?(?: el)? [a-z]+|"
    r"\bto (?:a|the|my|an) (?:spanish|french|german|chinese|russian|polish|italian)\b"
)


def find(text: str) -> list[Entity]:
    """Find languages in folded text; the entity covers the language's name alone."""
    found = [_named(text, each) for each in tables.find(text, "language", _ROWS, _NEVER)]
    return found + [second for each in found if (second := _second(text, each.end))]


def _second(text: str, end: int) -> Entity | None:
    """Find the second of "portuguese or spanish"."""
    for code, names in _NAMES.items():
        match = re.compile(rf"\s*(?:or|and|o|u|y|/)\s+(?P<name>{names})(?!\w)").match(text, end)
        if match:
            return Entity("language", code, match.start("name"), match.end("name"))
    return None


def _named(text: str, found: Entity) -> Entity:
    """Narrow "who speaks spanish" to "spanish"."""
    names = _NAMES[str(found.value)] if found.value in _NAMES else ""
    name = re.compile(rf"\b(?:{names}|hispanohablantes?|espaniol)\b").search(text, found.start, found.end)
    return Entity(found.entity, found.value, name.start(), name.end()) if name else found
