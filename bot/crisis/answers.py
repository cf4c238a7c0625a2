"""What a short typed answer means to the last question of a crisis, without Rasa."""

import re
from collections.abc import Mapping

from language.clean import fold

YES, NO, UNSURE, RATHER_NOT, FINE = "yes", "no", "unsure", "rather_not", "fine"
LONGEST = 60  # characters; what is longer says more than a yes or a no

_NOT_A_WORD = re.compile(r"[^a-z0-9 ]")
_SAID: Mapping[str, str] = {  # as `fold` leaves them, without apostrophes
    YES: """yes|yes i am|yes i do|yes i have|yeah|yea|yep|yup|y|ya|i am|i do|i have|i did|affirmative|si|si lo estoy|
        claro|asi es|afirmativo""",
    NO: """no|no i am not|no im not|no i dont|no i cant|no not today|not today|nope|nah|n|negative|not really|im not|
        i am not|i dont|i cant|no no|no lo estoy|no puedo|hoy no|para nada|negativo""",
    UNSURE: """maybe|not sure|im not sure|i am not sure|i dont know|idk|dunno|kind of|kinda|sort of|sometimes|perhaps|
        yes and no|no se|no lo se|quizas|quiza|tal vez|a veces|mas o menos""",
    RATHER_NOT: """rather not say|id rather not say|i would rather not say|prefer not to say|i dont want to say|pass|
        dont want to talk about it|i dont want to talk about it|none of your business|prefiero no decirlo|
        prefiero no decir|no quiero decirlo|no quiero hablar de eso""",
    FINE: """im fine|i am fine|fine|im ok|im okay|i am ok|i am okay|im good|i am good|im alright|i am alright|all good|
        im all right|i am all right|no im fine|no im good|no im ok|nah im fine|nah im good|no i am fine|never mind|
        nevermind|forget it|forget i said anything|just kidding|jk|i was joking|it was a joke|leave me alone|drop it|
        im safe|i am safe|code 4|im code 4|estoy bien|todo bien|olvidelo|olvidalo|no pasa nada|era broma|es broma|
        dejelo|estoy a salvo""",
}
_MEANS = {" ".join(said.split()): means for means, all_said in _SAID.items() for said in all_said.split("|")}

# What an answer leads to, by the words that asked.
_DIRECT = {
    YES: "utter_crisis_self",
    NO: "utter_crisis_stay",
    UNSURE: "utter_crisis_unsure",
    RATHER_NOT: "utter_crisis_rather_not",
    FINE: "utter_crisis_stay",
}
_TODAY = _DIRECT | {YES: "utter_crisis_today", NO: "utter_crisis_not_today"}
_PUT_AWAY = {YES: "utter_crisis_distance", NO: "utter_crisis_within", UNSURE: "utter_crisis_within"}
_WOULD_CALL = {YES: "utter_crisis_call_now", NO: "utter_crisis_still", UNSURE: "utter_crisis_talk"}
_CALLED = {YES: "utter_crisis_called", NO: "utter_crisis_cannot_call", UNSURE: "utter_crisis_cannot_call"}
_CALLED = _CALLED | {FINE: "utter_crisis_attempt_now_again"}  # after an attempt nobody is fine
_CARED_FOR = {YES: "utter_crisis_care_with", NO: "utter_crisis_care_alone"}
_BESIDE = {YES: "utter_crisis_concern_more", NO: "utter_crisis_concern_more"}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "utter_crisis_possible": _DIRECT,
    "utter_crisis_possible_again": _DIRECT,
    "utter_crisis_also_me": _DIRECT,
    "utter_crisis_self": _TODAY,
    "utter_crisis_self_again": _PUT_AWAY,
    "utter_crisis_unsure": _PUT_AWAY,
    "utter_crisis_today": {YES: "utter_crisis_with", NO: "utter_crisis_alone"},
    "utter_crisis_within": {YES: "utter_crisis_distance", NO: "utter_crisis_alone"},
    "utter_crisis_distance": _WOULD_CALL,
    "utter_crisis_no_gun": _WOULD_CALL,
    "utter_crisis_attempt_now": _CALLED,
    "utter_crisis_attempt_now_again": _CALLED,
    "utter_crisis_harm_other": {YES: "utter_crisis_distance", NO: "utter_crisis_harm_other_again"},
    "utter_crisis_harm_other_again": {YES: "utter_crisis_distance", NO: "utter_crisis_still"},
    "utter_crisis_withdrawal": _CARED_FOR,
    "utter_crisis_withdrawal_again": _CARED_FOR,
    "utter_crisis_concern_again": _BESIDE,
}


def meaning(text: str) -> str | None:
    """Return yes, no, unsure, rather_not or fine; none for what says anything more, or else."""
    if len(text) > LONGEST:
        return None
    plain = _NOT_A_WORD.sub(" ", fold(text).replace("'", ""))
    return _MEANS.get(" ".join(plain.split()))
