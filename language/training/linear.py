"""Fit the linear model over n-grams (language/ngrams.py) on the same sentences as the encoder."""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from language.ngrams import BUCKETS, Ngrams, ngrams
from language.training.sentences import RISKS, Sentence

# Inverse strength of the L2 penalty, and rounds of L-BFGS; chosen on texts of neither.
LOOSENESS, ROUNDS = 30.0, 80


def fit_ngrams(sentences: Iterable[Sentence]) -> Ngrams:
    """Return the model of the sentences' risk; about a minute for 40,000."""
    known = [sentence for sentence in sentences if sentence.risk]
    risks = np.array([RISKS.index(sentence.risk or "none") for sentence in known])
    learner = LogisticRegression(C=LOOSENESS, max_iter=ROUNDS)
    learner.fit(features(sentence.text for sentence in known), risks)
    return Ngrams.rounded(learner.coef_.T, learner.intercept_)


def features(texts: Iterable[str]) -> csr_matrix:
    """Return one sparse row a text, float32 (n, BUCKETS)."""
    buckets: list[int] = []
    weights: list[float] = []
    ends = [0]
    for text in texts:
        found = ngrams(text)
        buckets += found.keys()
        weights += found.values()
        ends.append(len(buckets))
    return csr_matrix((np.array(weights, np.float32), buckets, ends), shape=(len(ends) - 1, BUCKETS))
