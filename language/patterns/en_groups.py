"""Named groups of English words and phrases that the families share."""

from typing import Final

GROUPS: Final[dict[str, str]] = {
    # who
    "i_am": "i am|am|i was|i have been|been|feel|feeling|i feel",
    "colleague": "partner|sergeant|lieutenant|captain|chief|deputy|trooper|officer|coworker|colleague|detective|rookie"
    "|trainee|recruit|squadmate|teammate|beat partner|shift partner|academy classmate|classmate|guy on my (squad|shift|team)"
    "|dispatcher|corporal|training officer|boss|supervisor",
    "family": "wife|husband|spouse|girlfriend|boyfriend|fiance|fiancee|son|daughter|kid|child|teenager|brother|sister|mom"
    "|mother|dad|father|cousin|nephew|niece|uncle|aunt|grandson|granddaughter|ex|stepson|stepdaughter|roommate|in law",
    "friend": "friend|buddy|best friend|bestie|bro|pal|neighbor",
    "near_one": "{colleague}|{family}|{friend}",
    "on_call": "suspect|subject|caller|victim|decedent|deceased|jumper|inmate|prisoner|arrestee|perp|shooter|driver"
    "|complainant|rp|patient|detainee|gunman|prowler|civilian|citizen|a guy|some guy|this guy|a man|a woman|a lady|a kid"
    "|a teen|a teenager|a girl|a boy|a dude|some dude|some kid|a veteran|a vet|a male|a female|the guy|the man|the woman|the lady"
    "|a person|homeless guy|defendant|offender",
    "they": "he|she|they|him|her|them|himself|herself|themselves|themself",
    # how
    "adv": "really|just|still|honestly|kind of|sort of|fucking|only|actually|truly|sometimes|always|so|literally|seriously"
    "|also|often|even|secretly|genuinely|probably|might|almost|basically|constantly|finally|definitely|maybe|badly|now|do"
    "|lately|desperately|simply|too|already|never not|fully|half|low key|lowkey|absolutely|damn|to god|somehow|frequently",
    "advs": "{adv} {adv}?",
    "lately": "now|right now|again|lately|tonight|today|these days|this morning|this week|every (day|night|morning)|anymore"
    "|all the time|still|currently|at the moment|constantly|soon|this weekend|tomorrow",
    # wishing, meaning to
    "want_to": "want to|have wanted to|wanted to so bad|would like to|would love to|would rather|long to|need to"
    "|wish i could|can not wait to|wish to|hope to|hope i|wanting to|ready to|hoping to|prefer to|craving to",
    "mean_to": "going to|will|plan to|planning to|planned to|plan on|planning on|plans to|a plan to|thinking about|thinking of"
    "|think about|think of|thought about|thought of|thoughts of|thoughts about|thinking on|considering|considered|contemplating"
    "|contemplated|fantasizing about|fantasize about|ready to|about to|decided to|deciding to|tempted to|urge to|urges to"
    "|trying to|tried to|try to|attempt to|attempted to|might|could|should|ought to|may|dreaming of|dreaming about"
    "|daydream about|daydreaming about|imagine|imagining|imagined|picture|picturing|picture myself|toying with|ideas of|idea of"
    "|feel like|feeling like|felt like|close to|want to|wanted to|wanting to|need to|have to|got to|would rather|intend to"
    "|intending to|intention of|look forward to|prepared to|preparing to|obsessed with|obsessing about|itching to"
    "|came close to|talked myself out of|googling how to|googled how to|looked up how to|looking up how to|research|researching"
    "|ways to|way to|how to|help me|afraid i will|scared i will|afraid i am going to|scared i am going to|afraid of"
    "|keep from|stop myself from|hold myself back from|best way to|easiest way to|courage to|guts to|balls to|nerve to"
    "|romanticizing|reasons to|excuse to|finally|let me|deserve to|ideation about|dwelling on|ruminating about",
    # dying, and doing it oneself
    "die": "die|be dead|stop living|stop existing|cease to exist|not exist|not be alive|not be here anymore|disappear forever"
    "|fall asleep and (never|not) wake up|go to sleep and (never|not) wake up|sleep and (never|not) wake up|be gone forever"
    "|sleep forever|never wake up|not wake up|be six feet under|leave this world|leave this earth|be in the ground",
    "body": "head|brain|brains|mouth|temple|skull|chest|heart|throat|chin|wrist|wrists|neck|ear",
    "gun": "gun|pistol|weapon|service weapon|service pistol|duty weapon|duty gun|glock|sidearm|rifle|shotgun|firearm|revolver"
    "|barrel|muzzle|backup|sig|off duty gun|beretta|piece|ar|service gun|handgun|issued weapon",
    "kill_self": "kill myself|killing myself|killed myself|end my life|ending my life|ended my life|end my own life"
    "|ending my own life|take my life|take my own life|taking my life|taking my own life|took my own life|off myself"
    "|offing myself|shoot myself|shooting myself|shot myself|hang myself|hanging myself|hung myself|hanged myself"
    "|unalive myself|unaliving myself|blow my (own)? brains out|blow my (own)? head off|blowing my (own)? brains out"
    "|blowing my (own)? head off|do myself in|doing myself in|commit suicide|committing suicide|commit sewerslide"
    "|take myself out for good|drown myself|drowning myself|overdose on purpose|gas myself|stab myself"
    "|slit my (own)? (wrists|wrist|throat)|slitting my (own)? (wrists|wrist|throat)|delete myself|self delete|murder myself"
    "|make myself die|jump off (a|the) (bridge|roof|overpass|building)|jumping off (a|the) (bridge|roof|overpass|building)"
    "|jump in front of (a|the) (train|truck|bus)|jumping in front of (a|the) (train|truck|bus)|catch the bus"
    "|make it look like an accident|put a bullet in my {body}|putting a bullet in my {body}|put a bullet through my {body}"
    "|putting a bullet through my {body}|put a round in my {body}|put a round through my {body}|put one in my {body}"
    "|put a hole in my {body}|eat my (own)? (service|duty)? {gun}|eating my (own)? (service|duty)? {gun}|ate my {gun}"
    "|suck on my {gun}|sucking on my {gun}|eat a bullet|eating a bullet|eat lead|kiss my {gun}|kissing my {gun}"
    "|swallow my {gun}|swallowing my {gun}|turn my {gun} on myself|turning my {gun} on myself|turn the {gun} on myself"
    "|turning the {gun} on myself|use my {gun} on myself|using my {gun} on myself|use it on myself|using it on myself"
    "|check myself out for good|check out permanently|checking out permanently|punch my own ticket|end myself|ending myself"
    "|wrap my (car|truck|cruiser|unit) around a (tree|pole)|drive (my car|my truck|the cruiser)? (off|into) (a|the) (bridge|cliff|tree|wall)"
    "|driving (my car|my truck|the cruiser)? (off|into) (a|the) (bridge|cliff|tree|wall)|jump off something|step in front of (a|the) (train|truck|bus|car)",
    "resolved": "good now|better now|fine now|okay now|ok now|great now|healthy now|happy now|different now|sober now|got help"
    "|got better|get better|gotten better|over it|past it|past that|got past|got through|came through|made it through|recovered"
    "|recovery|doing well|doing great|doing good|doing better|am better|am good|am fine|am okay|am happy|thankful|grateful"
    "|glad|never again|nothing since|not since|not anymore|no longer|saved my life|that was then|moved on|healed|life is good"
    "|on the other side|worked through it|treatment worked|therapy worked|therapy helped|meds helped|medication helped"
    "|do not feel that way|do not anymore|have not felt|in a good place|in a better place|so much better|stable|love my life",
}
