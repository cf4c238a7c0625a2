"""Whether a bare number may be a day or an hour: the word after it decides ("after 3 calls")."""

import re
from typing import Final

from language.entities.folded import next_word, words

_SHARE: Final = re.compile(r"\s*(?:por\s+ciento|percent)")
# Words that can follow an hour or a day of the month. Any other word makes the number count something else.
_MAY_FOLLOW: Final = words(
    """
    am pm a.m p.m o'clock oclock sharp ish at @ in on or and by for with if is was are were works
    work would will could can cant can't cannot please pls plz thanks thx ty but not until till til
    to through thru after before around from between the this that next tomorrow tmrw today tonight
    monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat
    sunday sun i im i'm i'd id i'll i've ive we my me he she it its it's they you u your because
    cause cuz bc since so too also maybe then when while as though tho instead via over only ok okay
    k good best fine great perfect better either every each any anytime morning mornings afternoon
    afternoons evening evenings night nights noon later earlier onward onwards latest local does
    doesn't doesnt has have do don't dont should might may must already again there here who which
    whatever itself hay alguien
    what where how just right lol man bro sir ma'am maam of works de del la las el los lo por en con
    sin y e o u si no me te le se mi pero como porque es esta estaria puedo puede podria quiero
    seria hoy manana pasado lunes martes miercoles jueves viernes sabado domingo antes despues hasta
    entre a al para que gracias favor mejor tambien cuando solo solamente punto tarde noche adelante
    mas estoy tengo trabajo salgo entro funciona sirve va
    """
)


def may_follow(text: str, end: int) -> bool:
    """Tell whether what follows `end` in folded text lets a bare number be an hour or a day."""
    if end < len(text) and (text[end].isalnum() or text[end] in "-/%$#_"):
        return False
    if _SHARE.match(text, end):
        return False
    word = next_word(text, end)
    return not word or word in _MAY_FOLLOW
