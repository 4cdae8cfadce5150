"""What work with a model takes, learned from jobs that are done: a sum of parts that grow with its shape. Pure.

`seconds = e + steps x passes x (c + a N + b N²) + d x pixels`, where N are latent tokens: loading and reading the
text, each pass of the network with its attention, and decoding. No part is negative. What is fitted is the relative
error, so that short work counts as much as long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from generation.domain.plan import Cost

ENOUGH = 3
"""Observations from which on the parts are told apart; of fewer, work grows as the passes and tokens do."""
_WIDE = 3.0
"""By how much work may differ from what too few observations say, up and down."""
_GROWS = 2
"""The place of the term that grows with steps, passes, and tokens, and so with pixels and frames."""
_NEWEST = 60
_LOW, _HIGH = 0.1, 0.9
_EXACT = Decimal("0.001")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WorkSize:
    """How large a piece of work is: latent tokens, steps, runs of the network in each, and pixels of all frames."""

    tokens: int
    steps: int
    passes: int
    pixels: int

    @property
    def terms(self) -> tuple[float, ...]:
        """What each coefficient is multiplied by."""
        runs = float(self.steps * self.passes)
        return 1.0, runs, runs * self.tokens, runs * self.tokens**2, float(self.pixels)


@dataclass(frozen=True, slots=True)
class Observed:
    """What work of a shape took, in seconds above 0."""

    shape: WorkSize
    seconds: float


@dataclass(frozen=True, slots=True)
class Learned:
    """Coefficients in the order of `Shape.terms`; eight of ten jobs take `low` to `high` times what they say."""

    coefficients: tuple[float, ...]
    low: float
    high: float
    jobs: int

    def cost(self, shape: WorkSize) -> Cost:
        """Return what work of a shape is expected to take, with its interval; its price is for others to say."""
        seconds = _said(self.coefficients, shape)
        low, high, expected = (Decimal(seconds * share).quantize(_EXACT) for share in (self.low, self.high, 1.0))
        return Cost(low, high, expected, price=None)


def learned(observed: Iterable[Observed]) -> Learned | None:
    """Return what the newest observations teach, the oldest first; None where there are none.

    The interval is what each would have shown against all the others, wider where there are few.
    """
    kept = list(observed)[-_NEWEST:]
    if len(kept) < ENOUGH:
        return _by_proportion(kept) if kept else None
    coefficients = _fitted(kept)
    ratios = sorted(
        each.seconds / max(1e-9, _said(_fitted([*kept[:at], *kept[at + 1 :]]), each.shape))
        for at, each in enumerate(kept)
    )
    wider = 1 + 1 / len(kept)
    low, high = (float(np.quantile(ratios, share)) for share in (_LOW, _HIGH))
    return Learned(coefficients, min(1.0, low / wider), max(1.0, high * wider), len(kept))


def _by_proportion(kept: Sequence[Observed]) -> Learned:
    paces = [each.seconds / each.shape.terms[_GROWS] for each in kept]
    middle = sum(paces) / len(paces)
    coefficients = tuple(middle if place == _GROWS else 0.0 for place in range(len(kept[0].shape.terms)))
    return Learned(coefficients, min(paces) / middle / _WIDE, max(paces) / middle * _WIDE, len(kept))


def _said(coefficients: Sequence[float], shape: WorkSize) -> float:
    return float(np.dot(coefficients, shape.terms))


def _fitted(observed: Sequence[Observed]) -> tuple[float, ...]:
    """Least squares of the relative error without negative coefficients.

    Its solution is that of plain least squares over some of the terms: of five all 31 choices are tried.
    """
    rows: Numbers = np.array([each.shape.terms for each in observed]) / np.array([[each.seconds] for each in observed])
    scale = np.abs(rows).max(axis=0)
    scale[scale == 0] = 1.0
    best, least = np.zeros(rows.shape[1]), np.inf
    for count in range(1, rows.shape[1] + 1):
        for chosen in combinations(range(rows.shape[1]), count):
            tried = _solved(rows / scale, chosen)
            error = float(((rows / scale) @ tried - 1.0) @ ((rows / scale) @ tried - 1.0))
            if (tried >= 0).all() and error < least * (1 - 1e-9):
                best, least = tried, error
    return tuple(float(each) for each in best / scale)


def _solved(rows: Numbers, chosen: tuple[int, ...]) -> Numbers:
    """Plain least squares to 1 over the chosen columns; the others stay 0."""
    solution = np.zeros(rows.shape[1])
    solution[list(chosen)] = np.linalg.lstsq(rows[:, list(chosen)], np.ones(len(rows)), rcond=None)[0]
    return solution
