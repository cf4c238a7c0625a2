"""Whatever is flipped, swapped, put elsewhere or taken back is noticed; the longer runs are in `make campaign`."""

from bench.campaign_keys import flips, kills, swaps


def test_no_flipped_bit_of_any_sealed_value_is_accepted() -> None:
    assert flips(3_000) == []


def test_no_sealed_value_is_accepted_in_the_place_of_another() -> None:
    assert swaps(2_000) == []


def test_two_kills_during_a_rotation_lose_nothing() -> None:
    assert kills(2, 2_000) == []
