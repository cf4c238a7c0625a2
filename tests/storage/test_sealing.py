import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import StorageError
from storage.sealing import Bound, SealBroken, SealingKey, open_sealed, seal

KEY = bytes(range(32))
PLACE = Bound("officer", "address", "row", "owner", "key")


@given(st.binary(max_size=3000))
def test_what_is_sealed_opens_again(plain: bytes) -> None:
    assert open_sealed(KEY, seal(KEY, plain, PLACE), PLACE) == plain


@given(st.binary(max_size=200), st.integers(min_value=0), st.integers(0, 7))
def test_any_flipped_bit_is_refused(plain: bytes, at: int, bit: int) -> None:
    sealed = bytearray(seal(KEY, plain, PLACE))
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(sealed), PLACE)


@pytest.mark.parametrize("part", ["table", "column", "row", "owner", "key_id"])
def test_a_value_moved_to_another_place_is_refused(part: str) -> None:
    elsewhere = Bound(**vars(PLACE) | {part: "elsewhere"})
    with pytest.raises(SealBroken):
        open_sealed(KEY, seal(KEY, b"plain", PLACE), elsewhere)


@given(*[st.tuples(*[st.text(max_size=3)] * 5)] * 2)
def test_no_two_places_share_their_associated_data(one: tuple[str, ...], two: tuple[str, ...]) -> None:
    assert (Bound(*one).encoded() == Bound(*two).encoded()) == (one == two)


def test_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken):
        open_sealed(bytes(32), seal(KEY, b"plain", PLACE), PLACE)


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x02" + bytes(60), b"\x01" + bytes(12)])
def test_what_is_no_sealed_value_is_refused(broken: bytes) -> None:
    with pytest.raises(SealBroken):
        open_sealed(KEY, broken, PLACE)


def test_a_size_tells_little() -> None:
    sizes = {len(seal(KEY, b"x" * length, PLACE)) for length in range(3000)}
    assert len(sizes) == 5  # 64, 256, 1024, 2048, 3072


def test_the_same_words_never_look_the_same() -> None:
    assert seal(KEY, b"plain", PLACE) != seal(KEY, b"plain", PLACE)


def test_neither_a_key_nor_an_error_shows_a_secret() -> None:
    key = SealingKey("id", "owner", b"secret-secret-secret-secret-1234")
    assert "secret-" not in repr(key)
    with pytest.raises(StorageError) as failure:
        key.open(key.seal(b"words of an officer", "t", "c", "r"), "t", "c", "another")
    assert "words" not in str(failure.value)
