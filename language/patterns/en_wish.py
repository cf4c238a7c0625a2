"""Wishing to be dead, or not to be alive."""

from typing import Final

from language.patterns.en_guards import SELF, SUBJECTLESS
from language.patterns.family import Family, Guard, lines

_PLACE_OR_TIME: Final = Guard(
    "en a place or an hour",
    "nothing",
    {
        "after": lines("""
            (in|at|on|with|under|for) (this|the|my|that|a|our|these) <1> (department|unit|station|precinct|squad|shift|job|agency|city|town|district|division|house|apartment|meeting|call|car|county|state|line|building|team|sergeant|academy|force|beat|assignment|detail|hospital|office|class|court|group|chat|weather|heat|snow|cold)
            (at work|working|on shift|on duty|at this job|in court|in patrol|in this place|at this place)
            (early|so early|at|for|before|every|next to|to my alarm|to that|that early|to the|to an|for work|on my day off|tired|late|the kids|the baby|my wife|my husband|him|her|them)
            (tomorrow|today|monday)? (for|to go to|at|with a hangover) <1> (work|court|shift|class|briefing|early|five|training|that)
        """)
    },
)
_RELATIONSHIP: Final = Guard(
    "en a relationship",
    "possible",
    {
        "anywhere": lines("""
            (marriage|relationship|engagement|affair|divorce|dating|friendship|break up|breakup|call|conversation|lease|contract|meeting)
        """),
        "after": lines("(with|between) (her|him|my|us|them|this)"),
    },
)

FAMILIES: Final = (
    Family(
        "en.wish to die",
        "crisis",
        "self",
        lines("""
            i {advs}? {want_to} {adv}? {die}
            (want to|ready to) {adv}? (die|be dead|not exist|not be alive|stop existing|stop living|cease to exist)
            wish i {adv}? (was|were) {adv}? (dead|not alive|never born|six feet under|not here anymore|not around anymore|no longer here)
            wish i {adv}? (had|would|could) (die|have died|just die|died|not wake up|never wake up|been killed|not woken up|never been born|never woken up)
            wish i (died|never woke up|did not wake up|was never born|did not exist|did not have to exist|did not have to live)
            wish i would have died
            wish (somebody|someone|he|they|that bullet|the bullet|the round|that round|god|a car|it) (would|had|could) {adv}? (kill|killed|shoot|shot|hit|end|ended|taken|take|finished|finish|got|gotten) me
            (rather|prefer to) be dead
            (rather|sooner) (die|be dead) than (live|go on|keep|face|wake|feel|be alive|continue|do this)
            i (am|would be|will be|might be|might as well be|may as well be) {adv}? better off dead
            better off dead
            death {adv}? (would be|sounds|seems|looks|feels like|is) {adv}? (a relief|peaceful|nice|good|better|like a relief|the only way|easier|welcome|comforting|like peace|a release|the answer)
            dying {adv}? (would be|sounds|seems|looks) {adv}? (a relief|peaceful|nice|good|better|like a relief|easier|welcome|comforting|great)
            being dead {adv}? (would be|sounds|seems|looks) {adv}? (a relief|peaceful|nice|good|better|easier|like a relief|great|fine)
            (welcome|welcoming|crave|craving|long for|longing for|beg for|begging for|praying for|pray for) (death|my death|the end)
            (pray|prayed|praying|hope|hoping|hoped|wish|asking god|asked god|beg god|begging god) <3> (i|that i|god|he|the lord)? (do not|did not|to not|not to|never) {adv}? (wake up|wake|make it home|make it back|come home|come back)
            (pray|prayed|praying|asking|asked|beg|begging) (to)? (god|the lord|jesus|heaven)? <2> (take|takes|took|would take|to take) me (home|away|already|now|in my sleep|tonight|out)
            hope i {adv}? (die|get killed|get shot|catch a bullet|take a bullet|drop dead|have a heart attack|do not make it|get hit by a (car|truck|bus)|am dead|crash)
            (hope|hoping|praying|pray|wish) {adv}? (the next|my next|some|one of these|a|this) <2> (call|stop|suspect|guy|traffic stop|heart attack|cancer|car|truck|bullet|shooter|tumor|stroke) {adv}? (kills|kill|shoots|shoot|takes|take|gets|get|is my last|hits|ends|finishes|would kill|would take|would get) (me)?
        """),
        SELF,
    ),
    Family(
        "en.no wish to live",
        "crisis",
        "self",
        lines("""
            (do not|did not|no longer|not|never) {adv}? (want|wanting|wanna|care|have any desire|have the will) to {adv}? (live|be alive|exist|keep living|go on living|continue living|stay alive|see tomorrow|see another day|live anymore|live like this|breathe anymore|be breathing|be on this (earth|planet)|be in this world|go on anymore)
            (do not|did not|no longer|not) {adv}? want to {adv}? (wake up|be here anymore|be here any longer|be around anymore|wake up anymore|wake up again|wake up tomorrow|ever wake up)
            i {advs}? (do not|did not) (care|mind|give a (shit|damn|fuck)) (anymore)? (if|whether) i {adv}? (live|die|wake up|make it|get killed|come home|get shot|am alive|do not wake up|do not make it|never wake up|survive|drop dead|get hit)
            (do not|did not|would not) (care|mind|give a (shit|damn|fuck)) (if|whether) i (live or die|lived or died|am dead|was dead|were dead|died|did not wake up|never woke up|stopped breathing)
            would not mind {adv}? (dying|not waking up|being dead|never waking up|getting shot|a bullet|not existing|not being alive|not being here anymore)
            would not be (upset|sad|mad|sorry|bothered) if i (died|did not wake up|never woke up|got shot|got killed|stopped existing)
            (would be|am|be) (fine|okay|ok|happy|happier|relieved|glad|good|at peace) (with|if) (i|it)? (died|dying|did not wake up|not waking up|was dead|never woke up|got killed|were dead|being dead)
            (tired|sick|exhausted|weary) of (living|being alive|existing|breathing|staying alive|waking up alive|waking up every day|my own existence)
            (done with|over|through with|finished with|had enough of|so done with) (life|living|this life|being alive|existing|my life)
            (life|my life|it) {adv}? is not worth (living|it anymore|staying for|the trouble|the pain)
            (is|are) (life|my life|it) (even|really)? worth (living|living anymore)
            not worth living
            (no|any|zero|not one|not a single) {adv}? (reason|reasons|point|purpose) (left)? (to|in|for|of) (me)? (to|in)? {adv}? (live|living|go on living|being alive|staying alive|stay alive|keep living|be alive|exist|existing|keep breathing|breathe)
            (nothing|nobody|no one) (left|more|else)? (to|worth) (live|living|stay alive|stick around) for
            (what|why) (is there|do i have|have i got) (left)? to live for
            (why|how) (am i|do i|should i) (still|even|bother|keep|have to) (to)? (alive|live|living|exist|existing|breathe|breathing|stay alive|being alive|on this earth)
            lost (my|the|all) will to live
            no will to live
            (do not|did not) (see|have) (the|a|any) (point|reason|purpose) (of|in|to|for) (being alive|living|live|staying alive|stay alive|existing|exist|go on living|keep living|to live)
            hate (being alive|living|that i am alive|waking up alive|that i woke up|that i keep waking up|existing)
            (pissed|mad|angry|disappointed|upset|sad|annoyed) <1> i (woke up|am still alive|woke up again|did not die|am alive|survived|keep waking up)
            (everyone|everybody|they|world|family|kids|wife|husband|you all|you|people|son|daughter|children|parents|mom|girlfriend|boyfriend|girls|boys) (is|are|would be|will be|would all be|would honestly be|would|'s)? {advs}? (be)? (better|happier|fine|safer|better off) (off)? (without me|if i (was|were) (dead|gone|not here|not around|not alive)|if i died|if i disappeared|with me (dead|gone)|once i am (dead|gone)|when i am (dead|gone))
            (world|family|kids|wife|husband|everyone|everybody) <3> better (place)? without me
            (better|easier) for (everyone|everybody|them|my family|my kids|my wife|all of them|all) if i (was|were|am|just)? (dead|gone|not here|not around|died|disappeared|was not around|were not here|was not here)
        """),
        (_PLACE_OR_TIME, *SELF),
    ),
    Family(
        "en.suicidal",
        "crisis",
        "self",
        lines("""
            suicidal
            suicide
            suicidal (thoughts|ideation|ideations|urges|feelings|impulses)
        """),
        SUBJECTLESS,
    ),
    Family(
        "en.end it",
        "crisis",
        "self",
        lines("""
            i {advs}? {mean_to} {adv}? (end|ending|finish|finishing) (it|everything|things) (all|tonight|now|for good|forever|today|once and for all|soon|permanently|myself)?
            (end|ending) (it all|everything tonight|it tonight|it for good|it once and for all|it forever|it now|it permanently|it myself|my pain for good|my suffering)
            (want to|going to|need to|ready to|thinking about|thinking of|time to|might|will|could|should) {adv}? (end|ending) it
        """),
        (_RELATIONSHIP, *SUBJECTLESS),
    ),
)
