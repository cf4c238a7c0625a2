"""The engine's own small seal."""

import pytest

from engine.sealing import SealBroken, seal, unseal

KEY = bytes(range(32))


def test_what_was_sealed_opens_again() -> None:
    for plain in (b"", b"a", b"x" * 4092, b"x" * 4093, b"x" * 100_000):
        assert unseal(KEY, seal(KEY, plain, "name"), "name") == plain


def test_the_length_tells_only_steps() -> None:
    assert len(seal(KEY, b"a", "name")) == len(seal(KEY, b"a" * 4000, "name"))


def test_a_seal_opens_under_its_own_name_and_key_alone() -> None:
    sealed = seal(KEY, b"words", "name")
    for key, cut, name in (
        (bytes(32), sealed, "name"),
        (KEY, sealed, "other"),
        (KEY, sealed[:-1], "name"),
        (KEY, b"", "name"),
    ):
        with pytest.raises(SealBroken):
            unseal(key, cut, name)
