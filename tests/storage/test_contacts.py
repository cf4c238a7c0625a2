import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contacts import contact_place, open_contact, partner_key_pair, seal_contact
from storage.sealing import SealBroken

PRIVATE, PUBLIC = partner_key_pair()
PLACE = contact_place("booking", "organisation-a")


def test_the_partner_reads_the_contact_and_nobody_else() -> None:
    sealed = seal_contact(PUBLIC, "555-0150", PLACE)
    assert open_contact(PRIVATE, sealed, PLACE) == "555-0150"
    with pytest.raises(SealBroken):
        open_contact(partner_key_pair()[0], sealed, PLACE)


@pytest.mark.parametrize("place", [contact_place("another", "organisation-a"), contact_place("booking", "b")])
def test_a_contact_moved_to_another_booking_or_partner_is_refused(place: object) -> None:
    sealed = seal_contact(PUBLIC, "555-0150", PLACE)
    with pytest.raises(SealBroken):
        open_contact(PRIVATE, sealed, place)  # type: ignore[arg-type]


@given(st.integers(min_value=0), st.integers(0, 7))
def test_any_flipped_bit_of_a_contact_is_refused(at: int, bit: int) -> None:
    sealed = bytearray(seal_contact(PUBLIC, "555-0150", PLACE))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(SealBroken):
        open_contact(PRIVATE, bytes(sealed), PLACE)


def test_contacts_of_different_length_look_alike() -> None:
    assert len(seal_contact(PUBLIC, "X", PLACE)) == len(seal_contact(PUBLIC, "+1 555-0150 ext. 12", PLACE))
