"""English or Spanish: a first guess from a message, until the dialogue knows better."""

import re

_WORD = re.compile(r"[a-záéíóúüñ]+")
_SPANISH = frozenset(
    _WORD.findall(
        """al algo alguien ayuda ayudar como con cuando de del el ella ellos en es esta estoy esto gracias ha
        hablar hacer hay he hola hoy la las lo los más mi mis morir muy nada necesito ni noche nunca para pero
        por porque puedo que qué quiero se sé ser si sin sí solo soy su también te tengo todo tu un una vida
        vivir y ya yo"""
    )
)
_ENGLISH = frozenset(
    _WORD.findall(
        """about after all am an and are as at be been but can could did do for from get go had has have hello
        help her him his how i if in is it just know like live my need not of on one or out see she some
        someone talk that the them then there they this to up want was we what when who will with would you
        your"""
    )
)


def guess(text: str) -> str | None:
    """Return "es" or "en" by words that only one of the two has; none when neither leads."""
    if any(mark in text for mark in "¿¡ñ"):
        return "es"
    words = _WORD.findall(text.lower())
    spanish = sum(word in _SPANISH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if spanish == english:
        return None
    return "es" if spanish > english else "en"
