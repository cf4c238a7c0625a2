"""Could this reach my job? Answers with reviewer and date; inside a form, why it asks."""

from actions.costs import say_costs
from actions.counter import Tools
from actions.jurisdiction import Jurisdiction, Topic
from actions.turn import Turn
from care.names import SlotId
from words import Button

# By the first word of what is asked.
REASONS = {
    "contact": "contact",
    "forget": "forget",
    "check": "check",
    "incident": "incident",
    "reminder": "reminders",
    "feedback": "feedback",
    "plan": "plan",
}


def answer(turn: Turn, tools: Tools) -> None:
    """Answer a topic; inside a form without a topic, why the form asks; else the overview and the topics."""
    known = tools.jurisdiction
    topic = known.topic(turn.given("topic"), turn.text if not turn.text.startswith("/") else "")
    if topic:
        _say_topic(turn, known, topic)
    elif say_costs(turn, tools):
        return
    elif turn.asked:
        turn.say(f"utter_why_{_why(turn.asked)}", (), {"organisation": _partner(turn, tools)})
    else:
        overview = known.overview[turn.locale].replace("{operator}", turn.words.operator)
        turn.say("utter_confidentiality", (), {"body": overview})
        turn.say("utter_confidentiality_topics", _topic_buttons(turn, known))


def _say_topic(turn: Turn, known: Jurisdiction, topic: Topic) -> None:
    buttons = [] if turn.form else _topic_buttons(turn, known, topic)
    values = {"date": turn.date(known.date), "reviewer": known.reviewer or ""}
    if topic.text is None:
        turn.say("utter_confidentiality_unknown", buttons, values)
        return
    name = "reviewed" if known.reviewer else "unreviewed"
    turn.say("utter_confidentiality", (), {"body": topic.text[turn.locale]})
    turn.say(f"utter_confidentiality_{name}", buttons, values)


def _topic_buttons(turn: Turn, known: Jurisdiction, but: Topic | None = None) -> list[Button]:
    return [
        Button(f"topic.{topic.id}", topic.title[turn.locale], f'/ask_confidentiality{{"topic": "{topic.id}"}}')
        for topic in known.topics
        if topic is not but
    ]


def _partner(turn: Turn, tools: Tools) -> str:
    offer = tools.counter.offer(SlotId(str(turn.slot("slot_choice") or "")))
    return offer.service.organisation.name if offer else turn.words.operator


def _why(asked: str) -> str:
    """Return which reason answers "why do you ask?" at a question."""
    return asked if asked in ("slot_choice", "confirmation") else REASONS.get(asked.partition("_")[0], "booking")
