"""Discrete Laplace noise by OpenDP, which is loaded here and only when something is drawn.

An officer who comes or goes moves one count of a statistic by one, so that noise of scale 1/epsilon on
each of its counts makes the statistic epsilon-differentially private (Dwork 2006; for whole numbers Ghosh,
Roughgarden, Sundararajan 2009; OpenDP's `make_laplace` samples exactly, after Canonne, Kamath, Steinke 2020).
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opendp.mod import Measurement

ONE_OFFICER = 1  # what one officer's whole history moves in a statistic (L1)


def draw(counts: Sequence[int], epsilon: Decimal) -> list[int]:
    """Return the counts of one statistic, each with fresh noise."""
    noisy: list[int] = _mechanism(float(epsilon))(list(counts))
    return noisy


def margin(epsilon: Decimal, confidence: float) -> int:
    """Return how far, in persons, a noisy count is from the true one at most, in `confidence` of the draws.

    P(|noise| >= k) = 2 p^k / (1 + p) with p = e^-epsilon.
    """
    p = math.exp(-float(epsilon))
    beyond = math.log((1 - confidence) * (1 + p) / 2) / math.log(p)  # the smallest k with so small a tail
    return math.ceil(beyond) - 1


@cache
def _mechanism(epsilon: float) -> "Measurement":
    from opendp.domains import atom_domain, vector_domain
    from opendp.measurements import make_laplace
    from opendp.metrics import l1_distance
    from opendp.mod import enable_features

    enable_features("contrib")
    whole_numbers: Any = vector_domain(atom_domain(T="i64"))
    mechanism = make_laplace(whole_numbers, l1_distance(T="i64"), scale=1 / epsilon)
    cost: float = mechanism.map(ONE_OFFICER)  # type: ignore[no-untyped-call] # OpenDP's own account
    if cost > epsilon:
        raise ArithmeticError("the noise would cost more than its epsilon")
    return mechanism
