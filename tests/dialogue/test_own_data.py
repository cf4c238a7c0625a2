"""What is stored is said, sent, and forgotten for good."""

from storage import sessions
from tests.dialogue.person import Person
from tests.dialogue.test_own_bookings import book


def test_a_visitor_hears_that_nothing_is_stored(visitor: Person) -> None:
    assert "Nothing is stored about you." in visitor.type("what do you have on me")
    assert "There is nothing to forget" in visitor.send("/delete_my_data")
    assert visitor.form is None


def test_what_is_stored_is_said_before_it_goes_to_telegram(officer: Person) -> None:
    book(officer)
    said = officer.type("what do you have on me")
    assert "open bookings: 1" in said
    assert "That puts it on Telegram." in said
    assert officer.documents == []
    officer.press("data.export")
    assert officer.documents == [{"kind": "export"}]


def test_promise_forget_me_means_gone(officer: Person) -> None:
    """Promise 3: one question, then key, rows and bookings are gone, and it says by when the backup is."""
    book(officer)
    officer.type("forget me")
    assert officer.asked == "forget_confirmation"
    said = officer.press("forget.confirm")
    assert "You are forgotten here." in said
    assert "Nov 23, 2026" in said
    with officer.house.database.read() as connection:
        assert sessions.officer_of(connection, officer.session) is None


def test_forgetting_can_be_refused(officer: Person) -> None:
    officer.send("/delete_my_data")
    assert "Everything stays as it was." in officer.press("forget.keep")
    officer.send("/delete_my_data")
    assert "Everything stays as it was." in officer.type("no")
    assert "open bookings: 0" in officer.send("/export_my_data")


def test_an_old_button_forgets_nothing_without_the_question(officer: Person) -> None:
    officer.send("/confirm_forget")
    assert officer.asked == "forget_confirmation"


def test_why_it_asks_before_forgetting(officer: Person) -> None:
    officer.send("/delete_my_data")
    assert "Because it cannot be undone." in officer.type("why do you ask?")
    assert officer.asked == "forget_confirmation"


def test_forgotten_in_spanish(spanish_officer: Person) -> None:
    spanish_officer.type("olvídeme")
    assert "Aquí ya no hay nada de usted." in spanish_officer.press("forget.confirm")
