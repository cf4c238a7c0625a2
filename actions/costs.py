"""What it costs: who pays for the times that are shown or held; a price has no intent of its own."""

import re

from actions.counter import Tools
from actions.lists import offered_ids
from actions.turn import Turn
from cards import terms
from care.directory import Service
from care.names import SlotId
from language.clean import fold

_COST = re.compile(
    r"\b(costs?|prices?|pric(ey|ing)|how much|pay|pays|paid|fees?|is (it|this|that) free|for free|afford|expensive|"
    r"cuest[ao]n?|costo|cuanto (sale|es|vale|cobra\w*)|precios?|gratis|gratuito|pag(a|o|ar)|caro)\b"
)


def is_about_cost(text: str) -> bool:
    """Tell whether words ask for a price."""
    return not text.startswith("/") and bool(_COST.search(fold(text)))


def say_costs(turn: Turn, tools: Tools) -> bool:
    """Say who pays when the words ask for it; tell whether they did."""
    if not is_about_cost(turn.text):
        return False
    rows = [
        turn.phrase("cost_line", service=service.name.say(turn.locale), pays=_pays(turn, service))
        for service in _in_view(turn, tools)
    ]
    if rows:
        turn.say("utter_costs", (), {"rows": "\n".join(dict.fromkeys(rows))})
    else:
        buttons = [] if turn.form else [turn.button("menu.book", "button_book", "/book_slot")]
        turn.say("utter_costs_general", buttons)
    return True


def _pays(turn: Turn, service: Service) -> object:
    return terms(turn.words, turn.locale, service)["pays"]


def _in_view(turn: Turn, tools: Tools) -> list[Service]:
    """Return the services of the held slot, or of those that are shown."""
    held = turn.slot("slot_choice")
    shown = [str(held)] if held else offered_ids(turn) if turn.asked == "slot_choice" else []
    offers = [tools.counter.offer(SlotId(slot)) for slot in shown]
    return [offer.service for offer in offers if offer is not None]
