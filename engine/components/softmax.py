"""Multinomial logistic regression on two blocks of features at once: dense vectors and sparse counts.

scikit-learn's takes one block only, and putting a dense block into a sparse matrix makes it several times slower.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Softmax:
    """Weights of a trained model: (dense, k), (sparse, k) and (k,), float32."""

    dense: Array
    sparse: Array
    bias: Array

    def chances(self, dense: Array, sparse: Any) -> Array:
        """Return the chance of each class, shape (n, k), rows summing to 1."""
        scores = dense @ self.dense + sparse @ self.sparse + self.bias
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def fit(dense: Array, sparse: Any, labels: Array, penalty: float, rounds: int) -> Softmax:
    """Fit by L-BFGS; `labels` are 0 to k - 1, `penalty` is the L2 strength beside the mean loss.

    A class weighs by the root of its size: small ones count for more than their number, large ones are not punished.
    """
    from scipy.optimize import minimize

    sizes = np.bincount(labels)
    task = _Task(dense.astype(np.float32), sparse, labels, 1 / np.sqrt(sizes[labels]), penalty)
    start = np.zeros((task.width + 1) * task.classes)
    found = minimize(task.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    return task.unpacked(found.x)


class _Task:
    """The weighted mean loss and its gradient, as one flat vector for the optimiser."""

    def __init__(self, dense: Array, sparse: Any, labels: Array, weights: Array, penalty: float) -> None:
        self._dense, self._sparse, self._penalty = dense, sparse, penalty
        self._dense_turned, self._sparse_turned = dense.T, sparse.T.tocsr()
        self.classes = int(labels.max()) + 1
        self.width = dense.shape[1] + sparse.shape[1]
        self._wanted = np.eye(self.classes, dtype=np.float32)[labels]
        self._weights = (weights / weights.sum()).astype(np.float32)[:, None]

    def unpacked(self, flat: Array) -> Softmax:
        table = flat.reshape(self.width + 1, self.classes).astype(np.float32)
        middle = self._dense.shape[1]
        return Softmax(table[:middle], table[middle:-1], table[-1])

    def loss(self, flat: Array) -> tuple[float, Array]:
        model = self.unpacked(flat)
        chances = model.chances(self._dense, self._sparse)
        right = (chances * self._wanted).sum(axis=1, keepdims=True)
        slope = (chances - self._wanted) * self._weights
        table = np.vstack([model.dense, model.sparse])
        gradient = np.vstack([self._dense_turned @ slope, self._sparse_turned @ slope]) + self._penalty * table
        value = float(-(self._weights * np.log(right + 1e-12)).sum() + self._penalty / 2 * (table**2).sum())
        return value, np.vstack([gradient, slope.sum(axis=0)]).ravel().astype(np.float64)
