"""Promise 2, the whole way through the terminal door, with the real screen, dialogue and storage."""

from tests.whole.system import Chat, button_ids, texts

RISKY = "i want to kill myself"


def test_the_words_come_first_and_what_may_help_after_them(chat: Chat) -> None:
    answer = chat.say("a stranger at night", RISKY)
    first, means, steps = (reply["text"] for reply in answer["replies"])
    assert "988" in first
    assert "CopLine" in first
    assert "911" in first
    assert means.startswith("Is a gun within reach?")
    assert "This bot alerts no one" in means
    assert steps.startswith("I stay here")
    assert {"crisis.talk", "crisis.ground", "crisis.plan", "crisis.check", "human"} <= set(button_ids(answer))
    assert answer["ms"] < 1000


def test_a_typed_answer_leads_on_and_a_no_never_closes_the_path(chat: Chat, officer: str) -> None:
    chat.say(officer, RISKY)
    assert "Is somebody with you?" in texts(chat.say(officer, "yes"))
    taken = chat.say(officer, "i'm fine")
    assert "I take you at your word" in texts(taken)
    assert "May I check in" in texts(taken)
    assert "crisis.lines" in button_ids(chat.say(officer, "are you a robot"))


def test_it_comes_back_to_what_was_open(chat: Chat, officer: str) -> None:
    chat.say(officer, "I need to talk to someone who gets shift work, tuesday evening, by phone")
    chat.press(officer, "slot.hold")
    in_between = chat.say(officer, RISKY)
    assert "contact.none" not in button_ids(in_between)
    back = chat.press(officer, "crisis.resume")
    assert "contact.none" in button_ids(back)


def test_a_safety_plan_is_written_kept_shown_and_deleted(chat: Chat, officer: str) -> None:
    assert "sent to nobody" in texts(chat.say(officer, "my safety plan"))
    asked = chat.press(officer, "plan.begin")
    for number in range(1, 7):
        assert f"{number} of 6." in texts(asked)
        asked = chat.say(officer, f"line {number} of mine")
    assert "1. My warning signs\nline 1 of mine" in texts(asked)
    chat.press(officer, "plan.keep")
    assert "line 6 of mine" in texts(chat.say(officer, "show me my plan"))
    chat.press(officer, "plan.delete")
    chat.press(officer, "plan.delete_yes")
    assert "sent to nobody" in texts(chat.say(officer, "my safety plan"))


def test_checking_in_is_agreed_on_and_stopped_by_a_tap(chat: Chat, officer: str) -> None:
    chat.say(officer, RISKY)
    assert "Nobody will be sent" in texts(chat.press(officer, "crisis.check"))
    assert "I will write" in texts(chat.press(officer, "crisis.check_yes"))
    assert "Stopped." in texts(chat.press(officer, "crisis.check_stop"))


def test_spanish_is_answered_in_spanish(chat: Chat) -> None:
    answer = chat.say("alguien de noche", "quiero matarme")
    assert "En peligro inmediato" in answer["replies"][0]["text"]
    assert "¿Hay un arma a su alcance?" in texts(answer)
