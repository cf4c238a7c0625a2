"""What a check asks: which one, each question with its progress, a free line, and whether to keep it."""

from actions.checkin import answers, current, stage
from actions.counter import Tools
from actions.turn import ASKED, Turn
from care.instruments.instrument import Item, instrument, instruments
from words import Button


def ask_check_answer(turn: Turn, tools: Tools) -> None:
    """Ask what comes next."""
    turn.note_miss(bool(turn.slot("check_notice")))
    ask = {"which": _ask_which, "item": _ask_item, "note": _ask_note, "keep": _ask_keep}
    ask[stage(turn)](turn)
    turn.set(check_notice=None)


def ask_check_note(turn: Turn, tools: Tools) -> None:
    """Ask for the free line; what is typed next the gateway seals."""
    _ask_note(turn)
    turn.set(check_notice=None)


def check_buttons(turn: Turn) -> list[Button]:
    """Return a button for each check."""
    payload = '/choose_check{{"check": "{}"}}'
    return [Button(f"check.{each.id}", each.title.say(turn.locale), payload.format(each.id)) for each in instruments()]


def _ask_which(turn: Turn) -> None:
    name = "utter_ask_check_again" if turn.slot("check_notice") else "utter_ask_check"
    turn.ask(name, [*check_buttons(turn), _stop(turn)])


def _ask_item(turn: Turn) -> None:
    item = current(turn)
    if item is None:
        return
    _say_notice(turn, item)
    of, number = instrument(turn.slot("check")), len(answers(turn)) + 1
    lead = "" if item.bare else of.lead.say(turn.locale)
    buttons = [*_options(turn, item), *_ways(turn, number)]
    values = {"number": number, "total": len(of.items), "lead": lead}
    if not item.listed:
        turn.ask("utter_check_item", buttons, values | {"item": item.text.say(turn.locale)})
        return
    rows = [f"{place}. {option.label.say(turn.locale)}" for place, option in enumerate(item.options, 1)]
    half = len(rows) // 2
    turn.say("utter_check_item", (), values | {"item": "\n".join(rows[:half])})
    turn.ask("utter_check_rows", buttons, {"list": "\n".join(rows[half:])})


def _options(turn: Turn, item: Item) -> list[Button]:
    name, step = turn.slot("check"), len(answers(turn))
    return [
        Button(
            f"{name}.{option.score}",
            str(place) if item.listed else option.label.say(turn.locale),
            f'/answer_check{{"score": {option.score}, "step": {step}}}',
        )
        for place, option in enumerate(item.options, 1)
    ]


def _ways(turn: Turn, number: int) -> list[Button]:
    back = [turn.button("check.back", "button_check_back", "/go_back")] if number > 1 else []
    return [*back, turn.button("check.skip", "button_skip", "/skip_item"), _stop(turn)]


def _say_notice(turn: Turn, item: Item) -> None:
    """Say why the question comes again."""
    notice = turn.slot("check_notice")
    if isinstance(notice, list):
        labels = [option.label.say(turn.locale) for option in item.options if option.score in notice]
        turn.say("utter_check_unclear", (), {"first": labels[0], "second": labels[-1]})
    elif notice == "range":
        turn.say("utter_check_range", (), {"most": len(item.options)})
    elif notice == "again":
        turn.say("utter_check_again")


def _ask_note(turn: Turn) -> None:
    name = "utter_ask_check_note_again" if turn.slot("check_notice") == "note" else "utter_ask_check_note"
    turn.say(name, [turn.button("note.none", "button_note_none", "/no_note"), _stop(turn)])
    turn.set(**{ASKED: "check_note"})


def _ask_keep(turn: Turn) -> None:
    drop = turn.button("check.drop", "button_check_drop", "/drop_check")
    if turn.officer is None:
        turn.say(
            "utter_ask_check_keep_visitor", [turn.button("consent.yes", "button_start", "gateway:consent.yes"), drop]
        )
    else:
        turn.say("utter_ask_check_keep", [turn.button("check.keep", "button_check_keep", "/keep_check"), drop])


def _stop(turn: Turn) -> Button:
    return turn.button("leave", "button_stop", "/leave")
