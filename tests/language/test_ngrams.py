"""The linear model over runs of words and letters: what it counts, and that rounding changes little."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.ngrams import BUCKETS, Ngrams, ngrams


@given(st.text(max_size=300))
def test_any_text_has_buckets_of_bounded_length(text: str) -> None:
    found = ngrams(text)
    assert all(0 <= bucket < BUCKETS for bucket in found)
    # Two blocks of length 1 each, which may share buckets.
    assert math.hypot(*found.values()) <= 2 + 1e-9


@given(st.text(max_size=100), st.text(max_size=100))
def test_the_same_text_counts_the_same_and_case_and_accents_count_nothing(before: str, after: str) -> None:
    assert (
        ngrams(f"{before} mañana {after}") == ngrams(f"{before} MAÑANA {after}") == ngrams(f"{before} manana {after}")
    )


def test_a_mistyped_word_still_shares_most_runs_of_letters() -> None:
    right, wrong, other = ngrams("appointment"), ngrams("apointment"), ngrams("overtime")
    assert len(right.keys() & wrong.keys()) > 5 * len(right.keys() & other.keys())


def _model() -> tuple[Ngrams, np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
    weights = np.random.default_rng(4).normal(size=(BUCKETS, 4)).astype(np.float32)
    return Ngrams.rounded(weights, np.arange(4)), weights


@pytest.mark.parametrize("text", ["", "hello there", "no dormí nada, ¿y tú?", "x" * 4096])
def test_scores_are_those_of_the_float_weights_within_a_step(text: str) -> None:
    model, weights = _model()
    exact = np.arange(4) + sum((share * weights[bucket] for bucket, share in ngrams(text).items()), np.zeros(4))
    steps = sum(ngrams(text).values()) * model.scale / 2
    assert np.all(np.abs(model.scores(text) - exact) <= steps + 1e-4)


def test_what_is_saved_opens_again(tmp_path: Path) -> None:
    model, _ = _model()
    model.save(tmp_path / "ngrams.npz")
    again = Ngrams.open(tmp_path / "ngrams.npz")
    assert np.array_equal(again.scores("turno de noche"), model.scores("turno de noche"))
