"""Ordinary messages by family, both languages, and what must stay an alarm beside any of them."""

from typing import Final

# Whole messages that no layer may take for danger.
ORDINARY: Final = {
    "agreement": "sounds like a plan",
    "agreement-open": "if that's what's open then yes",
    "agreement-radio": "loud and clear yes",
    "agreement-polite": "yes ma'am",
    "agreement-doubt": "probably yes",
    "es-agreement": "sí, quiero",
    "es-agreement-lady": "sí señora",
    "refusal": "i'd rather not get into it",
    "refusal-time": "that won't work for me",
    "es-refusal": "prefiero no contestar",
    "schedule": "take me off the schedule",
    "cannot-come": "won't make it to the appointment",
    "cannot-come-tomorrow": "i'm not gonna make it tomorrow, please cancel",
    "no-need": "i don't need my appointment anymore",
    "es-no-need": "ya no necesito la cita",
    "who-sees": "can i be honest here without it biting me",
    "who-street": "could i be pulled off the street for this",
    "who-drink": "so if i tell you i've been drinking does that go anywhere",
    "who-tells": "you won't tell anyone will you",
    "es-why": "¿por qué me preguntas?",
    "es-boss": "no quiero que se entere mi jefe",
    "data-saved": "it didn't save my answers",
    "data-keep": "don't keep any of this",
    "data-take": "i want to take my data with me",
    "trap": "sounds like a trap tbh",
    "sleep": "i toss and turn",
    "snoring": "my wife says i snore like a chainsaw and stop breathing",
    "es-sleep": "quiero descansar mejor",
    "benefits": "how do i apply for line of duty benefits",
}
# Whole messages that may be asked about, but are no crisis.
ASKED: Final = {
    "will": "i want to make a will",
    "need": "i won't need it anymore",
    "pills": "i've been snorting my adderall",
    "oxy": "i want off the oxy",
    "blood": "i keep seeing the blood",
    "es-pills": "dependo de las pastillas",
    "es-quit": "quiero dejar las pastillas",
    "es-shot": "tuve que disparar mi arma",
}
# Said beside any of them, each of these is a crisis still.
PLAIN: Final = ("i want to kill myself", "i'm going to end my life tonight", "me quiero morir", "ya no quiero vivir")
# Made of nearly the same words as an ordinary message, and still an alarm.
NEARLY: Final = {
    "tomorrow": "i won't make it to tomorrow, i want to die",
    "schedule": "take me off the schedule for good",
    "yes": "yes, i am going to kill myself",
    "es-yes": "sí, quiero morirme",
    "snoring": "i wish i would stop breathing in my sleep",
    "asked": "i won't need it anymore where i'm going",
}
