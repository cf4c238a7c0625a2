"""What holds for every text, and how several things in one sentence live together."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.entities import extract
from language.entities.folded import fold, in_order
from tests.language.entities.tables import WEDNESDAY, ZONE, find, said

ANYTHING = st.text(st.characters(codec=None), max_size=80)
WORDS = st.lists(
    st.sampled_from(
        in_order(
            """
            next last this tues sat may 3 14th 0700 1530 hrs at after before between and or to from pm in two
            weeks days tomorrow night noon not no wait friday 12/3 2026-02-30 10-4 half past the de la a las
            mañana por tarde el martes dentro próxima semana 31 feb 29 phone video in Riverside spanish
            shrink a woman ex cop 99 . , !
            """
        )
    ),
    max_size=14,
).map(" ".join)
INSTANTS = st.datetimes(
    datetime(2024, 1, 1),
    datetime(2032, 12, 31),
    timezones=st.just(ZoneInfo("UTC")),
)


@given(ANYTHING | WORDS, INSTANTS, st.sampled_from(["en", "es"]))
def test_any_text_gives_entities_in_place_and_no_day_gone_by(text: str, now: datetime, locale: str) -> None:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for entity in extract(text, now, ZONE, locale):
        assert 0 <= entity.start < entity.end <= len(text)
        if isinstance(entity.value, dict):
            assert entity.value
            first = date.fromisoformat(entity.value.get("date", today.isoformat()))
            assert today <= first <= date.fromisoformat(entity.value.get("date_end", first.isoformat()))
            for name in ("time", "time_from", "time_to"):
                datetime.strptime(entity.value.get(name, "00:00"), "%H:%M")


@given(ANYTHING)
def test_folding_moves_no_letter(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_lone_surrogates_and_marks_hide_nothing_beside_them() -> None:
    assert said(find("\ud83d \u200b\u202e \udfff friday at 3")) == "datetime:date=2026-11-20 time=15:00"


def test_positions_are_those_of_the_text_as_typed() -> None:
    text = "Necesito a Ñusta… una PSICÓLOGA el Próximo   Martes a las 3"
    assert [text[each.start : each.end] for each in find(text, "es")] == [
        "una PSICÓLOGA",
        "PSICÓLOGA",
        "el Próximo   Martes a las 3",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "I need to talk to someone who gets shift work, tuesday evening, by phone",
            "datetime:date=2026-11-24 part=evening | modality:phone",
        ),
        (
            "a female counselor near Riverside who speaks spanish, next tues after 3",
            "gender_wish:woman | provider_kind:counselor | location:Riverside | language:es | "
            "datetime:date=2026-11-24 from=15:00",
        ),
        (
            "peer support by video tonight or friday at 1800, has been an officer",
            "provider_kind:peer_supporter | modality:video | datetime:date=2026-11-18 part=night | "
            "datetime:date=2026-11-20 time=18:00 | ex_officer:yes",
        ),
        (
            "terapia de pareja en persona el jueves por la tarde en Oakdale, para mi esposa",
            "provider_kind:couples_therapist | modality:in_person | datetime:date=2026-11-19 part=afternoon | "
            "location:Oakdale | audience:family",
        ),
    ],
)
def test_several_things_are_found_in_one_sentence(text: str, expected: str) -> None:
    assert said(find(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no, friday", "datetime:date=2026-11-20"),
        ("actually by phone", "modality:phone"),
        ("tuesday at 3 no wait thursday", "datetime:date=2026-11-19 time=15:00"),
        ("video, no wait, in person", "modality:in_person"),
        ("not by phone, video please", "modality:video"),
        ("not a therapist, a chaplain on monday", "provider_kind:chaplain | datetime:date=2026-11-23"),
    ],
)
def test_a_correction_wins_over_what_was_said_before(text: str, expected: str) -> None:
    assert said(find(text)) == expected


def test_names_of_the_directory_are_found_however_they_are_written() -> None:
    places = ("Maple Heights", "Old Mill", "")
    found = extract("anyone in maple heights or OLD MILL", WEDNESDAY, ZONE, "en", places)
    assert [(each.value, each.start, each.end) for each in found] == [
        ("Maple Heights", 10, 23),
        ("Old Mill", 27, 35),
    ]


def test_a_message_of_twenty_thousand_characters_is_read_in_reasonable_time() -> None:
    found = find("tuesday at 3 or " * 1250)
    assert len(found) == 1, "the same time said over and over is one time"
