"""The whole way on PostgreSQL."""

from pathlib import Path

from sqlalchemy.engine import make_url

from tests.databases import fresh_postgres
from tests.whole.system import Chat, documents, running, texts


def test_a_sentence_and_three_taps_book_a_slot_on_postgresql_too(postgres_url: str, tmp_path: Path) -> None:
    with fresh_postgres(make_url(postgres_url)) as url, running(tmp_path, CODE4_DATABASE_URL=url) as system:
        chat = Chat.open(system.environment)
        chat.say("officer", "hi")
        chat.press("officer", "consent.yes")
        chat.say("officer", "I need to talk to someone who gets shift work, tuesday evening, by phone")
        for button in ("slot.hold", "contact.none"):
            chat.press("officer", button)
        booked = chat.press("officer", "booking.confirm")
        assert documents(booked)
        assert texts(booked).split("Reference ")[1][:6] in texts(chat.say("officer", "show my bookings"))
        chat.close()
