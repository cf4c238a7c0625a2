"""The phrases that the crisis screen was asked to understand, named so that a failing test need not print them."""

from typing import Final

# What the patterns find alone: said plainly, in an officer's words or anybody's.
CRISIS: Final = {
    "trying again beside a sleeping wife": "my wife is asleep going to try again tonight",
    "tried and nobody knows": "wife doesnt know tried to overdose last week",
    "de un piso": "quiero saltar del piso",
    "suelo, de soler": "quiero suicidarme suelo llorar",
    "amenazado y en peligro": "me amenaza con dejarme, me voy a matar",
    "gun": "thinking about eating my gun",
    "ten-seven": "10-7 for good",
    "not-wake": "not that I'd tell anyone, but I don't want to wake up",
    "kill": "I want to kill myself",
    "die": "i want to die",
    "alive": "I don't want to be alive anymore",
    "end": "i'm going to end my life tonight",
    "overdose": "I just swallowed all my pills",
    "bridge": "standing on the bridge right now, going to jump",
    "masked": "k1ll mys3lf",
    "letters": "i want to k i l l myself",
    "typo": "i wnat to kil myslef",
    "irony": "lol might just eat a bullet, problem solved",
    "harm": "I'm going to shoot my lieutenant",
    "withdrawal": "quit drinking cold turkey yesterday, now I'm shaking and seeing things",
    "es-die": "me quiero morir",
    "es-kill": "me voy a matar esta noche",
    "es-gun": "estoy pensando en pegarme un tiro",
    "es-life": "ya no quiero vivir",
    "es-withdrawal": "dejé de tomar hace dos días y estoy temblando y veo cosas",
}
ALARMS: Final = {
    "pin": "pull the pin for good",
    "last-shift": "this is my last shift and then it's over for me",
    "pension": "they'd be better off with the pension",
    "gear": "gave all my gear away, won't need it",
    "goodbye": "goodbye everyone, thank you for everything you did for me",
    "calm": "I feel calm for the first time in months, I've made my decision",
    "burden": "everyone would be better off without me",
    "es-burden": "mi familia estaría mejor sin mí",
}
CONCERN: Final = {
    "partner": "my partner said he wants to eat his gun",
    "es-partner": "creo que mi compañero se quiere matar",
}
HARMLESS: Final = {
    "amenazado por otro": "me amenazo un tipo con que me iba a matar saliendo de la carcel, ya lo reporte",
    "call": "had a suicide on shift",
    "shots": "shots fired",
    "shift": "this shift is killing me",
    "coffee": "I'd kill for a coffee",
    "range": "spent the day at the range, two in the chest and one in the head",
    "homicide": "two homicides this week and no sleep",
    "training": "in training they had us ask: are you thinking about killing yourself?",
    "policy": "where can I find the suicide prevention policy",
    "past": "I was suicidal ten years ago, I'm good now thanks to therapy",
    "denial": "not suicidal, just tired",
    "lunch": "going 10-7 for lunch",
    "retire": "pulling the pin in june, 25 years done, boat is ready",
    "hello": "hi",
    "book": "book me a counselor for tuesday",
    "es-shift": "este turno me está matando",
    "es-hungry": "me muero de hambre",
    "es-call": "tuvimos un suicidio en el turno",
}
