"""What is stored about an officer, sent as a file, and forgotten after one question."""

from actions.counter import Tools
from actions.history import asks_of_the_list
from actions.turn import Turn
from language.short import meaning_of
from storage.forgetting import KEY_BACKUP_LIFE

KEEPS = ("stop", "back", "nothing")


def stored(turn: Turn, tools: Tools) -> None:
    """Say what is kept before anything is put on Telegram."""
    if turn.officer is None:
        turn.say("utter_stored_visitor")
        return
    kept = {
        "bookings": len(tools.counter.bookings(turn.officer)),
        "checkins": len(tools.notebook.kept(turn.officer)),
    }
    turn.say("utter_stored", (), kept, personal=True)
    buttons = [
        turn.button("data.export", "button_export", "/export_file"),
        turn.button("data.forget", "button_forget", "/delete_my_data"),
    ]
    turn.say("utter_stored_telegram", [] if turn.form else buttons)


def export(turn: Turn, tools: Tools) -> None:
    """Send what is kept as a file."""
    if turn.officer is None:
        turn.say("utter_stored_visitor")
    else:
        turn.say("utter_export", (), None, {"kind": "export"})


def validate_forget(turn: Turn, tools: Tools) -> None:
    """Take the yes or no; a visitor has nothing to forget."""
    if turn.asked is None:
        if asks_of_the_list(turn, tools):
            turn.close_form()
        elif turn.officer is None:
            turn.say("utter_nothing_to_forget")
            turn.close_form()
        else:
            turn.set(forget_confirmation=None)
    elif turn.intent in ("confirm_forget", "affirm") or (turn.is_typed and meaning_of(turn.text) == "yes"):
        _forget(turn, tools)
    elif turn.intent in ("keep_it", "deny", "go_back") or (turn.is_typed and meaning_of(turn.text) in KEEPS):
        turn.say("utter_kept", turn.menu_button())
        turn.close_form()


def ask_forget_confirmation(turn: Turn, tools: Tools) -> None:
    """Ask once, with what it means."""
    buttons = [
        turn.button("forget.confirm", "button_forget_yes", "/confirm_forget"),
        turn.button("forget.keep", "button_forget_no", "/keep_it"),
    ]
    turn.ask("utter_ask_forget_confirmation", buttons)


def _forget(turn: Turn, tools: Tools) -> None:
    """Forget; when the message comes again after that, say the same once more."""
    if turn.officer is not None:
        tools.counter.forget(turn.officer)
    turn.say("utter_forgotten", (), {"until": turn.date(turn.today + KEY_BACKUP_LIFE)})
    turn.clear(*(name for name in turn.slots if name not in ("locale", "requested_slot")))
    turn.close_form()
