"""The words that matter most, found although masked or mistyped."""

from typing import Final

KEYS: Final = frozenset(
    "suicide suicidal kill killing killed myself die dying died dead death overdose overdosed hang hanging shoot shooting"
    " gun pistol bullet trigger barrel pills alive living live life want anymore goodbye burden pension wake hopeless"
    " worthless pointless bridge noose rope cutting hurting hurt ending unalive unaliving existing exist tonight forever"
    " better without everyone family selfharm wrists brains drinking withdrawal shaking seizure murder strangle"
    " suicidio suicidarme suicidar suicida matarme matar matarla matarlo morir morirme muerto muerta muerte vivir vida pastillas"
    " pistola despertar quiero quisiera disparo dispararme desaparecer tiro aguanto carga cortarme corte colgarme ahorcarme"
    " quitarme acabar terminar despedirme adios".split()
)
