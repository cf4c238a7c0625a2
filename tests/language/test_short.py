"""Short replies are read the same under any question, in both languages; longer texts are left alone."""

import pytest

from language.short import is_no, is_unsure, meaning_of, number_of


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("More?", "more"),
        ("none of these", "more"),
        ("otras horas", "more"),
        ("BACK", "back"),
        ("atrás.", "back"),
        ("never mind", "stop"),
        ("nvm", "stop"),
        ("olvídelo", "stop"),
        ("skip", "nothing"),
        ("actually no number", "nothing"),
        ("I’d rather not", "nothing"),
        ("prefiero no", "nothing"),
        ("doesn't matter", "any"),
        ("me da igual", "any"),
        ("yes please", "yes"),
        ("¡Sí!", "yes"),
    ],
)
def test_a_short_reply_has_its_meaning(text: str, meaning: str) -> None:
    assert meaning_of(text) == meaning


@pytest.mark.parametrize(
    "text",
    ["i want more sleep", "my back hurts", "i can't stop drinking", "nothing helps", "no", "stop my bookings", ""],
)
def test_a_text_with_more_in_it_is_no_short_reply(text: str) -> None:
    assert meaning_of(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("#3", 3), ("option 1", 1), ("the second one", 2), ("I'll take the first", 1), ("la tercera", 3)],
)
def test_one_of_several_is_named_by_its_place(text: str, number: int) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("text", ["207", "2pm", "the 14th", "my second marriage", "first responders", "one more thing"])
def test_a_number_with_another_sense_names_no_place(text: str) -> None:
    assert number_of(text) is None


def test_a_bare_no_is_one() -> None:
    assert is_no("No.")
    assert is_no("nope")
    assert not is_no("no, friday")


@pytest.mark.parametrize(
    "text",
    [
        "hmm",
        "Hmmm...",
        "maybe",
        "um, maybe?",
        "I'm not really sure",
        "idk",
        "i don't know yet",
        "I guess so",
        "let me think about it",
        "it depends",
        "well... I don't know",
        "hold on",
        "quizás",
        "Tal vez, no sé",
        "no estoy seguro todavía",
        "a ver",
        "supongo que sí",
    ],
)
def test_an_unsure_word_settles_nothing(text: str) -> None:
    assert is_unsure(text)
    assert meaning_of(text) is None
    assert not is_no(text)


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "ok", "sure", "mhm", "maybe tuesday", "i don't know who to call", "wait until friday", "sí", "claro",
     "", "not now", "let's do it", "i guess my wife could come", "no sé dormir"],
)  # fmt: skip
def test_a_text_that_says_more_is_not_unsure(text: str) -> None:
    assert not is_unsure(text)
