"""The form of a check, question by question; nothing is stored before the end, or without "keep"."""

import pytest

from actions.checkin_words import control, deletes, is_bare_delete, keeps, named_check
from care.instruments.instrument import Instrument, instruments
from care.unprompted import Unprompted
from tests.actions.talk import Talk
from tests.actions.turns import WORDS
from tests.databases import NOON

MOST_WORDS = 60


@pytest.fixture
def talk() -> Talk:
    return Talk("checkin_form")


def phq4(talk: Talk, *answers: str) -> Talk:
    talk.send('/choose_check{"check": "phq4"}')
    for answer in answers:
        talk.type(answer)
    return talk


def test_a_check_is_chosen_then_asked_with_its_progress(talk: Talk) -> None:
    assert talk.type("check in", "start_checkin") == ["utter_ask_check"]
    talk.press("check.phq4")
    asked = talk.values["utter_check_item"]
    assert (asked["number"], asked["total"]) == ("1", "4")
    assert [id_ for id_ in talk.buttons if id_.startswith("phq4.")] == ["phq4.0", "phq4.1", "phq4.2", "phq4.3"]
    talk.press("phq4.2")
    assert talk.values["utter_check_item"]["number"] == "2"


def test_a_check_that_is_named_begins_at_once(talk: Talk) -> None:
    assert talk.type("can i take the burnout test", "start_checkin") == ["utter_check_item", "utter_check_rows"]


def test_buttons_numbers_and_words_in_two_languages_are_answers(talk: Talk) -> None:
    phq4(talk, "2", "several days", "más de la mitad de los días").press("phq4.3")
    assert talk.slots["check_answers"] == [1, 1, 2, 3]


def test_the_result_says_numbers_words_and_what_they_do_not_mean(talk: Talk) -> None:
    said = phq4(talk, "1", "1", "2", "3").said
    assert said == ["utter_check_result", "utter_ask_check_keep"]
    result = talk.values["utter_check_result"]
    assert result["score"] == "3 of 12"
    assert "mild" in result["band"]
    assert talk.notebook.checkins == []


def test_nothing_is_kept_without_keep(talk: Talk) -> None:
    phq4(talk, "1", "1", "1", "1").press("check.drop")
    assert talk.notebook.checkins == []
    assert talk.said[0] == "utter_check_dropped"
    assert not talk.is_open


@pytest.mark.parametrize("words", ["keep it", "yes", "guardar"])
def test_keep_keeps_the_answers(talk: Talk, words: str) -> None:
    phq4(talk, "1", "2", "3", "4").type(words, "affirm" if words == "yes" else "nlu_fallback")
    assert [each.answers for each in talk.notebook.checkins] == [(0, 1, 2, 3)]
    assert "utter_check_kept" in talk.said
    assert not any(talk.slots.get(name) for name in ("check", "check_answers", "check_note"))


def test_one_can_go_back_and_skip_and_stop(talk: Talk) -> None:
    phq4(talk, "1", "2")
    talk.press("check.back")
    assert talk.slots["check_answers"] == [0]
    talk.press("check.skip")
    talk.type("atrás")
    talk.type("skip it")
    assert talk.slots["check_answers"] == [0, None]
    assert talk.type("stop") == ["utter_check_left"]
    assert (talk.is_open, talk.notebook.checkins) == (False, [])


def test_a_skipped_question_leaves_no_score(talk: Talk) -> None:
    assert phq4(talk, "1", "skip", "1", "1").said[0] == "utter_check_result_skipped"


@pytest.mark.parametrize("number", ["0", "5", "42", "-3", "2.5"])
def test_numbers_out_of_range_are_asked_again_kindly(talk: Talk, number: str) -> None:
    assert phq4(talk, number).said == ["utter_check_range", "utter_check_item"]
    assert talk.slots["check_answers"] == []


def test_words_that_fit_two_answers_are_asked_again_by_naming_both(talk: Talk) -> None:
    assert phq4(talk, "several days or nearly every day").said == ["utter_check_unclear", "utter_check_item"]
    assert talk.values["utter_check_unclear"]["second"] == "Nearly every day"


def test_after_two_answers_that_are_none_a_person_and_a_way_out_are_offered(talk: Talk) -> None:
    phq4(talk, "9")
    assert "human" not in talk.buttons
    talk.type("purple")
    assert {"human", "leave", "phq4.0"} <= set(talk.buttons)
    talk.type("several days")
    assert "human" not in talk.buttons


def test_four_drinks_are_not_the_fourth_answer(talk: Talk) -> None:
    talk.send('/choose_check{"check": "auditc"}')
    talk.type("2")
    assert talk.type("4") == ["utter_check_unclear", "utter_check_item"]


def test_a_question_in_between_is_left_to_its_own_answer(talk: Talk) -> None:
    phq4(talk, "1")
    talk.type("who learns of this", "ask_confidentiality")
    assert not talk.was_taken
    talk.type("nearly every day")
    assert talk.slots["check_answers"] == [0, 3]


def test_an_answer_by_its_very_words_counts_whatever_the_intent(talk: Talk) -> None:
    phq4(talk).type("not at all", "deny")
    assert talk.slots["check_answers"] == [0]


def test_an_old_button_pressed_twice_answers_nothing_else(talk: Talk) -> None:
    phq4(talk)
    first = talk.buttons["phq4.3"]
    talk.send(first)
    talk.send(first)
    assert talk.slots["check_answers"] == [3]


def test_the_highest_band_asks_directly_and_offers_a_time_found_already(talk: Talk) -> None:
    said = phq4(talk, "4", "4", "4", "4").said
    assert said[1:] == ["utter_check_direct", "utter_crisis_possible", "utter_check_soon", "utter_ask_check_keep"]
    assert "slot.hold" in talk.buttons


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("of", instruments(), ids=lambda of: of.id)
def test_every_question_of_a_check_is_at_most_sixty_words(of: Instrument, locale: str) -> None:
    talk = Talk("checkin_form", locale=locale)
    talk.send(f'/choose_check{{"check": "{of.id}"}}')
    while talk.said[-1] in ("utter_check_item", "utter_check_rows"):
        for name in talk.said:
            heard = {key: str(value) for key, value in talk.values[name].items()}
            assert len(WORDS.text(name, locale, **heard).split()) <= MOST_WORDS, name
        talk.press(next(each for each in talk.buttons if each.startswith(f"{of.id}.") and not each.endswith(".0")))
    assert talk.said[0].startswith(("utter_check_result", "utter_ask_check_note"))


def test_a_visitor_may_check_and_is_told_what_keeping_needs() -> None:
    talk = phq4(Talk("checkin_form", officer=None), "1", "1", "1", "1")
    assert talk.said[-1] == "utter_ask_check_keep_visitor"
    talk.type("keep it")
    assert talk.notebook.checkins == []
    assert talk.is_open


def test_the_free_line_is_a_sealed_token_and_is_kept_with_the_rest(talk: Talk) -> None:
    talk.answers["prv_1"] = "slept badly"
    talk.send('/choose_check{"check": "quick"}')
    for answer in ("3", "bad", "a lot"):
        talk.type(answer)
    assert talk.said == ["utter_ask_check_note"]
    talk.send('/private_answer{"token": "prv_1"}')
    talk.press("check.keep")
    assert [(each.answers, each.note) for each in talk.notebook.checkins] == [((3, 2, 4), "slept badly")]


def test_a_line_that_is_too_long_is_asked_again(talk: Talk) -> None:
    talk.answers["prv_1"] = "x" * 501
    talk.send('/choose_check{"check": "quick"}')
    for answer in ("3", "3", "3"):
        talk.type(answer)
    assert talk.send('/private_answer{"token": "prv_1"}') == ["utter_ask_check_note_again"]
    assert talk.send("/no_note")[0] == "utter_check_result_plain"


def test_the_screen_after_an_incident_waits_for_a_month(talk: Talk) -> None:
    talk.notebook.chosen = Unprompted(incident=NOON)
    assert talk.send('/choose_check{"check": "pcptsd5"}') == ["utter_check_too_early_until"]
    talk.notebook.chosen = Unprompted()
    talk.send('/choose_check{"check": "pcptsd5"}')
    talk.type("yes", "affirm")
    assert talk.type("no", "deny") == ["utter_check_too_early"]
    assert not talk.is_open


def test_yes_and_no_answer_the_screen(talk: Talk) -> None:
    talk.send('/choose_check{"check": "pcptsd5"}')
    for word in ("yes", "sí", "no", "yeah", "nope", "yes", "no"):
        talk.type(word, "deny" if word in ("no", "nope") else "affirm")
    assert talk.values["utter_check_result"]["score"] == "2 of 5"


def test_a_wish_for_reminders_is_no_check(talk: Talk) -> None:
    assert talk.type("remind me to check in every week", "start_checkin") == ["utter_reminders_off"]
    assert not talk.is_open


def test_words_beside_answers() -> None:
    assert [control(text) for text in ("Stop", "go back", "skip this one", "paso", "nonstop")] == [
        "stop",
        "back",
        "skip",
        "skip",
        None,
    ]
    said = ("keep it", "don't keep it", "no lo guardes", "maybe")
    assert [keeps(text) for text in said] == [True, False, False, None]
    assert named_check("do the alcohol one") == "auditc"
    assert [deletes(text) for text in ("delete that one", "borra todos", "how have I been")] == ["one", "all", None]
    assert is_bare_delete("delete all")
    assert not is_bare_delete("delete all my data")
