"""How to meet: by phone, by video, in person."""

import re
from typing import Final

from language.entities import tables
from language.entities.entity import Entity
from language.entities.tables import row

_SESSION: Final = (
    r"(?:calls?|sessions?|appointments?|appts?|appt|meetings?|consults?|chats?|visits?|"
    r"slots?|counseling|therapy|meet|conference|conversation|one|option|only)"
)
_ROWS: Final = (
    row("phone", r"phone(?=$|\s*[.,!?]|\s*\W+$)|^ ?(?:a )?call(?=$| (?:is|would|works?|please|pls|instead|if))"),
    row(
        "phone",
        rf"(?:by|x|over|on|via|through|thru|use|using|just|with|or|prefer|preferably|the|a|do|not?(?= phone(?! calls))|"
        rf"make it|"
        rf"to|only|rather|ya) (?:the )?(?:tele)?(?:phone|fone)|"
        rf"tele?phone {_SESSION}|phone {_SESSION}|phonecalls?|telephonic(?:ally)?|telephone|"
        rf"phone(?= (?:works|is (?:fine|best|better|good|ok)|please|pls|only|if|or|instead|would))|"
        r"(?:have |can |could |would |will )?(?:them |someone |somebody |you |he |she |they )?(?:call|"
        r"ring|phone) me(?: (?:back|up))?|give me a (?:call|ring)|"
        r"(?:by|over a|via a?|voice|quick|phone|a) call(?! (?:last|this|yesterday|today|on|where|that|"
        r"from|we|i|with a kid))|audio(?: only|[ -]call)?|call-in|"
        r"(?:por|x) (?:telefono|llamada|tel)|telefonicamente|(?:cita|sesion|llamada|consulta|"
        r"asesoria) telefonica|llamada(?: telefonica| de telefono)?|telefonic[oa]|"
        r"(?:que )?me llam(?:en|e|a|as|an)|llam[ae]n?me|voice only|solo voz|(?:pueden?|podrian?) llamarme|al telefono|"
        r"telefono(?= (?:por favor|mejor|esta bien|o))",
    ),
    row(
        "video",
        rf"(?:by |via |over |on |a )?video(?:[ -]?{_SESSION}|conferenc(?:e|ing)|chat)?|"
        rf"zoom(?: {_SESSION})?|(?:face ?time|facetime)|(?:ms |microsoft )?teams(?= (?:call|meeting|"
        rf"session|works|is|please|or)|$)|"
        r"google meet|skype|webcam|do it on camera|"
        r"(?:talk|meet|do this|be) on camera|virtual(?:ly)?(?: (?:session|appointment|visit|meeting|call|counseling|"
        r"therapy))?|tele ?health|tele-health|telemed(?:icine)?|teletherapy|"
        rf"online(?: {_SESSION})?|remote(?:ly)?(?= (?:session|appointment|please|only|if|or|works|is|"
        rf"would|counsel|therap)|$|[.,?!])|"
        r"(?:por )?(?:video ?llamadas?|video ?conferencia)|por (?:video|zoom|internet|camara)|en linea|"
        r"virtual(?:mente)?|a distancia|teleterapia|telesalud",
    ),
    row(
        "in_person",
        rf"in[ -]?person(?: {_SESSION})?|in the flesh|face[ -]?(?:to|2)[ -]?face|f2f|ftf|in[ -]office|"
        rf"(?:in|at|to|come (?:in )?to|go to) (?:the|their|an|his|her|your) office|office visit|"
        r"(?:come|go|drive|walk|stop) (?:in|by|over)(?= (?:and|to (?:talk|see|meet)|person|for|there)|$|"
        r"[.,?!])|on[ -]?site|sit[ -]?down (?:with|and talk|session|meeting|appointment)|in real life|irl|"
        r"physically|"
        r"en persona|presencial(?:es|mente)?|cara a cara|frente a frente|en (?:el|su|la) (?:consultorio|"
        r"oficina|consulta)",
    ),
)
_NEVER: Final = re.compile(
    r"\b(?:body ?(?:worn )?cam(?:era)?|dash ?cam(?:era)?|bwc|security|surveillance|cell|viral|you ?tube|"
    r"training|tiktok|facebook|music) (?:video|footage)s?|"
    r"\bvideo (?:of|games?|evidence|footage|surveillance|camera|from|went|clip|shows?)|\b(?:watch\w*|saw|"
    r"posted|that|the|review\w*|leaked) (?:the |a |that |this )?videos?\b(?! (?:call|chat|session|"
    r"appointment|option|visit))|"
    r"\b(?:my|his|her|work|department|dept|duty|cell|personal|issued|burner|new|lost|"
    r"own) (?:cell )?phones?|\bphone (?:calls? (?:from|about)|keeps|ring\w*|buzz\w*|"
    r"number|records?|number's|tap|tree|case|bill|company|died|"
    r"is (?:dead|dying|tapped|monitored))|"
    r"\b(?:on|to) the phone with|\bon a call\b|\b(?:bad|rough|last|fatal|suicide|first|tough|hard|worst|"
    r"dv|domestic|911|radio|traffic|shooting|medical|got) a? ?calls?\b|"
    r"\b(?:got|took|had|from|after|was|during|to|worked|on|with|cleared|caught|handled|answered|ran|"
    r"took) (?:a|the|that|this|my) (?:(?:bad|rough|quick|tough) )?call\b(?! with)|"
    r"\bcall me (?:a|crazy|names|old|paranoid|sarge|whatever|dramatic)\b|\b(?:they|he|she|guys|people|"
    r"kids) call me\b(?! (?:back|at|on|for|tomorrow|monday|tuesday|wednesday|thursday|friday))|"
    r"\b(?:spread|went|news|post\w*|seen|see|found|read|bought|shop\w*|gambl\w+|play\w*|poker|"
    r"bet\w*) (?:\w+ )?online|"
    r"\bonline (?:poker|gambling|casino|shopping|reviews?|class|course|betting|store|dating)|"
    r"\b(?:ran into|saw|met|bumped into|seen|knew|talked|spoke|argued|fought) (?:\w+ )?in person|"
    r"\b(?:vi|vio|vieron|visto|grabaron|subieron|salio) (?:en )?(?:el|un|ese|este) video\b|"
    r"\b(?:get|getting|gets|catch) (?:a|the|that|this) call\b|"
    r"\bremote control|\bzoom(?:ed|ing)? (?:in|out|past|by)|\bpersonas?\b(?<!en persona)|"
    r"\bllamada (?:de (?:ayer|anoche|emergencia|auxilio|radio|violencia)|del|donde|fea|dura|fatal)|"
    r"\b(?:esa|una|la|ultima|aquella|mala) llamada\b(?! (?:telefonica|de telefono|con))"
)


def find(text: str) -> list[Entity]:
    """Find ways to meet in folded text."""
    return tables.find(text, "modality", _ROWS, _NEVER)
