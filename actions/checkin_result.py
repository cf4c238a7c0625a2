"""What is said of a finished check: numbers, the source's words, what they do not mean, and what may help next."""

from datetime import timedelta

from actions.counter import Tools
from actions.lists import hold_button
from actions.notebook import Finished
from actions.saying import parts
from actions.turn import Turn
from care.instruments.scoring import Result
from care.names import OfficerId
from care.next_steps import Steps, next_steps
from words import Button

SOON = timedelta(days=7)


def say_result(turn: Turn, tools: Tools, result: Result) -> None:
    """Say the result; of the highest bands ask directly, and offer a time this week that was found already."""
    values: dict[str, object] = {"name": result.instrument.name.say(turn.locale)}
    if result.too_early:
        turn.say("utter_check_too_early", _helpers(turn, tools, next_steps(result)), values)
        return
    steps = next_steps(result)
    _say_score(turn, result, values)
    if steps.direct:
        turn.say("utter_check_direct")
        turn.say("utter_crisis_possible")
        if steps.taper:
            turn.say("utter_check_taper")
        offer_soon(turn, tools, steps)


def offer_soon(turn: Turn, tools: Tools, steps: Steps) -> None:
    """Offer a time within a week, or who answers now."""
    human = turn.button("human", "button_human", "/talk_to_human")
    free = tools.counter.next_free(steps.kinds) or tools.counter.next_free()
    if free and free.slot.start <= turn.now + SOON:
        turn.say("utter_check_soon", [hold_button(turn, 1, free), human], parts(turn, free))
    else:
        turn.say("utter_check_soon_none", [human])


def keep(turn: Turn, tools: Tools, officer: OfficerId) -> bool:
    """Keep the finished check with its free line, if there is one."""
    token = str(turn.slot("check_note") or "")
    line = tools.counter.answer_of(officer, token) if token else None
    given = tuple(turn.slot("check_answers") or ())
    return tools.notebook.keep(officer, Finished(str(turn.slot("check")), given, line or ""), turn.inbox)


def say_next(turn: Turn, tools: Tools, result: Result, kept: bool) -> None:
    """Say what may help next, as buttons; nothing has to be done."""
    steps = next_steps(result)
    buttons = [] if steps.direct else _helpers(turn, tools, steps)
    if kept:
        buttons.append(turn.button("menu.history", "button_history", "/checkin_history"))
    if kept and turn.officer and tools.notebook.decided(turn.officer).plan is None:
        buttons.append(turn.button("reminders", "button_reminders", "/set_reminders"))
    turn.say("utter_check_next", [*buttons, *turn.menu_button()])


def scored(turn: Turn, result: Result) -> str:
    """Return the figures of a result in one line."""
    if not result.instrument.adds_up:
        pairs = zip(result.instrument.items, result.answers, strict=False)
        said = [f"{item.short.say(turn.locale)} {_of(turn, answer, item.range[1])}" for item, answer in pairs]
        return ", ".join(said)
    return _of(turn, result.score, result.instrument.range[1])


def _say_score(turn: Turn, result: Result, values: dict[str, object]) -> None:
    values |= {"score": scored(turn, result), "skipped": result.skipped, "parts": _subscales(turn, result)}
    if not result.instrument.adds_up:
        turn.say("utter_check_result_plain", (), values, personal=True)
    elif result.band is None:
        turn.say("utter_check_result_skipped", (), values, personal=True)
    else:
        turn.say("utter_check_result", (), values | {"band": result.band.name.say(turn.locale)}, personal=True)


def _subscales(turn: Turn, result: Result) -> str:
    rows = []
    for part in result.subscales:
        most = sum(result.instrument.item(item).range[1] for item in part.subscale.items)
        name = "check_part_positive" if part.is_positive else "check_part"
        said = {"name": part.subscale.name.say(turn.locale), "score": _of(turn, part.score, most)}
        rows.append(turn.phrase(name, **said, cut=part.subscale.positive))
    return "\n".join(rows)


def _of(turn: Turn, score: int | None, most: int) -> str:
    return turn.phrase("check_score", score="-" if score is None else score, most=most)


def _helpers(turn: Turn, tools: Tools, steps: Steps) -> list[Button]:
    """Return what to read, whom to talk to, and another check that says more."""
    buttons = []
    card = next((each for each in tools.counter.articles(turn.locale) if each.topic == steps.article), None)
    if card:
        buttons.append(Button(f"article.{card.topic}", card.title, f'/read_article{{"article": "{card.id}"}}'))
    if steps.kinds and tools.counter.next_free(steps.kinds):
        payload = f'/ask_counseling{{"provider_kind": "{steps.kinds[0].value}"}}'
        buttons.append(turn.button("offer.times", "button_times", payload))
    if steps.check:
        payload = f'/choose_check{{"check": "{steps.check}"}}'
        buttons.append(turn.button(f"check.{steps.check}", "button_check_more", payload))
    return buttons
