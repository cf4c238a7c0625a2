"""Short replies that mean the same under any question: the second one, more, back, stop, nothing, any."""

import re
from typing import Final, Literal

Meaning = Literal["more", "back", "stop", "nothing", "any", "yes"]

_SAID: Final[dict[Meaning, str]] = {
    "more": """more; more please; more times; other times; other options; more options; different times; another time;
        another one; others; something else; anything else; what else; show me more; show more; next; later ones;
        none of these; none of those; none of them; neither; not those; not these; none work; none of these work;
        none of those work; none suit me; any others; any other times; any other; got any others; got anything else;
        más; mas; otras; otra; otras horas; otra hora; más horas; más opciones; otras opciones; ninguna;
        ninguna de esas; ninguna de estas; ninguna me sirve; otra cosa; siguiente; hay más; hay otras; muéstreme más""",
    "back": """back; go back; backwards; previous; undo; back please; take me back; back up; last step; one back;
        atrás; atras; volver; regresar; regrese; vuelve; vuelva; anterior; para atrás; volver atrás""",
    "stop": """stop; quit; exit; cancel; cancel this; cancel that; abort; never mind; nevermind; nvm; forget it;
        forget this; drop it; leave it; stop it; stop this; end; i changed my mind; changed my mind; not now; leave;
        get me out; get out; no thanks; no thank you; scratch that; stop please; please stop; enough;
        parar; pare; para; basta; salir; cancelar; cancela; cancele; olvídelo; olvidelo; olvídalo; olvidalo; déjelo;
        dejelo; déjalo; dejalo; ya no; cambié de idea; cambie de idea; ahora no; no gracias; dejarlo""",
    "nothing": """nothing; none; skip; skip it; skip this; skip that; no contact; leave nothing; i leave nothing;
        nothing please; nothing at all; rather not; i'd rather not; id rather not; prefer not to; i'd prefer not to;
        no number; no name; no phone; no phone number; without a number; without a name; anonymous; anonymously;
        keep it anonymous; stay anonymous; actually nothing; actually no number; actually no name; pass;
        nada; sin nada; no dejar nada; no dejo nada; saltar; omitir; prefiero no; mejor no; sin número; sin numero;
        sin nombre; anónimo; anonimo; mejor nada""",
    "any": """any; any of them; any of these; any of those; anyone; anybody; whichever; whatever; either; either one;
        doesn't matter; doesnt matter; don't care; dont care; i don't care; you choose; you pick; soonest; the soonest;
        the soonest one; earliest; the earliest; the earliest one; first available; asap; as soon as possible;
        the next one; next available; surprise me; no preference;
        cualquiera; la que sea; la más pronto; la mas pronto; lo antes posible; me da igual; da igual; usted elija;
        la más cercana; la primera que haya""",
    "yes": """yes; yeah; yep; yup; sure; ok; okay; k; yes please; ok do it; do it; go ahead; please do; fine; alright;
        all right; start; ok start; sounds good; y; sí; si; claro; dale; bueno; está bien; esta bien; hágalo; hagalo;
        de acuerdo; sí por favor; si por favor; adelante""",
}
_MEANINGS: Final[dict[str, Meaning]] = {
    " ".join(said.split()): meaning for meaning, listed in _SAID.items() for said in listed.split(";")
}
_NO: Final = frozenset({"no", "nope", "nah", "na", "n", "no no", "nop", "not really", "pues no", "no gracias"})
_ORDINALS: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "top": 1, "one": 1, "two": 2, "three": 3,
    "primera": 1, "primero": 1, "primer": 1, "segunda": 2, "segundo": 2, "tercera": 3, "tercero": 3,
    "uno": 1, "una": 1, "dos": 2, "tres": 3,
}  # fmt: skip
_NTH: Final = re.compile(
    rf"(?:(?:i'?ll take|i'?ll have|give me|take|book|let'?s do|let'?s go with|quiero|tomo|me quedo con) )?"
    rf"(?:the |la |el |opci[oó]n |option |number |n[uú]mero |no\. ?|# ?)?(?:(?P<digits>\d{{1,2}})|"
    rf"(?P<word>{'|'.join(_ORDINALS)}))(?: one| option| time| slot| hora| opci[oó]n)?"
    rf"(?: please| works| is fine| por favor)?"
)
# What settles nothing: neither a yes nor a no, however an intent model reads it.
_UNSURE: Final = re.compile(
    r"(?:(?:um+|uh+|erm?|hm+|well|honestly|ok|okay|yeah|y|pues|este|bueno|eh+|mm+|la verdad)[, .…]+)*"
    r"(?:h+m+|m{2,}|um+|uh+|erm?|eh+|maybe(?: (?:so|not|yes|no))?|perhaps|possibly|probably|might|i might|not sure|"
    r"(?:i'?m )?(?:not (?:really |so |too |entirely )?(?:sure|certain)|unsure|undecided|torn|on the fence)|"
    r"i guess(?: so)?|i suppose(?: so)?|kinda|sort of|idk|dunno|i dunno|don'?t know|i (?:really |just )?don'?t know|"
    r"no idea|who knows|we'?ll see|could be|(?:it |that )?depends|fifty[- ]fifty|50[/-]50|"
    r"let me think(?: about it)?|(?:i )?(?:need|have|want|got|gotta)(?: to)? think(?: about it)?|"
    r"i'?ll think about it|thinking(?: about it)?|(?:i )?can'?t decide|haven'?t decided|"
    r"hold on|wait|one (?:sec|second|moment|minute)|give me a (?:sec|second|minute|moment)|"
    r"quiz[aá]s?|tal ?vez|a lo mejor|puede(?: ser| que s[ií])?|no (?:lo )?s[eé]|no (?:estoy|ando) (?:muy )?segur[oa]|"
    r"no segur[oa]|depende|a ver|supongo(?: que s[ií])?|ni idea|no sabr[ií]a|"
    r"d[eé]jeme pensar(?:lo)?|d[eé]jame pensar(?:lo)?|(?:lo )?(?:pienso|pensar[eé])|(?:lo )?voy a pensar(?:lo)?|"
    r"tengo que pensar(?:lo)?|no me decido|un momento|espere|capaz)"
    r"(?:[, .…]+(?:though|yet|really|right now|now|please|not sure|i guess|maybe|idk|todav[ií]a|a[uú]n|"
    r"la verdad|quiz[aá]s?|no s[eé]))*"
)
_EDGES: Final = re.compile(r"^[\s.,;:!?¿¡…)(\"']+|[\s.,;:!?…)(\"']+$")


def plain(text: str) -> str:
    """Return a text in lower case, one line, without the marks around it."""
    return _EDGES.sub("", " ".join(text.replace("’", "'").casefold().split()))


def meaning_of(text: str) -> Meaning | None:
    """Return what a short reply means under any question; none for all other texts."""
    said = plain(text)
    return _MEANINGS.get(said) or _MEANINGS.get(said.removeprefix("no, ").replace(",", ""))


def is_no(text: str) -> bool:
    """Tell whether a text is a bare no."""
    return plain(text) in _NO


def is_unsure(text: str) -> bool:
    """Tell whether a text settles nothing: "hmm", "maybe", "let me think"."""
    return _UNSURE.fullmatch(plain(text)) is not None


def number_of(text: str) -> int | None:
    """Return which of several things a short reply names: "2", "the second one", "la primera"."""
    found = _NTH.fullmatch(plain(text))
    if found is None:
        return None
    return int(found["digits"]) if found["digits"] else _ORDINALS[found["word"]]
