"""Short forms written out, so that each phrase is written once. English and Spanish mix freely in a message."""

from typing import Final

_BLOCK: Final = """
im i am|iam i am|i'm i am|ive i have|dont do not|dnt do not|doesnt does not|didnt did not|didn did not
doesn does not|cant can not|cnt can not|cannot can not|wont will not|wouldnt would not|couldnt could not
shouldnt should not|isnt is not|wasnt was not|arent are not|werent were not|havent have not|hasnt has not
hadnt had not|aint is not|isn is not|wasn was not|wouldn would not|couldn could not|shouldn should not|haven have not
wanna want to|wana want to|wnna want to|wannna want to|gonna going to|gona going to|gunna going to|goin going
gon going to|finna going to|boutta about to|bouta about to|imma i am going to|ima i am going to
gotta got to|tryna trying to|tryin trying|thinkin thinking|kinda kind of|sorta sort of|lemme let me|gimme give me
dunno do not know|idk i do not know|idc i do not care|idgaf i do not care|ik i know|tbh honestly|ngl honestly
kms kill myself|kmself kill myself|kmn kill me now|kys kill yourself|ctb catch the bus|od overdose|oding overdosing
oded overdosed|ods overdoses|thatd that would|itd it would|whod who would|nobodyd nobody would
theyd they would|theyll they will|youd you would|youll you will|hed he would|everyoned everyone would
thats that is|whats what is|theres there is|hes he is|shes she is|youre you are|theyre they are|weve we have
everyones everyone is|nothings nothing is|lifes life is|noone nobody|ppl people|bc because|cuz because|cus because
coz because|cause because|tho though|rn right now|tn tonight|tonite tonight|2nite tonight|2night tonight
2day today|tmrw tomorrow|tmr tomorrow|2morrow tomorrow|b4 before|4ever forever|thru through|pls please|plz please
sum1 someone|any1 anyone|evry1 everyone|every1 everyone|no1 nobody|wut what|wat what|teh the|hte the|adn and|nad and
jsut just|jst just|juts just|liek like|wiht with|tio to|tot to|wnt want|wan want|wamt want|wanr want|watn want
wnat want|kil kill|kll kill|klil kill|kiil kill|kilk kill|dei die|mself myself|myslf myself|msyelf myself|meself myself
gf girlfriend|bf boyfriend|hubby husband|sgt sergeant|sarge sergeant|lt lieutenant|fto training officer
ois officer involved shooting|dv domestic violence|w/o without|smth something|nothin nothing
somethin something|lookin looking|livin living|dyin dying|killin killing|endin ending|feelin feeling|aint is not
thot thought|thots thoughts|tired tired|suicid suicide|unalived unalived|sewerslide suicide|sewercide suicide
deadass seriously|fr seriously|legit seriously|hurtin hurting|bout about|thatll that will
pq porque|xq porque|porq porque|xk porque|qiero quiero|kiero quiero|kero quiero|qero quiero|quero quiero
kisiera quisiera|qisiera quisiera|kieren quieren|kiere quiere|toy estoy|toi estoy|tas estas|ta esta
tmb tambien|tb tambien|tmp tampoco|aki aqui|asi asi|weno bueno|pa para|pal para el|pa' para|naiden nadie|aora ahora
ahorita ahora|orita ahora|ase hace|asta hasta|ai hay|aiga haya|kitarme quitarme|acer hacer|aser hacer|boi voy
kiza quiza|nomas solo|porfa por favor|xfa por favor|salu2 saludos|muxo mucho|tngo tengo|stoy estoy|qe que|ke que
qn quien|dnd donde|cmo como|ps pues|pos pues|vdd verdad|jaja lol|jajaja lol|jajajaja lol|jeje lol|haha lol|hahaha lol
hahahaha lol|lmao lol|lmfao lol|rofl lol|jk kidding|j/k kidding|lolz lol|lolol lol
"""
_SINGLES: Final = {
    "u": "you",
    "r": "are",
    "n": "and",
    "k": "que",
    "q": "que",
    "m": "me",
    "x": "por",
    "c": "se",
}
_PAIRS: Final = """
my self|myself
any more|anymore
no one|nobody
every one|everyone
every body|everyone
some one|someone
good bye|goodbye
good byes|goodbyes
i m|i am
i ve|i have
don t|do not
can t|can not
won t|will not
didn t|did not
wan na|want to
gon na|going to
want a|want to
want ot|want to
want 2|want to
going 2|going to
going ot|going to
un alive|unalive
over dose|overdose
over dosed|overdosed
self harm|selfharm
self harming|selfharm
self harmed|selfharm
a way|away
10 7|10-7
ten seven|10-7
10 seven|10-7
acabar lo|acabarlo
matar me|matarme
morir me|morirme
suicidar me|suicidarme
quitar me|quitarme
dar me|darme
por que|porque
"""

# Written as words of their own too, so that an apostrophe decides: "ill" is "I'll" only where one stands.
ONLY_WITH_APOSTROPHE: Final = {"id", "ill", "shed", "hell", "well", "shell", "its", "wed", "were", "lets"}


def short_forms() -> dict[str, tuple[str, ...]]:
    """Return what each short form stands for."""
    table: dict[str, tuple[str, ...]] = {}
    for entry in _BLOCK.replace("\n", "|").split("|"):
        if entry:
            short, *meant = entry.split()
            if [short] != meant:
                table[short] = tuple(meant)
    return table


def single_letters() -> dict[str, str]:
    """Return what letters that stand alone are short for."""
    return dict(_SINGLES)


def pairs() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return pairs of words that are one, or that an apostrophe was left out of."""
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in _PAIRS.split("\n"):
        if line:
            apart, together = line.split("|")
            first, second = apart.split()
            table[first, second] = tuple(together.split())
    return table
