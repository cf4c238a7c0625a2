"""What officers ask to know: cards of the directory, each with its source and date."""

from actions.counter import Tools
from actions.saying import service_row
from actions.turn import Turn
from actions.wishes import is_class
from care.directory import Article
from words import Button

MOST_CLASSES = 4
NOBODY = ("", "none", "nobody", "nobody yet")  # what stands for a name before a clinician has reviewed a card


def sleep(turn: Turn, tools: Tools) -> None:
    """Show the card on sleep."""
    _show_topic(turn, tools, "sleep")


def stress(turn: Turn, tools: Tools) -> None:
    """Show the card on stress."""
    _show_topic(turn, tools, "stress")


def workshops(turn: Turn, tools: Tools) -> None:
    """List the services that are classes, with whom to call; a seat is booked like a time."""
    classes = [each for each in tools.counter.services() if is_class(each)]
    if not classes:
        turn.say("utter_no_workshops", [] if turn.form else turn.menu_button())
        return
    rows = "\n".join(service_row(turn, each) for each in classes[:MOST_CLASSES])
    buttons = turn.menu_button()
    if tools.counter.next_free(classes=True):
        buttons.insert(0, turn.button("workshops.seats", "button_seats", '/book_slot{"classes": true}'))
    turn.say("utter_workshops", [] if turn.form else buttons, {"list": rows})


def articles(turn: Turn, tools: Tools) -> None:
    """List every card."""
    cards = tools.counter.articles(turn.locale)
    if not cards:
        _offer_times(turn, tools, "utter_no_articles")
        return
    turn.say("utter_articles", [] if turn.form else [_button(card) for card in cards])


def read_article(turn: Turn, tools: Tools) -> None:
    """Show the card that a button names, by its id or topic."""
    wanted = turn.given("article")
    card = next((each for each in tools.counter.articles(turn.locale) if each.id == wanted), None)
    _show(turn, tools, card or _card(turn, tools, str(turn.given("topic") or "")))


def _show_topic(turn: Turn, tools: Tools, topic: str) -> None:
    _show(turn, tools, _card(turn, tools, topic))


def _show(turn: Turn, tools: Tools, card: Article | None) -> None:
    seen = turn.slot("card")
    if card is None:
        _offer_times(turn, tools, "utter_no_articles")
        return
    turn.set(card=card.id)
    if seen == card.id:
        others = [each for each in tools.counter.articles(turn.locale) if each.id != card.id]
        turn.say("utter_article_above", [] if turn.form else [_button(each) for each in others])
        return
    for message in card.messages:
        turn.say("utter_article", (), {"body": message})
    name = "utter_article_source" if is_reviewed(card) else "utter_article_unreviewed"
    values = {"source": card.source, "date": turn.date(card.reviewed_on), "reviewer": card.reviewed_by}
    turn.say(name, (), values)
    _offer_times(turn, tools, None)


def is_reviewed(card: Article) -> bool:
    """Tell whether a clinician has put a name under a card."""
    return card.reviewed_by.strip().lower() not in NOBODY


def _offer_times(turn: Turn, tools: Tools, name: str | None) -> None:
    """Offer who is free, if anybody is and no form waits for its own answer."""
    if name:
        turn.say(name)
    if turn.form is None and tools.counter.next_free():
        turn.say("utter_offer_times", [turn.button("offer.times", "button_times", "/book_slot")])
        turn.set(offer="booking")


def _card(turn: Turn, tools: Tools, topic: str) -> Article | None:
    return next((each for each in tools.counter.articles(turn.locale) if each.topic == topic), None)


def _button(card: Article) -> Button:
    return Button(f"article.{card.topic}", card.title, f'/read_article{{"article": "{card.id}"}}')
