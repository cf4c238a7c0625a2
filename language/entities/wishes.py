"""Wishes about the person (a woman or a man, an officer once), and for whom the help is meant."""

import re
from typing import Final

from language.entities import tables
from language.entities.entity import Entity
from language.entities.tables import row

_PROVIDER: Final = (
    r"(?:counsel+ors?|therapists?|psychologists?|psychiatrists?|shrinks?|doctors?|docs?|"
    r"peers?(?: supporters?)?|officers?|cops?|deputy|"
    r"provider|clinician|chaplain|lawyer|attorney|specialist|coach|one|person|voice)"
)
_WISH: Final = (
    r"(?:talk(?:ing)? (?:to|with)|speak(?:ing)? (?:to|with)|see|seeing|prefer|preferably|prefer it be|"
    r"want|wanted|rather(?: (?:see|have|talk to|it be|be|"
    r"with))?|like|with|be|being|is|book|need|meet(?: with)?|only|ideally|find(?: me)?|get(?: me)?|"
    r"comfortable with|have|it'?s|easier with|for|maybe)"
)
_WOMAN: Final = r"(?:a |another |some )?(?:woman|women|lady|ladies|female|females|girl|gal)"
_MAN: Final = r"(?:a |another |some )?(?:man|men|male|males|guy|dude|fella)"
_FOLLOWS: Final = (
    r"(?=$|[.,;?!)]| (?:if|please|pls|who|for|on|by|to|would|is|that|not|or|at|in|this|next|"
    r"and|instead|today|tomorrow|counsel|therap|only|with))"
)
_ES_WISH: Final = (
    r"(?:con|sea|prefiero(?: a| que sea)?|quiero(?: (?:a|que sea|hablar con|ver a))?|a|"
    r"busco|mejor|preferiblemente|solo|ver a|tenga)"
)

_GENDER: Final = (
    row(
        "woman",
        rf"(?:female|woman|women|lady|girl) {_PROVIDER}|{_WISH} {_WOMAN}{_FOLLOWS}|^ ?{_WOMAN}(?=$|[.,?!]|"
        rf" (?:if|please|pls|would|preferred|only|preferably))|"
        rf"{_ES_WISH} (?:una )?mujer(?! (?:y|de|que (?:murio|me))|me)|^ ?(?:una )?mujer(?=$|[.,?!]|"
        rf" (?:por|si|mejor))|(?:terapeuta|consejera|psicologa|doctora|policia|oficial) mujer|"
        rf"una (?:psicologa|consejera|abogada|companera|doctora)",
    ),
    row(
        "man",
        rf"(?:male|man) {_PROVIDER}|{_WISH} {_MAN}{_FOLLOWS}|^ ?{_MAN}(?=$|[,?]| (?:if|please|pls|would|"
        rf"preferred|only|preferably))|"
        rf"{_ES_WISH} (?:un )?(?:hombre|varon)|(?:terapeuta|consejero|psicologo|doctor|policia|"
        rf"oficial) (?:hombre|varon)",
    ),
)
_NOT_GENDER: Final = re.compile(
    r"\b(?:with|by|from|for|like|have|had|is|be|being|see|saw|met|to) (?:a|another|the|some) (?:woman|man|"
    r"lady|guy|girl|female|male) (?:who (?:was|had|died|got|called|jumped|shot)|in (?:the|a) (?:car|house|"
    r"wreck|crash)|that (?:was|died|had|got)|screaming|bleeding|dead)|"
    r"\b(?:domestic|dv|fight|fought|arrest\w*|wreck|crash|call|pursuit|incident|scuffle|affair|sleeping|"
    r"cheat\w*|living|married|dating|divorce|dealing) (?:\w+ )?(?:with|for|on) (?:a|another|"
    r"some) (?:woman|man|guy|lady|girl|female|male)|"
    r"\b(?:be|like|is|being|as) a (?:man|girl)\b|\bman up|\bhey man|\bthanks man|\blittle girl|\b(?:have|"
    r"got|had) (?:a )?(?:girl|woman|guy|man)\b(?! (?:counsel|therap|psych))|\bneed a (?:man|girl|"
    r"woman)(?= (?:in my|to love))|\bfor (?:a )?(?:guy|man|woman|girl)s?\b(?! (?:counsel|therap))"
)

_COP: Final = (
    r"(?:cops?|officers?|police(?: officers?)?|deput(?:y|ies)|law enforcement|leo|sheriff|"
    r"troopers?|sworn|detectives?|sergeants?)"
)
_EX: Final = r"(?:ex|former|retired|ret|prior|formerly|ex-)"
_OFFICER: Final = (
    row(
        "yes",
        rf"{_EX}[ -]?(?:{_COP}|leo)|(?:was|been|were|used to be|has been|have been|that's been|who's been|"
        rf"whos been) (?:an? |a former )?(?:{_COP}|police)|(?:been|was|were|worked) on the (?:job|force|"
        rf"street|streets|road)|"
        r"(?:worn|wore|wears|carried) (?:the|a) (?:badge|uniform|vest|star)|(?:worked|walked|rode|done|"
        r"did) (?:the (?:street|streets|beat|road|job)|patrol)|prior le|prior law enforcement|"
        r"cop background|"
        rf"(?:counsel+or|therapist|shrink|psychologist|clinician|someone|somebody|person) (?:who'?s|"
        rf"who is|that'?s|that is) (?:also )?(?:an? )?(?:{_EX} )?{_COP}|"
        r"(?:le|law enforcement|police) (?:background|experience)|(?:haya|hayan|ha|han) (?:sido|"
        r"trabajado (?:como|de)) (?:policia|oficial|agente)|"
        r"ex ?-?(?:policia|oficial|agente)s?|(?:policia|oficial|agente)s? (?:retirad[oa]s?|jubilad[oa]s?)|"
        r"(?:haya|que) llev(?:ado|o) (?:la )?(?:placa|uniforme)|que fue (?:policia|oficial)",
    ),
)
_NOT_OFFICER: Final = re.compile(
    rf"\b(?:i'?m|i am|im|as|i was|i have been|i'?ve been|ive been|my (?:husband|wife|dad|father|mother|ex|"
    rf"brother|partner)(?:'s| is| was)?|he'?s|she'?s|he is|she is|he was|she was|it was|there was|"
    rf"we were) (?:an? |also |now |the )*(?:{_EX} )?(?:{_EX}[ -]?)?(?:{_COP}|been on the (?:job|force)|"
    rf"on the (?:job|force)|on the street)|"
    rf"\b(?:i|we|i'?ve|ive|i have|he|she|my dad|my husband) (?:was|been|have been|wore|carried|worked|did|"
    rf"used to be|were|walked)(?: (?:an?|the|on))*|"
    rf"\b(?:for|help|of|benefits|pension|any) (?:an? )?(?:retired|former) (?:{_COP})|"
    rf"\bsoy (?:un )?(?:policia|oficial|agente)s? (?:retirad|jubilad)[oa]|\bsoy ex ?-?policia|\b(?:killed|"
    rf"shot|hurt|dead|injured|died) (?:was|were) (?:an? )?{_COP}|\bex wife|\bformer partner"
)

_KIN: Final = (
    r"(?:wife|husband|spouse|kids?|son|sons|daughter|daughters|partner|girlfriend|boyfriend|"
    r"fiancee?|mom|mother|dad|father|children|teenager|family|parents|brother|sister|better half)"
)
_AUDIENCE: Final = (
    row(
        "family",
        rf"(?:for|can|could|would|get|help for|so|is my) my {_KIN}|my {_KIN} (?:needs?|wants? (?:to talk|"
        rf"to see|help|someone|a )|could use|"
        rf"would like|use|come|talk|see|to see|to talk)|"
        rf"(?:i'?m|i am|im) (?:a |an )?(?:\w+'?s? )?(?:(?:police|cop'?s?|officer'?s?|"
        rf"deputy'?s?) )?(?:wife|husband|spouse|widow|widower)|(?:my (?:husband|wife|dad|mom|son|daughter|"
        rf"spouse|boyfriend|girlfriend) is (?:a |an )?{_COP})|"
        r"para mi (?:esposa|esposo|mujer|marido|hij[oa]s?|familia|pareja|mama|papa)|mi (?:esposa|esposo|"
        r"hij[oa]) (?:necesita|quiere)|soy (?:la )?(?:esposa|esposo|espos[oa]|"
        r"viuda) de (?:un )?(?:policia|oficial)",
    ),
    row(
        "civilian_staff",
        r"(?:i'?m|i am|im|as) (?:a |an |the |in |just a )?(?:911 )?(?:dispatch(?:er)?|call ?taker|"
        r"telecommunicator|civilian(?: (?:employee|staff|worker))?|records (?:clerk|tech)|"
        r"crime (?:analyst|scene tech)|csi tech|evidence tech|jailer clerk|non[- ]?sworn)|"
        r"for (?:dispatchers|civilians|civilian staff|non[- ]?sworn)|soy (?:civil|despachador[a]?|"
        r"operador[a]? del 911|telefonista)",
    ),
    row(
        "retired",
        rf"(?:i'?m|i am|im|as|i just|i) (?:a |an |now |just |recently )*(?:retired|"
        rf"ret)(?: (?:{_COP}))?(?! (?:soon|in))|for (?:retirees|retired (?:{_COP}))|(?:soy|"
        rf"estoy) (?:un )?(?:policia |oficial )?(?:retirad|jubilad)[oa]|para (?:retirad|jubilad)[oa]s",
    ),
)


def find(text: str) -> list[Entity]:
    """Find `gender_wish` (woman, man), `ex_officer` (yes)"
    " and `audience` (family, civilian_staff, retired)."""
    return [
        *(_named(text, each) for each in tables.find(text, "gender_wish", _GENDER, _NOT_GENDER)),
        *tables.find(text, "ex_officer", _OFFICER, _NOT_OFFICER),
        *tables.find(text, "audience", _AUDIENCE),
    ]


_PERSON: Final = re.compile(
    r"\b(?:females?|wom[ae]n|lad(?:y|ies)|girl|gal|males?|m[ae]n|guy|dude|fella|mujer|hombre|varon|"
    r"una \w+)\b"
)


def _named(text: str, found: Entity) -> Entity:
    """Narrow "prefer a woman" to "woman"."""
    person = _PERSON.search(text, found.start, found.end)
    return Entity(found.entity, found.value, person.start(), person.end()) if person else found
