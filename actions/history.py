"""How an officer has been: each check's figures as text, then on request as a picture or a file, or deleted."""

from datetime import datetime, timedelta
from itertools import groupby

from actions.checkin_result import scored
from actions.checkin_words import deletes, is_bare_delete
from actions.counter import Tools
from actions.turn import Turn
from care.checkins import Checkin
from care.instruments.instrument import instruments
from words import Button

LINES = 6  # of each check: what fits a phone; the picture and the file hold all
LATEST = 6  # offered for deletion
FRESH = timedelta(minutes=10)  # for which "delete all" means the list
BUTTONS = (
    ("picture", "button_history_picture", "picture"),
    ("json", "button_history_json", "json"),
    ("csv", "button_history_csv", "csv"),
    ("drop_one", "button_history_drop_one", "ask_one"),
    ("drop_all", "button_history_drop_all", "ask_all"),
)


def show(turn: Turn, tools: Tools) -> None:
    """Show the figures; who asks to delete is asked which, or whether all."""
    kept = _kept(turn, tools)
    if turn.officer is None:
        turn.say("utter_history_visitor", [turn.button("check", "button_checkin", "/start_checkin")])
    elif not kept:
        turn.say("utter_history_none", [turn.button("check", "button_checkin", "/start_checkin"), *turn.menu_button()])
    elif turn.text.startswith("/") or not (wish := deletes(turn.text)):
        _list(turn, kept)
    else:
        _ask(turn, kept, wish)


def act(turn: Turn, tools: Tools) -> None:
    """Do what a button of the history says."""
    kept, wish = _kept(turn, tools), str(turn.given("do") or "")
    if turn.officer is None or not kept:
        show(turn, tools)
    elif wish == "picture":
        for check, own in _by_check(kept):
            title = own[0].result.instrument.name.say(turn.locale)
            turn.say("utter_history_picture", (), {"name": title}, {"kind": "trend", "check": check}, personal=True)
    elif wish in ("json", "csv"):
        turn.say("utter_history_file", (), None, {"kind": f"checkins_{wish}"})
    elif wish == "drop":
        gone = tools.notebook.drop(turn.officer, str(turn.given("entry") or ""))
        turn.say("utter_entry_dropped" if gone else "utter_entry_gone", _again(turn))
    elif wish == "drop_all":
        count = tools.notebook.drop_all(turn.officer, turn.inbox)
        turn.say("utter_entries_dropped", turn.menu_button(), {"count": count})
    else:
        _ask(turn, kept, "all" if wish == "ask_all" else "one")


def asks_of_the_list(turn: Turn, tools: Tools) -> bool:
    """Take a bare "delete all" just after the list for what is on it, and ask; tell whether it was that."""
    shown, kept = turn.slot("history_shown"), _kept(turn, tools)
    fresh = shown is not None and turn.now - datetime.fromisoformat(shown) <= FRESH
    if not (kept and fresh and is_bare_delete(turn.text)):
        return False
    turn.set(history_shown=None)
    _ask(turn, kept, deletes(turn.text) or "one")
    return True


def _list(turn: Turn, kept: tuple[Checkin, ...]) -> None:
    for _, own in _by_check(kept):
        rows = "\n".join(_row(turn, each) for each in own[-LINES:])
        title = own[0].result.instrument.name.say(turn.locale)
        turn.say("utter_history", (), {"name": title, "list": rows, "trend": _trend(turn, own)}, personal=True)
    turn.set(history_shown=turn.now.isoformat())
    if turn.form is None:
        turn.say("utter_history_telegram", _buttons(turn))


def _by_check(kept: tuple[Checkin, ...]) -> list[tuple[str, list[Checkin]]]:
    order = {each.id: place for place, each in enumerate(instruments())}
    ordered = sorted(kept, key=lambda each: (order.get(each.instrument, 0), each.at))
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda each: each.instrument)]


def _row(turn: Turn, checkin: Checkin) -> str:
    day = turn.date(checkin.at.astimezone(turn.timezone).date())
    return turn.phrase("history_line", date=day, score=scored(turn, checkin.result))


def _trend(turn: Turn, own: list[Checkin]) -> str:
    """Say the first and the latest sum and which way it went, for who sees no picture; no word of praise."""
    sums = [each.result.score for each in own if each.result.score is not None]
    if len(sums) < 2:
        return ""
    way = "lower" if sums[-1] < sums[0] else "higher" if sums[-1] > sums[0] else "same"
    return turn.phrase(f"word_trend_{way}", count=len(sums), first=sums[0], latest=sums[-1])


def _buttons(turn: Turn) -> list[Button]:
    buttons = [turn.button(f"history.{id_}", title, f'/history_do{{"do": "{do}"}}') for id_, title, do in BUTTONS]
    return [*buttons, turn.button("reminders.show", "button_reminders_show", "/show_reminders"), *turn.menu_button()]


def _ask(turn: Turn, kept: tuple[Checkin, ...], wish: str) -> None:
    keep = turn.button("history.keep", "button_history_keep", "/keep_it")
    if wish == "all":
        yes = turn.button("history.drop_all.confirm", "button_history_drop_all_yes", '/history_do{"do": "drop_all"}')
        turn.say("utter_ask_drop_all", [yes, keep], {"count": len(kept)})
        return
    latest = kept[::-1][:LATEST]
    payload = '/history_do{{"do": "drop", "entry": "{}"}}'
    buttons = [
        Button(f"entry.{number}", _title(turn, each), payload.format(each.id)) for number, each in enumerate(latest, 1)
    ]
    turn.say("utter_ask_drop_one", [*buttons, keep])


def _title(turn: Turn, checkin: Checkin) -> str:
    day = turn.date(checkin.at.astimezone(turn.timezone).date())
    return turn.phrase("entry_title", name=checkin.result.instrument.title.say(turn.locale), date=day)


def _again(turn: Turn) -> list[Button]:
    return [turn.button("menu.history", "button_history", "/checkin_history"), *turn.menu_button()]


def _kept(turn: Turn, tools: Tools) -> tuple[Checkin, ...]:
    return tools.notebook.kept(turn.officer) if turn.officer else ()
