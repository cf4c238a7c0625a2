"""The classifier's arithmetic, apart from Rasa."""

import numpy as np
import pytest

from engine.components.letters import BUCKETS, letters
from engine.components.softmax import Softmax, fit

TEXTS = ["good morning", "morning all", "see you later", "bye now", "see ya", "good day", "tuesday at 3", "friday at 4"]
LABELS = np.array([0, 0, 1, 1, 1, 0, 2, 2])


@pytest.fixture(scope="module")
def model() -> Softmax:
    vectors = np.zeros((len(TEXTS), 4), dtype=np.float32)
    return fit(vectors, letters(TEXTS), LABELS, penalty=1e-4, rounds=50)


def test_it_reads_what_it_learnt(model: Softmax) -> None:
    chances = model.chances(np.zeros((len(TEXTS), 4)), letters(TEXTS))
    assert list(chances.argmax(axis=1)) == list(LABELS)
    assert np.allclose(chances.sum(axis=1), 1)


def test_a_typo_changes_little(model: Softmax) -> None:
    chances = model.chances(np.zeros((1, 4)), letters(["gud mornin"]))
    assert chances.argmax() == 0


def test_vectors_count_beside_letters() -> None:
    vectors = np.eye(2, dtype=np.float32)[[0, 1, 0, 1]]
    learnt = fit(vectors, letters(["x"] * 4), np.array([0, 1, 0, 1]), penalty=1e-4, rounds=50)
    assert list(learnt.chances(np.eye(2), letters(["x", "x"])).argmax(axis=1)) == [0, 1]


def test_letters_are_the_same_in_capitals_and_with_wide_gaps() -> None:
    small, large = letters(["it's  fine"]), letters(["IT\N{RIGHT SINGLE QUOTATION MARK}S fine"])
    assert small.shape == (1, BUCKETS)
    assert abs(small - large).max() == 0


def test_a_text_without_letters_has_no_runs() -> None:
    assert letters([" "]).nnz == 0
