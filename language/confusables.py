"""Letters of other alphabets that are drawn like Latin ones (Unicode TR 39, the part that Latin readers fall for).

Accented, small-capital, squared and regional letters need no table: their Unicode names say which letter they are.
"""

import re
import unicodedata
from typing import Final

_LOOKALIKES: Final = (
    # Cyrillic
    ("абвгдезийклмнорстухьѕіјѡԁԛԝһӏєїѵ", "a6brde3nnkmmhopctyxbsijwdqwhleiv"),
    ("АБВЕЗИЙКМНОРСТУХЬЅІЈԀԚԜҺӀЄЇѴ", "A6BE3NNKMHOPCTYXBSIJDQWHIEIV"),
    ("ёѐэғҝқңөұүҳҹӕ", "eeefkkhoyyxya"),
    # Greek
    ("αβγδεζηικλμνορστυφχω", "abydeznikluvoposuoxw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΣΛ", "ABEZHIKMNOPTYXSA"),
    ("ϲϳςϵϰϱ", "cjsekp"),
    # Armenian, Hebrew, Cherokee, Lisu and other single look-alikes
    ("աԁեհոսցօքզւ", "wdehouhopql"),
    ("ΙӀ׀וןⅼ∣ǀ", "IIllllll"),
    ("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷΝᎾᏢᎡᏚᎢᏙᎳᎩᏃ", "ABCDEHJKLMNOPRSTVWYZ"),
    ("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ"),
    # Signs that pass for letters
    ("ℓ℮⍺⍳⍴⍵ƽƨꜱ†‡¢£€¥§¡", "leaipwssstteleysi"),
)
_APOSTROPHES: Final = "´`‘’‚‛ʼʻʹˈ′ʹ՚＇᾽"
_DASHES: Final = "‐‑‒–—―−﹘⁃"
_KEPT_ACCENTS: Final = "áéíóúüñàâäãåçèêëìîïòôöõùûýÿæœß" + "ÁÉÍÓÚÜÑÀÂÄÃÅÇÈÊËÌÎÏÒÔÖÕÙÛÝÆŒ" + "¿¡ªº"
_BLANKS: Final = "\u2800\u3164\u115f\u1160\uffa0"

# "LATIN SMALL LETTER K WITH HOOK", "LATIN LETTER SMALL CAPITAL K", "LATIN SMALL LETTER TURNED K",
# "NEGATIVE SQUARED LATIN CAPITAL LETTER K", "REGIONAL INDICATOR SYMBOL LETTER K".
_NAME: Final = re.compile(
    r"\b(?P<size>SMALL |CAPITAL )?(?:LETTER|INDICATOR SYMBOL LETTER) "
    r"(?:SMALL CAPITAL |TURNED |REVERSED |INVERTED |SIDEWAYS |OPEN |DOTLESS |LONG |TOP HALF |BARRED )*(?P<letter>[A-Z])(?= WITH|$)"
)


def look_alikes() -> dict[int, str]:
    """Return what to write for each foreign letter, apostrophe and dash that passes for a plain one."""
    table: dict[int, str] = {}
    for foreign, plain in _LOOKALIKES:
        table.update({ord(a): b for a, b in zip(foreign, plain, strict=True)})
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    table.update(dict.fromkeys(map(ord, _DASHES), "-"))
    table.update({ord(accented): accented for accented in _KEPT_ACCENTS})
    table.update(dict.fromkeys(map(ord, _BLANKS), ""))
    return table


def base_letter(character: str) -> str | None:
    """Return the Latin letter that a character's Unicode name gives it, or None."""
    match = _NAME.search(unicodedata.name(character, ""))
    if match is None:
        return None
    letter = match["letter"]
    return letter if (match["size"] or "").startswith("CAPITAL") else letter.lower()
