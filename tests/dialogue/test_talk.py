"""Everything around a booking: the menu, questions, reading, a person, and what was not understood."""

import pytest

from tests.dialogue.person import Person
from tests.dialogue.running import House

GIBBERISH = "asdkjh qwe lkj"
NOT_UNDERSTOOD = "/nlu_fallback"


def test_a_greeting_is_answered_with_what_can_be_done(officer: Person) -> None:
    assert "You Code 4?" in officer.type("hello")
    assert {"menu.book", "human", "job.reach", "crisis.help", "menu.data"} <= set(officer.buttons)


def test_the_menu_offers_only_what_leads_somewhere(officer: Person, visitor: Person) -> None:
    officer.send("/help_menu")
    assert "menu.bookings" not in officer.buttons
    assert "menu.checkin" in officer.buttons
    visitor.send("/help_menu")
    assert "menu.data" not in visitor.buttons
    assert "consent.yes" in visitor.buttons


def test_an_empty_directory_shows_the_lines_and_no_dead_button(empty_house: House) -> None:
    person = Person(empty_house)
    for payload in ("/look_around", "/help_menu", "/book_slot", "/ask_peer_support"):
        person.send(payload)
        assert not {"menu.book", "menu.articles", "slot.hold", "kind.peer"} & set(person.buttons)
    assert "988" in person.all_said
    assert "988" in person.send("/talk_to_human")
    assert "human.peer" not in person.buttons
    assert "I have no card on that yet." in person.send("/ask_sleep_tips")


def test_it_says_what_could_reach_the_job(visitor: Person) -> None:
    assert "not your department" in visitor.send("/ask_confidentiality")
    for topic in ("fitness", "reporting", "privilege", "court", "insurance", "firearms"):
        visitor.send("/ask_confidentiality")
        answer = visitor.press(f"topic.{topic}")
        assert "No lawyer has reviewed this yet. Written Nov 21, 2026." in answer


def test_it_says_that_it_is_a_program(officer: Person) -> None:
    assert "I am a program, not a person." in officer.type("are you a bot")
    assert "human" in officer.buttons


def test_a_person_is_the_lines_that_answer_now_and_partners_to_call(officer: Person) -> None:
    said = officer.type("give me a real person")
    assert "988" in said
    assert "CopLine" in said
    assert "207-555-01" in said
    officer.press("human.peer")
    assert officer.asked == "slot_choice"


@pytest.mark.parametrize(
    ("text", "payload"),
    [("i can't sleep after nights", "/ask_sleep_tips"), ("how do i calm down", "/ask_stress_tips")],
)
def test_a_card_says_its_source_and_then_offers_times(officer: Person, text: str, payload: str) -> None:
    said = officer.type(text)
    assert "Source: " in said
    assert "Do you want to see who is free this week?" in said
    officer.type("yes")
    assert officer.asked == "slot_choice"


def test_a_yes_means_only_what_was_offered_last(officer: Person) -> None:
    officer.send("/ask_sleep_tips")
    officer.send("/talk_to_human")
    assert "I am not sure what to say yes to." in officer.type("yes")
    assert officer.form is None


def test_a_no_to_an_offer_is_taken(officer: Person) -> None:
    officer.send("/ask_sleep_tips")
    assert "All right." in officer.type("no")


def test_after_an_incident_its_first_words_ask_not_to_write_what_happened(officer: Person) -> None:
    said = officer.type("i was in a shooting last night")
    assert said.startswith("Please don't write what happened: this chat is not privileged.")
    assert "Source: " in officer.press("incident.read")
    officer.send("/ask_trauma_after_incident")
    officer.press("incident.talk")
    assert "slot.hold" in officer.buttons


def test_all_cards_are_listed_and_each_opens(officer: Person) -> None:
    officer.send("/show_articles")
    cards = [button for button in officer.buttons if button.startswith("article.")]
    assert len(cards) >= 12
    for card in cards:
        officer.send("/show_articles")
        assert "Source: " in officer.press(card)


def test_what_was_not_understood_gets_two_readings_then_buttons_then_a_person(officer: Person) -> None:
    first = officer.type(GIBBERISH)
    second, third = (officer.send(NOT_UNDERSTOOD) for _ in range(2))
    assert "I did not understand that." in first
    assert "Let us try it with buttons" in second
    assert "a person would" in third
    assert "988" in third
    assert len({first, second, third}) == 3


def test_two_readings_and_a_person_are_offered(officer: Person) -> None:
    officer.type(GIBBERISH)
    assert {"reading.1", "reading.2", "human"} == set(officer.buttons)
    officer.press("reading.1")
    assert officer.all_said


def test_something_understood_starts_the_count_anew(officer: Person) -> None:
    officer.send(NOT_UNDERSTOOD)
    officer.type("hello")
    assert "I did not understand that." in officer.type(GIBBERISH)


def test_inside_a_form_the_question_comes_again_and_then_a_person(officer: Person) -> None:
    officer.send("/book_slot")
    said = [officer.send(NOT_UNDERSTOOD) for _ in range(3)]
    assert officer.asked == "slot_choice"
    assert "human" in officer.buttons
    assert "988" in said[2]


def test_out_of_scope_is_refused_with_what_it_can_do(officer: Person) -> None:
    assert "outside what I can do" in officer.type("tell me a joke")
    assert "menu.book" in officer.buttons


def test_the_language_changes_by_asking_and_back(officer: Person) -> None:
    assert "Desde ahora le escribo en español." in officer.type("habla español")
    assert officer.locale == "es"
    assert officer.titles["menu.book"] == "Horas libres"
    officer.press("menu.language")
    assert officer.locale == "en"


def test_the_language_changes_inside_a_form_and_the_question_comes_in_it(officer: Person) -> None:
    officer.send("/book_slot")
    officer.press("slot.hold")
    said = officer.type("en español por favor")
    assert "¿" in said
    assert officer.asked == "contact"


def test_after_start_the_menu_comes(visitor: Person) -> None:
    visitor.send("/help_menu")
    visitor.press("consent.yes")
    assert "menu.data" in visitor.buttons


def test_thanks_and_goodbye(officer: Person) -> None:
    assert officer.type("thanks") == "You are welcome."
    assert "Take care" in officer.type("goodbye")


def test_the_path_of_a_crisis_offers_today_only_when_there_is_one_and_stays(officer: Person) -> None:
    said = officer.send("/crisis_path", risk="crisis")
    assert "I stay here." in said
    assert {"crisis.talk", "crisis.ground", "crisis.check", "crisis.lines", "human"} <= set(officer.buttons)
    assert "Mon Nov 16" in officer.titles["slot.hold"]
    assert "I am not leaving" in officer.type(GIBBERISH)
    assert "crisis.lines" in officer.buttons


def test_the_path_of_a_crisis_needs_no_consent(visitor: Person) -> None:
    visitor.send("/crisis_path", risk="crisis")
    assert "consent.yes" not in visitor.buttons


def test_in_an_empty_city_the_path_of_a_crisis_has_no_dead_button(empty_house: House) -> None:
    person = Person(empty_house)
    person.send("/crisis_path", risk="crisis")
    steps = {"crisis.talk", "crisis.ground", "crisis.plan", "crisis.check"}
    assert set(person.buttons) == {*steps, "crisis.lines", "human"}


def test_a_crisis_in_the_middle_of_a_booking_leaves_the_booking_open(officer: Person) -> None:
    officer.send("/book_slot")
    officer.send("/crisis_path", risk="crisis")
    assert officer.form == "booking_form"
    assert len(officer.said) == 1, "the form keeps silent next to words of a crisis"
    officer.press("crisis.resume")
    assert officer.said[0].startswith("Back to where we were")
    assert "slot.hold" in officer.buttons


def test_the_next_steps_are_never_said_twice_in_the_same_words(officer: Person) -> None:
    first = officer.send("/crisis_path", risk="crisis")
    assert officer.send("/crisis_path", risk="crisis") != first


@pytest.mark.parametrize(("kind", "offered"), [("harm_other", "crisis.talk"), ("withdrawal", "kind.substance")])
def test_each_kind_of_crisis_has_steps_that_fit(officer: Person, kind: str, offered: str) -> None:
    officer.send(f'/crisis_path{{"kind": "{kind}"}}', risk="crisis")
    assert offered in officer.buttons
    assert not {"slot.hold", "crisis.check"} & set(officer.buttons)


def test_no_message_is_longer_than_sixty_words_in_either_language(house: House) -> None:
    for locale in ("en", "es"):
        person = Person(house, locale=locale)
        person.start()
        for payload in (
            "/help_menu",
            "/book_slot",
            "/talk_to_human",
            "/ask_confidentiality",
            "/export_my_data",
        ):
            person.send(payload)
            assert all(len(each.split()) <= 60 for each in person.said), payload


@pytest.mark.parametrize("form", ["/book_slot", "/delete_my_data"])
def test_a_button_of_another_form_is_answered_and_the_question_comes_again(officer: Person, form: str) -> None:
    officer.send(form)
    asked = officer.asked
    for payload in ("/confirm_move", "/confirm_cancel", "/private_answer", "/keep_it", "/consented"):
        if payload != "/keep_it" or form == "/book_slot":
            assert officer.send(payload)
            assert officer.asked == asked
