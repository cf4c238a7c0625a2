"""When an English phrase does not mean what it says."""

from typing import Final

from language.patterns.family import Guard, lines
from language.patterns.guards import about_somebody_near, about_somebody_on_a_call

SOMEBODY_NEAR: Final = Guard("somebody near", "concern_for_other", test=about_somebody_near)
SOMEBODY_ON_A_CALL: Final = Guard("somebody on a call", "nothing", test=about_somebody_on_a_call)

DENIED: Final = Guard(
    "en denied",
    "nothing",
    {
        "before": lines("""
            (not|never|nor|without) (actually|really|even|been|currently|having|ever|thought of|thought about|suicidal or)? (a|any|so|that)?
            (not|never|nor) (been)? (going to|want to|wanting to|planning to|planning on|trying to|about to|thinking about|thinking of|considering)
            (am|was|i am) not here to
            (would|will|could|can|do|did|have) (not|never) (ever)? (actually)? (do|even|think of|think about|thought of|thought about|consider|considered|had|have|want to|going to|try to)? (of|about|any)?
            (no|zero) (real)? (plans|plan|intention|intentions|thoughts|desire|wish|intent|urge|urges|interest|history) (to|of|in|about)? (wanting to|harming or)?
            (no|zero|not any|deny|denies|denied|denying)
            (do not|does not|did not) (mean|say|think) (i)? (am|was|that i am|want to|to)?
            (nothing to do with|far from|opposite of|instead of)
        """)
    },
)

NOT_THAT: Final = Guard(
    "en not that",
    "possible",
    {
        "before": lines("""
            (not|never) (that|like|saying|said|because|as if) <1>
            (do not|did not|does not) think <2>
            would never actually
            no one knows
        """)
    },
)

HYPOTHETICAL: Final = Guard(
    "en asks what would happen",
    "possible",
    {
        "near_before": lines("""
            (if|when|should|suppose) (i|an officer|someone|somebody|a cop|one|we|you) <1> (say|said|tell|told|admit|admitted|mention|mentioned|write|wrote|type|report|reported|disclose|call|answer|am|was|were|feel|felt|have|had|get|got)
            what happens
            (people|they|everyone|everybody|my wife|my husband|my sergeant|my boss|my mom) <1> (think|thinks|thought|assume|assumes|worried|afraid|worry|worries|asked|asks|ask)
        """),
    },
)

QUOTED: Final = Guard(
    "en quoted, trained or on a screen",
    "nothing",
    {
        "near_before": lines("""
            (training|trainer|instructor|class|course|slide|slides|module|video|podcast|scenario|roleplay|role play|lecture|seminar|handout|powerpoint|brochure|poster|sign|flyer|checklist|questionnaire|form|survey|quiz)
            (movie|film|show|episode|book|novel|song|lyrics|game|character|series|documentary|article|news|headline|meme)
            (policy|protocol|procedure|general order|sop|statistics|stats|report writing|report said|the report|research|study)
            (suspect|subject|caller|victim|jumper|inmate|guy|man|woman|male|female|kid|patient|prisoner|arrestee|driver|teen|girl|lady|perp) <4> (said|says|told|yelled|yelling|screamed|screaming|shouted|kept saying|saying|was|threatened|threatening|wrote|texted|posted|telling|stating|stated|begged)
            (quote|quoting|quoted|the phrase|the word|the words|the term|the line)
        """),
    },
)

SAID_BY_SOMEBODY_NEAR: Final = Guard(
    "en said by somebody near",
    "concern_for_other",
    {
        "before": lines("""
            ({near_one}|he|she|they) <3> (said|says|told me|tells me|texted me|texted|wrote|keeps saying|kept saying|is saying|posted|admitted|confessed|mentioned|was like|is like|told|called me|messaged me) <2>
        """),
    },
)

IDIOM: Final = Guard(
    "en figure of speech",
    "nothing",
    {
        "after": lines("""
            (of|from) (boredom|embarrassment|laughing|laughter|cringe|shame|hunger|thirst|cuteness|heat|secondhand embarrassment|the heat)
            (laughing|a little inside|inside|a little|on that hill|on this hill|hard|trying|happy|peacefully|an old man|old|of old age|in my sleep|rich)
            for (a|some|that|this|those|one|your|their|another) <2> (coffee|beer|nap|sandwich|burger|pizza|drink|steak|donut|cigarette|smoke|vacation|day off|weekend|taco|tacos|parking|shower|bed)
            (at|in) the (gym|range|weight room|academy)
            (over|trying|to get|to make|working|with overtime|with this schedule|with work|doing|for this job|for this department|for them|for this place|by working|studying|training)
            in the (foot|leg|hand|thigh|finger)
            (with|using) (the)? (simunition|sim rounds|paint|a nerf|pepper spray|a taser|the taser)
        """),
        "inside": lines("hang myself out"),
    },
)

EXAGGERATED: Final = Guard(
    "en exaggerated",
    "possible",
    {
        "after": lines("""
            if (i|they|he|she|we|the|this|my|that|one|another|anyone|you) <3> (one more|another|again|have to|has to|make|makes|made|keep|keeps|schedule|schedules|lose|loses|win|wins|cancel|cancels|miss|misses|asks|sends|calls)
            (than|before|rather than) <1> (eat|work|wear|watch|do|go|listen|sit|drive|write|date|live in|be stuck|ride|talk|attend|spend|hear|see|deal|marry|vote)
        """),
        "near_after": lines("""
            (lol|kidding|joking|figuratively|metaphorically|just a joke|just venting|haha)
        """),
        "before": lines("""
            (one more|another|if i have to|if i get|if they|if he|if she) <6> i (am going to|will|might|swear i will|would|am about to)
            (makes|make|made|making) me
        """),
    },
)

RESOLVED: Final = Guard(
    "en past and resolved",
    "nothing",
    {
        "anywhere": lines("""
            (years|decades|long time|long) ago <+25> {resolved}
            (used to|back in|back then|back when|in the past|when i was|once|years back|at one point|at my lowest|in my twenties|in high school|in college|in the academy|in the service|in the army|in the marines|after my divorce|last year|in 20) <+25> {resolved}
            {resolved} <+25> (years|decades|long time) ago
            (i was|i tried|i wanted|i had|i almost|i thought|i nearly|i did|i attempted|was) <+20> {resolved}
            (have not|has not|had not) (had|felt|thought|been) <+6> (since|in years|in over|for years|in a long time|in ages)
            (is|are|was) (behind me|in the past|in my past|long gone|ancient history|a long time ago)
        """),
    },
)

PAST: Final = Guard(
    "en past",
    "possible",
    {
        "near_before": lines("""
            (used to|back in|back then|back when|in the past|when i was|years ago|decades ago|long time ago|once|at one point|in high school|in college|last year)
        """),
        "near_after": lines("""
            (years ago|year ago|decades ago|long time ago|back then|back in|when i was|in the past|in high school|in college|in my twenties|last year|as a (kid|teen|teenager))
        """),
    },
)

ABOUT_WORK: Final = Guard(
    "en police work",
    "nothing",
    {
        "after": lines("""
            <1> (prevention|awareness|training|policy|hotline|watch|call|calls|scene|scenes|note|victim|victims|rate|rates|stats|statistics|attempt call|bombing|bomber|vest|squad|subject|suspect|male|female|person|people|individual|individuals|caller|callers|inmate|inmates|jumper|kid|teen|teenager|veteran|vet|guy|man|woman|lady|dude|party|patient|in progress|by cop|investigation|report|squeeze|risk|screening|assessment|protocol|door|runs|pact|we had|we worked|i worked|we went|from last|from yesterday|on shift|on my shift|the other|today on|in our|at our|in the department|among|calls for service|class|seminar|mission|drill)
        """),
    },
)

SELF: Final = (
    DENIED, NOT_THAT, HYPOTHETICAL, QUOTED, SAID_BY_SOMEBODY_NEAR, IDIOM, EXAGGERATED, RESOLVED, PAST
)  # fmt: skip
"""What every family about the writer heeds."""

SUBJECTLESS: Final = (SOMEBODY_NEAR, SOMEBODY_ON_A_CALL, ABOUT_WORK, *SELF)
"""What families heed whose phrases do not say who."""
