"""Kinds of provider: "a shrink", "marriage counseling", "another cop", "abogado"."""

import re
from typing import Final

from language.entities import tables
from language.entities.entity import Entity
from language.entities.tables import row

_COUNSEL: Final = (
    r"(?:counsell?[oe]rs?|counsel+ing|therap(?:ist|ists|y)|threapist|theripist|counc[ei]l+[eo]rs?|"
    r"counc[ei]l+ing|counslors?|conselors?|counslers?|councelor|councilor|"
    r"counselling)"
)
_COP: Final = (
    r"(?:cops?|officers?|police officers?|deput(?:y|ies)|troopers?|first responders?|"
    r"brother in blue|sister in blue)"
)
_ES_THERAPY: Final = r"(?:terapia|terapeutas?|consejer[oa]s?|consejeria)"

_ROWS: Final = (
    row(
        "counselor",
        _COUNSEL + r"|talk therapy|cbt|lpc|lcsw|lmft|social worker|clinicians?|"
        r"mental health (?:professional|"
        r"provider|person)",
    ),
    row("counselor", _ES_THERAPY + r"|trabajador(?:a)? social"),
    row(
        "psychologist",
        r"psychologists?|psycologists?|pyschologists?|pscyhologists?|sicolog[oa]s?|psycholgist|phsycologist|psycologist|psychs?|shrinks?|"
        r"head ?shrinks?|psicolog[oa]s?|loquer[oa]",
    ),
    row(
        "psychiatrist",
        r"psychiatrists?|psychiatry|psychiatric (?:nurse|doctor|provider)|psyciatrist|phsychiatrist|"
        r"psych (?:doc|doctor|nurse|np|md)|"
        r"med(?:s|ication)? (?:management|manager|eval|evaluation)|prescribers?|(?:who|"
        r"that) can prescribe|psiquiatras?|siquiatras?",
    ),
    row(
        "peer_supporter",
        r"peers?(?: support(?:er|ers)?(?: (?:officers?|team|member|person|specialist))?| counsell?ors?|"
        r" specialists?| team| officers?)?|"
        rf"(?:another|a fellow|fellow|some other|other|an active|a different) {_COP}|psos?|cop (?:2|"
        rf"to) cop|cop-to-cop|"
        rf"(?:a|some) {_COP} who(?:'s| has|s)? (?:been there|gets it|been through)|"
        r"peer to peer|apoyo (?:de|entre) (?:pares|companeros)|companer[oa]s? de apoyo|otr[oa] (?:policia|"
        r"oficial|"
        r"agente|companer[oa])|"
        r"(?:un|una) (?:par|companer[oa]) (?:de apoyo|policia)",
    ),
    row(
        "chaplain",
        r"(?:police )?chaplains?|chaplin|chaplins|chaplaincy|padre|pastors?|priests?|minister|rabbi|imam|"
        r"clergy|"
        r"capellan(?:es)?|sacerdotes?|cura|man of god|spiritual (?:advisor|guide|care|counsel+or|"
        r"director)|guia espiritual",
    ),
    row(
        "couples_therapist",
        rf"(?:couples?'?s?|marriage|marital|relationship|premarital) (?:{_COUNSEL}|help|coach|specialist)|"
        rf"marriage and family {_COUNSEL}|{_ES_THERAPY} (?:de|para) (?:pareja|parejas|matrimonio|"
        rf"matrimonial)|{_ES_THERAPY} matrimonial|"
        r"asesor(?:ia)? matrimonial",
    ),
    row(
        "family_therapist",
        rf"(?:family|child|kids?'?s?|childrens?'?s?|teen) (?:{_COUNSEL}|specialist|psychologist)|"
        rf"{_COUNSEL} for (?:my|the|our) (?:kids?|family|children|son|daughter)|"
        rf"{_ES_THERAPY} (?:familiar(?:es)?|de familia|para (?:mi|la) familia|infantil)|"
        rf"psicolog[oa] infantil",
    ),
    row(
        "substance_specialist",
        rf"(?:substance(?: abuse| use)?|addictions?|drug|drug and alcohol|alcohol|drinking|recovery|"
        rf"sobriety|rehab|dependency) "
        rf"(?:{_COUNSEL}|specialists?|coach|treatment|doctor|professional|program|psychologist)|"
        rf"(?:substance|drinking|addiction|recovery) (?:guy|lady|person|folks)|addictionologist|rehab|detox|"
        r"sober coach|aa sponsor|sponsor|"
        rf"(?:{_ES_THERAPY}|especialistas?|psicolog[oa]|medico) (?:en|de) (?:adicciones|adiccion|"
        rf"alcoholismo|drogas|alcohol)|"
        r"rehabilitacion|desintoxicacion|centro de adicciones",
    ),
    row(
        "trauma_specialist",
        rf"(?:trauma|ptsd|critical incident|emdr|trauma[ -]informed)[ -](?:focused )?(?:{_COUNSEL}|"
        rf"specialists?|psychologist|expert|"
        rf"person|doctor|clinician|trained {_COUNSEL})|emdr|traumatologist|"
        rf"{_COUNSEL} (?:who (?:does|do|knows|specializes in)|for|that does|specializing in|"
        rf"trained in) (?:emdr|trauma|ptsd)|"
        rf"(?:{_ES_THERAPY}|especialistas?|psicolog[oa]) (?:en|de|del) (?:trauma|traumas|"
        rf"estres postraumatico|tept)",
    ),
    row(
        "sleep_specialist",
        rf"sleep (?:{_COUNSEL}|specialists?|doctors?|doc|docs|clinic|coach|expert|medicine|psychologist|"
        rf"study)|"
        r"insomnia (?:specialist|doctor|therapist|coach)|somnologist|"
        rf"(?:{_ES_THERAPY}|especialistas?|medico|doctor(?:a)?|clinica) (?:en|de|del) (?:sueno|dormir|"
        rf"insomnio)",
    ),
    row(
        "financial_counselor",
        r"(?:financial|finance|money|debt|credit|budget|budgeting|retirement|pension|"
        r"tax) (?:counsell?ors?|counsell?ing|advis[eo]rs?|"
        r"planners?|coach(?:es|ing)?|guy|experts?|specialists?|person)|accountant|cpa|"
        r"(?:asesor|asesora|consejer[oa]|asesoria|planificador) (?:financier[oa]|de deudas|de finanzas|"
        r"de credito)|contador(?:a)?",
    ),
    row(
        "legal",
        r"lawyers?|lawer|laywer|attorneys?|attorny|attourney|legal (?:help|aid|advice|counsel|counselor|"
        r"rep|representation|"
        r"assistance|defense|services?|support|advisor|eagle)|solicitor|paralegal|"
        r"abogad[oa]s?|licenciad[oa] en derecho|(?:asesoria|ayuda|asistencia|defensa) legal|"
        r"asesor(?:a)? legal",
    ),
)
_NEVER: Final = re.compile(
    r"\b(?:district|prosecuting|city|county|state'?s?|us|u\.s\.|defense|opposing|asst|assistant|"
    r"power of) (?:attorneys?|lawyers?)|"
    r"\battorneys? general|\bpower of attorney|\blawyer(?:ed)? up|\bphysical therap\w+|"
    r"\boccupational therap\w+|\bretail therapy|"
    r"\bmassage therap\w+|\brespiratory therap\w+|\bspeech therap\w+|\b(?:school|camp|guidance|admissions|"
    r"career) (?:counsel\w+|psycholog\w+)|"
    r"\bin therapy (?:for|since|before|already|now)|\b(?:suspect|guy|defendant|ex|wife|husband|kid|driver)'?s "
    r"(?:attorney|lawyer|therapist|shrink|psychiatrist)|"
    r"\b(?:my|his|her|their) (?:lawyer|attorney|therapist|shrink|counselor|psychiatrist) "
    r"(?:says?|said|told|thinks|quit|moved|left|died|wants)|\b(?:wife|husband|mom|mother|dad|father|sister|brother|friend|son|daughter|"
    r"partner|neighbor) is an? (?:\w+ )?"
    r"(?:therapist|psychologist|psychiatrist|counselor|lawyer|attorney|chaplain|pastor|"
    r"social worker)|\b(?:arrested|cited|booked|stopped|tased|ticketed) (?:a|an|the|this|some) \w+|"
    r"\bpeer (?:pressure|review\w*|group)|\bpeered|\bmy peers\b|\bprime minister|\bpsych (?:hold|ward|"
    r"eval\w*|unit|patient\w*|bed|call|calls|transport)|"
    r"\bpsych(?:ed| out)|\bsponsor (?:a|me|the|my|our|this)|\bdetox (?:tank|cell)|\b(?:to|will|don't|"
    r"can't) minister|\bterapia fisica|"
    r"\bfisioterap\w+|\bcura (?:para|contra|de)|\bse cura|\bun par de|\bother officers? (?:on|at|were|was|"
    r"who were|in|from my)|"
    r"\b(?:shot|hurt|killed|saw|watched|with|lost) (?:another|a fellow|fellow) (?:officer|cop|deputy)|"
    r"\b(?:another|fellow) (?:officer|cop|deputy) "
    r"(?:got|was|died|who (?:died|was))|\bmental health call"
)


def find(text: str) -> list[Entity]:
    """Find kinds of provider in folded text."""
    return tables.find(text, "provider_kind", _ROWS, _NEVER)
